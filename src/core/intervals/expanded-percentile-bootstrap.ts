import {
  defineInterval,
  drawnWithReplacement,
  noBounds,
  sortedDefined,
  spreadOf,
} from '../interval-method.ts';
import { quantileOfSorted } from '../statistics.ts';
import { studentQuantile, studentTail } from '../student-t.ts';

/**
 * The expanded percentile bootstrap (Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69,
 * 2015): the quantiles of the percentile bootstrap, taken so much further out that for a mean of n normal rows the interval
 * is as long as Student's: Φ(−√(n / (n − 1)) t) in place of (1 − confidence) / 2. A share α of B resamples is the value in
 * place α (B + 1) (Davison & Hinkley, Bootstrap Methods and their Application, 1997, §2.4): numpy's α (B − 1) would leave the
 * truth out once more often in a hundred with 200 resamples.
 */
export default defineInterval({
  id: 'expanded-percentile-bootstrap',
  label: 'Expanded percentile bootstrap',
  about:
    'The percentile bootstrap, made wider by what a small number of rows hides of its own chance. Plain shares of rows, such as accuracy and recall, get the exact interval of Clopper and Pearson instead, and their differences one made of such limits.',
  exactShares: true,
  bootstraps: true,
  usual: 400,
  least: 1,
  resample: (places, spec) => drawnWithReplacement(places.length, spec),
  bounds(value, values, { confidence }, rows) {
    const sorted = sortedDefined(values);
    if (sorted.length === 0 || rows < 2) return noBounds(value);
    const t = studentQuantile((1 + confidence) / 2, rows - 1);
    const share = studentTail(Math.sqrt(rows / (rows - 1)) * t, Infinity);
    const { length } = sorted;
    const outside = length > 1 ? Math.max(0, (share * (length + 1) - 1) / (length - 1)) : 0;
    return {
      low: quantileOfSorted(sorted, outside),
      high: quantileOfSorted(sorted, 1 - outside),
      standardError: spreadOf(values).deviation,
    };
  },
});
