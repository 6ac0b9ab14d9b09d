import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { weightedQuantile } from '../parts/sorted.ts';
import { shareExplained } from '../parts/spread.ts';
import { absoluteError, label } from '../parts/terms.ts';

/**
 * scikit-learn's d2_absolute_error_score. Where all true values are equal: 1 if every prediction is right, else 0,
 * as there. NaN for fewer than two rows, whatever they weigh.
 */
export default defineMetric({
  id: 'd2-absolute-error',
  label: 'D² of the absolute error',
  about:
    'The share of the absolute errors of always giving the median that the model saves: 1 is all of it, 0 none.',
  formula: '1 − Σ |ŷ − y| / Σ |y − median(y)|',
  better: 'higher',
  tasks: ['regression'],
  unit: 'number',
  ...sharedFigure({
    of: 'sorted',
    by: label,
    terms: [absoluteError],
    read(truths, sums, rows) {
      const middle = weightedQuantile(truths, 0.5);
      let baseline = 0;
      let before = 0;
      truths.values.forEach((value, i) => {
        baseline += (truths.cumulative[i]! - before) * Math.abs(value - middle);
        before = truths.cumulative[i]!;
      });
      return shareExplained(sums[0]!, baseline, before, rows);
    },
  }),
});
