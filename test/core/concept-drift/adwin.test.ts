import fc from 'fast-check';
import { expect, test } from 'vitest';
import adwin from '../../../src/core/concept-drift/adwin.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { agreesWithRiver, holdsState } from '../concept-drift-cases.ts';

agreesWithRiver('adwin');
holdsState(adwin, 'ADWIN', ({ width, total, variance }) => [width, total, variance, total / width]);

interface Bucket {
  readonly total: number;
  readonly squares: number;
  readonly size: number;
}

/** Every place that the window may be cut at is looked at in full. @returns rows at which it fires. */
function slowly(xs: readonly number[], delta: number, clock: number, least: number): number[] {
  const most = 5;
  const fires: number[] = [];
  // The oldest first.
  let buckets: Bucket[] = [];
  let [width, total, variance, ticks] = [0, 0, 0, 0];
  const cuts = (): boolean => {
    const log = Math.log((2 * Math.log(width)) / delta);
    let [n, sum] = [0, 0];
    return buckets.slice(0, -1).some((bucket) => {
      n += bucket.size;
      sum += bucket.total;
      const rest = width - n;
      if (n < least || rest < least) return false;
      const m = 1 / (n - least + 1) + 1 / (rest - least + 1);
      const bound = Math.sqrt(2 * m * (variance / width) * log) + (2 / 3) * log * m;
      return Math.abs(sum / n - (total - sum) / rest) > bound;
    });
  };
  xs.forEach((x, row) => {
    buckets.push({ total: x, squares: 0, size: 1 });
    width++;
    if (width > 1) {
      const away = x - total / (width - 1);
      variance += ((width - 1) * away * away) / width;
    }
    total += x;
    for (let size = 1; buckets.filter((one) => one.size === size).length > most; size *= 2) {
      const at = buckets.findIndex((one) => one.size === size);
      const [one, other] = [buckets[at]!, buckets[at + 1]!];
      const away = one.total / size - other.total / size;
      const squares = one.squares + other.squares + (size * size * away * away) / (2 * size);
      buckets.splice(at, 2, { total: one.total + other.total, squares, size: 2 * size });
    }
    let fired = false;
    ticks++;
    if (ticks % clock === 0 && width > 10)
      while (cuts()) {
        fired = true;
        const { total: sum, squares, size } = buckets.shift()!;
        width -= size;
        total -= sum;
        const away = sum / size - total / width;
        variance -= squares + (size * width * away * away) / (size + width);
      }
    if (!fired) return;
    fires.push(row);
    buckets = [];
    [width, total, variance, ticks] = [0, 0, 0, 0];
  });
  return fires;
}

test('fires where looking at every place in full does, whatever the numbers', () => {
  const streams = fc.record({
    seed: fc.integer({ min: 0, max: 1e9 }),
    rows: fc.integer({ min: 1, max: 700 }),
    // Far from 0 the variance is little beside what is rounded.
    offset: fc.constantFrom(0, 0, 1, 1e6, 1e12),
    spread: fc.constantFrom(0, 1e-6, 1, 1e3),
    errors: fc.boolean(),
    outlier: fc.constantFrom(0, 1e12, -1e200, Infinity),
    delta: fc.constantFrom(0.002, 0.1, 1, 1e-9),
    clock: fc.constantFrom(1, 7, 32),
    least: fc.constantFrom(1, 5, 20),
  });
  fc.assert(
    fc.property(streams, ({ seed, rows, offset, spread, errors, outlier, delta, clock, least }) => {
      const random = new Random(seed);
      const xs = Array.from({ length: rows }, (_, row) => {
        const late = row > rows / 2 ? 0.5 : 0.1;
        if (outlier !== 0 && random.uniform() < 0.003) return outlier;
        return offset + spread * (errors ? Number(random.uniform() < late) : random.normal() + late);
      });
      const given = { delta, clock, min_window_length: least };
      const running = adwin.begin({ ...defaults(adwin.params), ...given });
      const fires = xs.flatMap((x, row) => (running.update(x) === 'drift' ? [row] : []));
      expect(fires).toEqual(slowly(xs, delta, clock, least));
    }),
    { numRuns: 150 },
  );
});
