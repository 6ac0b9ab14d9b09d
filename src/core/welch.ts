import { studentTail } from './student-t.ts';

/** What a mean and its spread are computed from. */
export interface Sample {
  readonly n: number;
  readonly mean: number;
  /** Unbiased (divisor n − 1). */
  readonly variance: number;
}

/**
 * One-sided p-value of Welch's test that the mean of `a` is not above that of `b`. NaN with fewer than two values in
 * either. `scipy.stats.ttest_ind_from_stats(equal_var=False, alternative='greater')`.
 */
export function welchGreater(a: Sample, b: Sample): number {
  if (a.n < 2 || b.n < 2) return NaN;
  const [one, other] = [a.variance / a.n, b.variance / b.n];
  const squaredError = one + other;
  const gap = a.mean - b.mean;
  // Neither varies: the means are what they are.
  if (squaredError === 0) return gap > 0 ? 0 : 1;
  const degrees = squaredError ** 2 / (one ** 2 / (a.n - 1) + other ** 2 / (b.n - 1));
  return studentTail(gap / Math.sqrt(squaredError), degrees);
}

/** Cohen's d: the difference of the means in pooled deviations; 0 where neither varies and the means agree. */
export function cohensD(a: Sample, b: Sample): number {
  const gap = a.mean - b.mean;
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2);
  return gap === 0 ? 0 : gap / Math.sqrt(pooled);
}
