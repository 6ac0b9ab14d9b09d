import { describe, expect, it } from 'vitest';
import detector from '../../../src/core/drift/chi-square.ts';
import { defaults } from '../../../src/core/params.ts';
import reference from '../../fixtures/core/drift-report.json' with { type: 'json' };
import * as columns from '../../fixtures/core/reference.ts';
import { sampleOf } from './measures.ts';

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
