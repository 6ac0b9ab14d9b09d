import { expect, it } from 'vitest';
import { shareAboveZero } from '../../src/core/interval-method.ts';
import { aucOf, given } from './intervals/cases.ts';

it('the share of resamples in which one is better is that of the reference, ties by half', () => {
  const values = Float64Array.from(given.indices, (rows) => aucOf(given.pB, rows) - aucOf(given.pA, rows));
  expect(shareAboveZero(values)).toBeCloseTo(
    given.paired_auc_diff_B_minus_A.prob_B_better_count_ties_half,
    12,
  );
  expect(shareAboveZero(Float64Array.of(1, 0, -1, 0, NaN))).toBe(0.5);
  expect(shareAboveZero(Float64Array.of(2, 3, 0, NaN))).toBeCloseTo(2.5 / 3, 12);
  expect(shareAboveZero(Float64Array.of(NaN))).toBeNaN();
});
