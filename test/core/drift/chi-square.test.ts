import { describe, expect, it } from 'vitest';
import detector from '../../../src/core/drift/chi-square.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import reference from '../../fixtures/core/drift-report.json' with { type: 'json' };
import * as columns from '../../fixtures/core/reference.ts';
import { levels, sampleOf } from './measures.ts';

const numberColumn = (...given: Parameters<typeof columns.numberColumn>) =>
  sampleOf(columns.numberColumn(...given));
const categoryColumn = (...given: Parameters<typeof columns.categoryColumn>) =>
  sampleOf(columns.categoryColumn(...given));

const words = (counts: Readonly<Record<string, number>>) =>
  categoryColumn(
    'x',
    Object.entries(counts).flatMap(([level, count]) => new Array<string>(count).fill(level)),
  );
const measure = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) =>
  detector.fit(words(before), defaults(detector.params))(words(after));

describe('chi-square', () => {
  it.each(Object.entries(reference.categories))(
    'is scipy’s chi2_contingency: %s',
    (_, { ref, cur, statistic, p }) => {
      const result = measure({ ...ref }, { ...cur });
      expect(result.statistic).toBeCloseTo(statistic, 9);
      expect(Math.abs(result.pValue / p - 1)).toBeLessThan(1e-9);
    },
  );

  it.each(reference.tables)('is it for $before and $now', ({ before, now, statistic, p }) => {
    const named = (counts: number[]) => Object.fromEntries(counts.map((count, at) => [`v${at}`, count]));
    const result = measure(named(before), named(now));
    expect(result.statistic).toBeCloseTo(statistic, 9);
    expect(Math.abs(result.pValue / p - 1)).toBeLessThan(1e-9);
  });

  it('takes booleans, leaves out missing cells, and has nothing to test in one value', () => {
    const flags = (values: (number | null)[]) => numberColumn('x', values, 'boolean');
    const run = (a: (number | null)[], b: (number | null)[]) =>
      detector.fit(flags(a), defaults(detector.params))(flags(b));
    expect(run([0, 0, 1, null], [1, 1, 0])).toEqual(run([0, 0, 1], [1, 1, 0]));
    expect(run([1, 1], [1])).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
    expect(run([null], [1])).toMatchObject({ statistic: NaN, pValue: NaN, drifted: false });
    expect(() => detector.fit(flags([1]), defaults(detector.params))(words({ a: 1 }))).toThrow(RangeError);
  });

  it('calls drift what is certain and large', () => {
    expect(measure({ a: 500, b: 500 }, { a: 300, b: 700 }).drifted).toBe(true);
    expect(measure({ a: 5, b: 5 }, { a: 3, b: 7 }).drifted).toBe(false);
    const small = measure({ a: 50_000, b: 50_000 }, { a: 49_000, b: 51_000 });
    expect(small.pValue).toBeLessThan(1e-4);
    expect(small.drifted).toBe(false);
  });
});

const zipf = (values: number, power: number) => Array.from({ length: values }, (_, i) => (i + 1) ** -power);

describe('the p of chi-square on streams', () => {
  const laws = {
    'rare values': [0.96, 0.03, 0.005, 0.003, 0.001, 0.0005, 0.0005],
    '300 values': zipf(300, 1.1),
    '50 values': zipf(50, 1.2),
    'one in a thousand': [0.999, 0.001],
    'five alike': [1, 1, 1, 1, 1],
  };
  const random = new Random(5);
  const drawn = (law: readonly number[], rows: number) => {
    const ends: number[] = [];
    let sum = 0;
    for (const share of law) ends.push((sum += share));
    const counts = law.map(() => 0);
    for (let i = 0; i < rows; i++) {
      const at = random.uniform() * sum;
      let [low, high] = [0, ends.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle]! < at) low = middle + 1;
        else high = middle;
      }
      counts[low]!++;
    }
    return levels(
      counts,
      law.map((_, i) => `v${i}`),
    );
  };
  const streaming = { ...defaults(detector.params), ...detector.streaming };
  const cases = Object.keys(laws).flatMap((name) =>
    [
      [1000, 70],
      [5000, 70],
      [5000, 100],
      [1000, 1000],
    ].map(([n, m]) => ({ name, n: n!, m: m! })),
  );

  it.each(cases)('means what it says with $name, $n rows and $m', ({ name, n, m }) => {
    const law = Object.entries(laws).find(([key]) => key === name)![1];
    const below = [0, 0, 0, 0];
    const [references, windows] = [m < 500 ? 60 : 20, 25];
    for (let r = 0; r < references; r++) {
      const run = detector.fit(drawn(law, n), streaming);
      for (let w = 0; w < windows; w++) {
        const { pValue } = run(drawn(law, m));
        [0.05, 0.01, 1e-3, 1e-4].forEach((alpha, at) => (below[at]! += Number(pValue <= alpha)));
      }
    }
    const all = references * windows;
    // Within four deviations of what chance does to the counts.
    [0.05, 0.01, 1e-3, 1e-4].forEach((alpha, at) =>
      expect(below[at]!).toBeLessThan(alpha * all + 4 * Math.sqrt(alpha * all) + 1),
    );
  });

  it('still finds what changed among many rare values', () => {
    const law = laws['300 values'];
    const run = detector.fit(drawn(law, 5000), streaming);
    // The rarest were a fifth of the rows, and then are seven tenths.
    const rarer = law.map((share, i) => (i < 60 ? share : 10 * share));
    expect(run(drawn(rarer, 100)).pValue).toBeLessThan(1e-4);
    // A value nobody has seen, in every third row.
    expect(run(drawn([...law, 2], 100)).pValue).toBeLessThan(1e-6);
  });

  it('leaves the statistic and the p that are asked for as they are', () => {
    const [before, now] = [words({ a: 4990, b: 10 }), words({ a: 69, c: 1 })];
    const tool = detector.fit(before, defaults(detector.params))(now);
    const guarded = detector.fit(before, streaming)(now);
    expect(tool.statistic).toBe(guarded.statistic);
    // One row of a value that was not there: scipy 1.17.1's chi2_contingency.
    expect(tool.pValue).toBeLessThan(1e-15);
    expect(guarded.pValue).toBeGreaterThan(1e-3);
  });

  it('is 1 for one value on both sides', () => {
    for (const definition of ['homogeneity', 'evidently'])
      for (const p of ['tool', 'guarded'])
        expect(detector.fit(words({ a: 9 }), { ...streaming, definition, p })(words({ a: 5 })).pValue).toBe(
          1,
        );
  });
});
