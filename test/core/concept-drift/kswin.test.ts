import fc from 'fast-check';
import { expect, test } from 'vitest';
import kswin from '../../../src/core/concept-drift/kswin.ts';
import { equalSamplesKs } from '../../../src/core/equal-samples-ks.ts';
import { MersenneTwister, sampler } from '../../../src/core/mersenne-twister.ts';
import { Random } from '../../../src/core/random.ts';
import { defaults } from '../../../src/core/params.ts';
import { agreesWithRiver } from '../concept-drift-cases.ts';

agreesWithRiver('kswin');

test('can’t compare more rows than half its window', () => {
  const usual = defaults(kswin.params);
  expect(kswin.problem?.(usual)).toBeNull();
  expect(kswin.problem?.({ ...usual, window_size: 59 })).toContain('twice');
  expect(() => kswin.begin({ ...usual, window_size: 59 })).toThrow(RangeError);
});

test('goes over from errors to other numbers and back in the midst of a window', () => {
  // One value far out belongs to both sides or to neither: it changes counts of ones by nothing.
  const plain = kswin.begin({ ...defaults(kswin.params), alpha: 0 });
  for (let row = 0; row < 1000; row++) expect(plain.update(row % 250 === 7 ? 3.5 : row % 2)).toBe('calm');
  const running = kswin.begin(defaults(kswin.params));
  const fires = Array.from({ length: 1000 }, (_, row) =>
    running.update(row < 500 ? 0 : row % 3 === 0 ? 0.5 : 1),
  );
  expect(fires.indexOf('drift')).toBeGreaterThanOrEqual(510);
  expect(fires.indexOf('drift')).toBeLessThan(530);
});

/** As River has it: the latest rows of the window against a sample of the older ones. @returns rows at which it fires. */
function slowly(xs: readonly number[], alpha: number, size: number, compared: number): number[] {
  const drawn = new Uint16Array(compared);
  const sample = sampler(size - compared, compared);
  const fires: number[] = [];
  let random = new MersenneTwister(42);
  let window: number[] = [];
  const share = (of: readonly number[], upTo: number) => of.filter((x) => x <= upTo).length;
  xs.forEach((x, row) => {
    window = [...window, x].slice(-size);
    if (window.length < size) return;
    sample.take(random, drawn);
    const [older, latest] = [Array.from(drawn, (at) => window[at]!), window.slice(-compared)];
    const h = Math.max(...window.map((upTo) => Math.abs(share(older, upTo) - share(latest, upTo))));
    if (equalSamplesKs(compared, h) > alpha || h / compared <= 0.1) return;
    fires.push(row);
    window = [];
    random = new MersenneTwister(42);
  });
  return fires;
}

test('fires where comparing all of both samples does, through errors, numbers and ties', () => {
  const stretch = fc.record({
    rows: fc.integer({ min: 1, max: 150 }),
    kind: fc.constantFrom('errors', 'errors', 'numbers', 'ties', 'far'),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.array(stretch, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0.005, 0.2, 1, 0),
      fc.constantFrom([100, 30], [40, 20], [60, 5]),
      (seed, stretches, alpha, sizes) => {
        const random = new Random(seed);
        const xs = stretches.flatMap(({ rows, kind, share }) =>
          Array.from({ length: rows }, () => {
            const one = Number(random.uniform() < share);
            if (kind === 'errors') return one;
            if (kind === 'ties') return random.integer(3);
            return kind === 'far' && one ? 1e12 : random.normal();
          }),
        );
        const [size, compared] = [sizes[0]!, sizes[1]!];
        const given = { alpha, window_size: size, stat_size: compared };
        const running = kswin.begin({ ...defaults(kswin.params), ...given });
        const fires = xs.flatMap((x, row) => (running.update(x) === 'drift' ? [row] : []));
        expect(fires).toEqual(slowly(xs, alpha, size, compared));
      },
    ),
    { numRuns: 60 },
  );
});
