import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedQuantile } from '../../../src/core/parts/sorted.ts';
import { averagedQuantileOfSorted } from '../../../src/core/statistics.ts';

const sorted = (values: readonly number[], weights: readonly number[]) => {
  let sum = 0;
  return {
    values: Float64Array.from(values),
    cumulative: Float64Array.from(weights, (weight) => (sum += weight)),
  };
};

describe('weightedQuantile', () => {
  it('is the averaged inverse of the distribution, a row of weight k standing for k rows', () => {
    const row = fc.record({ value: fc.nat(20), weight: fc.integer({ min: 1, max: 4 }) });
    // Shares that are exact in binary, so that the yardstick does not round across a border.
    const share = fc.nat(8).map((eighths) => eighths / 8);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), share, (rows, at) => {
        const ordered = rows.toSorted((a, b) => a.value - b.value);
        const copies = ordered.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value));
        const weighted = sorted(
          ordered.map(({ value }) => value),
          ordered.map(({ weight }) => weight),
        );
        expect(weightedQuantile(weighted, at)).toBe(averagedQuantileOfSorted(copies, at));
      }),
    );
  });

  it('sees a border that rounded sums miss', () => {
    expect(weightedQuantile(sorted([1, 2], [0.1 + 0.2, 0.3]), 0.5)).toBe(1.5);
    expect(weightedQuantile(sorted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Array(10).fill(0.1)), 0.3)).toBe(3.5);
  });

  it('is NaN without rows', () => {
    expect(weightedQuantile(sorted([], []), 0.5)).toBeNaN();
    expect(weightedQuantile(sorted([NaN], [NaN]), 0.5)).toBeNaN();
  });
});
