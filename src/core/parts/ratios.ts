// Ratios of counts, and what they are where nothing was counted.

import type { Confusion } from '../shared-parts.ts';

/** a / b; NaN where b is 0: there is nothing to say, as TFMA has it. */
export const ratio = (a: number, b: number): number => (b === 0 ? NaN : a / b);

/** a / b; 0 where b is 0 although there are rows, as scikit-learn has it (zero_division=0); NaN without rows. */
export const ratioOrZero = (a: number, b: number, rows: number): number =>
  b === 0 && rows > 0 ? 0 : ratio(a, b);

/** What is left of a sum without a part of it; 0 where that is no more than the rounding of both. */
export const remainder = (whole: number, part: number): number =>
  Math.abs(whole - part) <= 1e-12 * Math.abs(whole) ? 0 : whole - part;

export const totalOf = (confusion: Confusion): number =>
  confusion.truePositives + confusion.falsePositives + confusion.trueNegatives + confusion.falseNegatives;

/** Weighted harmonic mean of precision and recall, recall counting `beta` times (scikit-learn's fbeta_score). */
export function fBeta(confusion: Confusion, beta: number): number {
  const { truePositives, falsePositives, falseNegatives } = confusion;
  const hits = (1 + beta ** 2) * truePositives;
  return ratioOrZero(hits, hits + beta ** 2 * falseNegatives + falsePositives, totalOf(confusion));
}
