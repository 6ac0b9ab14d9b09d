import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { comparableValues } from '../drifting/comparable-values.ts';
import { homogeneity } from '../drifting/homogeneity.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { momentsOf } from '../statistics.ts';
import { studentQuantile, studentTail } from '../student-t.ts';
import { cohensD, type Sample } from '../welch.ts';

function momentsWith(sorted: Float64Array): Sample {
  const { count, mean, deviation } = momentsOf(sorted);
  const same = sorted[0] === sorted[sorted.length - 1];
  // Rounding of the mean is no spread.
  return {
    n: count,
    mean: same ? sorted[0]! : mean,
    variance: same ? 0 : (deviation ** 2 * count) / (count - 1),
  };
}

interface Errors {
  /** Standard error of the difference of the means. */
  readonly error: number;
  readonly degrees: number;
}

function welch(a: Sample, b: Sample): Errors {
  const [one, other] = [a.variance / a.n, b.variance / b.n];
  const square = one + other;
  return {
    error: Math.sqrt(square),
    degrees: square ** 2 / (one ** 2 / (a.n - 1) + other ** 2 / (b.n - 1)),
  };
}

function pooled(a: Sample, b: Sample): Errors {
  const degrees = a.n + b.n - 2;
  const variance = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / degrees;
  return { error: Math.sqrt(variance * (1 / a.n + 1 / b.n)), degrees };
}

/**
 * Two-sided t-test that both samples have the same mean. By default Welch's, scipy.stats.ttest_ind(equal_var=False);
 * `evidently`: with one variance for both, scipy's default and Evidently's `t_test`. The statistic is |t|, of which scipy gives
 * the sign too. The effect, which does not grow with the rows, is Cohen's d: the difference of the means in pooled deviations.
 * Missing cells do not count, infinite values count as the outermost finite one, and a side with fewer than two values has no
 * spread: NaN. Where neither side varies and the means differ, t is infinite; p is then not 0 but that of homogeneity of so
 * many rows of either value.
 *
 * It sees the mean only, and p is right where means are nearly normal: with some hundred rows, or fewer if they are not skewed.
 */
export default defineMeasure({
  id: 't-test',
  label: 't-test',
  about:
    'How far the means are apart, then and now, in units of what chance makes of them. It does not see a change of spread or shape.',
  source: 'scipy 1.17.1 ttest_ind, equal_var=False (Welch)',
  kinds: ['number', 'integer', 'time'],
  usual: false,
  params: {
    definition: definition([
      { value: 'welch', label: 'scipy, Welch: each side has its own variance' },
      { value: 'evidently', label: 'Evidently 0.7.23, Student: one variance for both' },
    ]),
    threshold: threshold(0.2, 'Difference of the means in deviations; 0.2 is called a small one.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const errorsOf = choiceOf(params, 'definition') === 'welch' ? welch : pooled;
    const before = numbersOf(reference);
    return (current) => {
      const now = sameKind(before, current);
      if (before.sorted.length < 2 || now.sorted.length < 2) return nothing;
      const [a, b] = comparableValues(before.sorted, now.sorted).map(momentsWith) as [Sample, Sample];
      const gap = Math.abs(a.mean - b.mean);
      const { error, degrees } = errorsOf(a, b);
      if (gap === 0) return verdict(0, 0, 1, limits, Infinity, Infinity);
      const effect = Math.abs(cohensD(a, b));
      if (error === 0) {
        const counts = { before: Float64Array.of(a.n, 0), now: Float64Array.of(0, b.n), n: a.n, m: b.n };
        return verdict(Infinity, Infinity, homogeneity(counts).pValue, limits, 0, 0);
      }
      const t = gap / error;
      const certain = studentQuantile(1 - limits.significance / 2, degrees);
      return verdict(
        t,
        effect,
        2 * studentTail(t, degrees),
        limits,
        (limits.threshold * t) / effect,
        certain,
      );
    };
  },
});
