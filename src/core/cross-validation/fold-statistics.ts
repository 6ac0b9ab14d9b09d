// What the figures of several folds say together. Folds share most of the rows that they learn from, so their figures are not
// independent: the plain interval is too narrow, and the corrected one says more honestly how sure the mean is.

import { studentQuantile, studentTail } from '../student-t.ts';

export interface FoldSummary {
  readonly folds: number;
  readonly mean: number;
  /** Sample deviation over folds (divisor folds − 1); NaN below two. */
  readonly deviation: number;
  /** t interval with the variance corrected for shared rows (Nadeau & Bengio, Machine Learning 52, 2003). */
  readonly low: number;
  readonly high: number;
  /** The same without the correction. */
  readonly plainLow: number;
  readonly plainHigh: number;
}

export interface PairedFolds extends FoldSummary {
  /** Of no difference, two-sided: corrected, and plain. */
  readonly pValue: number;
  readonly plainPValue: number;
  readonly t: number;
  readonly plainT: number;
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: n < 2 ? NaN : Math.sqrt(squares / (n - 1)) };
}

/** Standard errors of the mean: as if folds were independent, and with the correction 1/folds + tested/learnt. */
function errorsOf(values: readonly number[], testShare: number): { plain: number; corrected: number } {
  const { deviation } = moments(values);
  const n = values.length;
  return {
    plain: deviation * Math.sqrt(1 / n),
    corrected: deviation * Math.sqrt(1 / n + testShare),
  };
}

/**
 * Mean of a figure over folds.
 * @param testShare rows tested ÷ rows learnt from, of a fold (the mean of all folds).
 */
export function summarise(values: readonly number[], testShare: number, confidence = 0.95): FoldSummary {
  const { mean, deviation } = moments(values);
  const folds = values.length;
  const { plain, corrected } = errorsOf(values, testShare);
  const t = folds < 2 ? NaN : studentQuantile((1 + confidence) / 2, folds - 1);
  return {
    folds,
    mean,
    deviation,
    low: mean - t * corrected,
    high: mean + t * corrected,
    plainLow: mean - t * plain,
    plainHigh: mean + t * plain,
  };
}

const twoSided = (t: number, freedom: number): number =>
  Number.isNaN(t) ? NaN : Math.min(1, 2 * studentTail(Math.abs(t), freedom));

/**
 * Difference `b` − `a` of two configurations on the same folds: paired t test (scipy.stats.ttest_rel), plain and corrected.
 * No difference in any fold: t is 0 and p is 1.
 * @throws RangeError when they have not the same folds.
 */
export function comparePaired(
  a: readonly number[],
  b: readonly number[],
  testShare: number,
  confidence = 0.95,
): PairedFolds {
  if (a.length !== b.length)
    throw new RangeError(`${a.length} and ${b.length} folds can’t be compared in pairs.`);
  const differences = b.map((value, fold) => value - a[fold]!);
  const summary = summarise(differences, testShare, confidence);
  const { plain, corrected } = errorsOf(differences, testShare);
  const ratio = (error: number): number =>
    error === 0 ? (summary.mean === 0 ? 0 : Math.sign(summary.mean) * Infinity) : summary.mean / error;
  const [t, plainT] = [ratio(corrected), ratio(plain)];
  const freedom = a.length - 1;
  const pOf = (value: number): number => (freedom < 1 ? NaN : twoSided(value, freedom));
  return { ...summary, t, plainT, pValue: pOf(t), plainPValue: pOf(plainT) };
}
