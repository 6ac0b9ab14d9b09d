import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { chiSquareAt } from '../drifting/homogeneity.ts';
import { mannWhitney } from '../drifting/mann-whitney.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';

/**
 * Mann–Whitney U test: whether a value of one sample is larger than one of the other as often as smaller. By default scipy's,
 * two-sided: the statistic is the larger of both U (scipy gives that of the first sample; the other is n m less it).
 * `evidently`: one-sided, alternative="less" of the reference, so that values that got smaller are never drift; the statistic
 * is the U of the window. p as scipy's `auto`: exact if a side has at most 8 values and no two are equal, else normal with
 * corrections for continuity and equal values. Missing cells do not count. U grows with the rows, so the effect is the rank
 * biserial correlation, |2 U / (n m) − 1|. No values on a side: NaN.
 */
export default defineMeasure({
  id: 'mann-whitney',
  label: 'Mann–Whitney test',
  about:
    'How often a value now is larger than a value then, of all pairs. It feels a shift, and does not care for units or outliers.',
  source: 'scipy 1.17.1 mannwhitneyu, two-sided',
  kinds: ['number', 'integer', 'time'],
  usual: false,
  params: {
    definition: definition([
      { value: 'scipy', label: 'scipy: larger or smaller, two-sided' },
      { value: 'evidently', label: 'Evidently 0.7.23: only whether values got larger' },
    ]),
    threshold: threshold(0.1, 'Rank correlation: 0 as often larger as smaller, 1 always.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const sides = choiceOf(params, 'definition') === 'evidently' ? 1 : 2;
    const before = numbersOf(reference);
    return (current) => {
      const now = sameKind(before, current);
      const [n, m] = [before.sorted.length, now.sorted.length];
      if (n === 0 || m === 0) return nothing;
      const { u, deviation, tail } = mannWhitney(before.sorted, now.sorted);
      const pairs = n * m;
      const larger = pairs - u;
      const statistic = sides === 2 ? Math.max(u, larger) : larger;
      const effect = Math.max(0, (2 * statistic) / pairs - 1);
      const pValue = Math.min(1, sides * tail(statistic));
      // Half of chi-square's tail is one side of the normal law.
      const z = Math.sqrt(chiSquareAt(Math.min(1, (2 * limits.significance) / sides), 1));
      const certain = pairs / 2 + 0.5 + z * deviation;
      return verdict(statistic, effect, pValue, limits, ((1 + limits.threshold) * pairs) / 2, certain);
    };
  },
});
