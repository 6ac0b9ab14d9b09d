import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import type { SliceSpec } from '../../../../src/core/slice.ts';
import type { NumberColumn } from '../../../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { allRows, sliced } from '../slicing.ts';

const spec = (bins: number, how: 'quantile' | 'width' = 'quantile'): SliceSpec => ({
  by: 'bins',
  feature: 'x',
  bins,
  how,
});
const names = (
  values: readonly (number | null)[],
  bins: number,
  how: 'quantile' | 'width' = 'quantile',
  kind: NumberColumn['kind'] = 'number',
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(sliced(tableOf(numberColumn('x', values, kind)), spec(bins, how))).map(
      ([name, places]) => [name, places.length],
    ),
  );
const count = (n: number, value: (i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => value(i));

describe('bins', () => {
  it('have bounds that can be read', () => {
    expect(
      names(
        count(24, (i) => i),
        4,
      ),
    ).toEqual({ 'x 0–5': 6, 'x 6–11': 6, 'x 12–17': 6, 'x 18–23': 6 });
    expect(
      names(
        count(24, (i) => i),
        4,
        'width',
      ),
    ).toEqual({ 'x 0–5': 6, 'x 6–11': 6, 'x 12–17': 6, 'x 18–23': 6 });
    expect(
      names(
        count(101, (i) => i / 100),
        4,
      ),
    ).toEqual({
      'x 0–0.25': 25,
      'x 0.25–0.5': 25,
      'x 0.5–0.75': 25,
      'x 0.75–1': 26,
    });
    expect(names([-4.5, -3, 1.25, 2], 2, 'width')).toEqual({ 'x -4.5 to -1.3': 2, 'x -1.3 to 2': 2 });
    expect(names([5, 5, 5, null], 3)).toEqual({ 'x 5': 3, 'x missing': 1 });
    expect(names([null], 3)).toEqual({ 'x missing': 1 });
  });

  it('part a value that most rows share from the rest, and drop empty bins', () => {
    expect(names([0, 0, 0, 0, 0, 0, 2, 3], 4)).toEqual({ 'x 0': 6, 'x 2–3': 2 });
    expect(names([0, 1, 2, 100], 4, 'width')).toEqual({ 'x 0–24': 3, 'x 75–100': 1 });
    expect(names([0, 0, 0, 0, 0.25, 0.75], 2)).toEqual({ 'x 0': 4, 'x 0.25–0.75': 2 });
  });

  it('name times by days, or by minutes where they are close', () => {
    const day = 86_400_000;
    const start = Date.UTC(2011, 0, 1);
    expect(
      names(
        count(40, (i) => start + i * day),
        2,
        'quantile',
        'time',
      ),
    ).toEqual({
      'x 2011-01-01 to 2011-01-20': 20,
      'x 2011-01-21 to 2011-02-09': 20,
    });
    expect(
      names(
        count(4, (i) => start + i * 3_600_000),
        2,
        'width',
        'time',
      ),
    ).toEqual({
      'x 2011-01-01 00:00 to 2011-01-01 01:29': 2,
      'x 2011-01-01 01:30 to 2011-01-01 03:00': 2,
    });
  });

  it('hold exactly what they are called, every row in one', () => {
    const value = fc.oneof(
      fc.constantFrom(0, 1, 2, null),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1e-6, noNaN: true }),
      fc.integer({ min: -50, max: 50 }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('quantile' as const, 'width' as const),
        (values, bins, how) => {
          const table = tableOf(numberColumn('x', values));
          const found = sliced(table, spec(bins, how));
          expect(
            Object.values(found)
              .flat()
              .sort((a, b) => a - b),
          ).toEqual([...allRows(table)]);
          expect(Object.keys(found).length).toBeLessThanOrEqual(bins + 1 + Number(bins > 1));
          for (const [name, places] of Object.entries(found)) {
            expect(matches(spec(bins, how), [['x', name.slice(2).replace(/^missing$/u, '')]])).toBe(true);
            if (name === 'x missing') continue;
            const [low, high] = name
              .slice(2)
              .split(/–| to /u)
              .map(Number);
            for (const place of places) {
              expect(values[place]).toBeGreaterThanOrEqual(low!);
              expect(values[place]).toBeLessThanOrEqual(high ?? low!);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('mean bins of their feature, no words', () => {
    expect(matches(spec(4), [['x', '0–5']])).toBe(true);
    expect(matches(spec(4), [['x', 'old']])).toBe(false);
    expect(matches(spec(4), [['y', '0–5']])).toBe(false);
    expect(matches(spec(4), [])).toBe(false);
  });

  it('refuse words and less than one bin', () => {
    expect(() => sliced(tableOf(categoryColumn('x', ['a'])), spec(4))).toThrow('holds words');
    expect(() => names([1], 0)).toThrow('The number of bins is 1 or more, not 0.');
    expect(() => names([1], 1.5)).toThrow('1.5');
  });
});
