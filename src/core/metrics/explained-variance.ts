import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { shareExplained, spreadOf } from '../parts/spread.ts';
import { labelFromPivot, residual, squaredError, squaredLabelFromPivot } from '../parts/terms.ts';

/**
 * scikit-learn's explained_variance_score. Where all true values are equal: 1 if all errors are, else 0, as there.
 * NaN for fewer than two rows, whatever they weigh.
 */
export default defineMetric({
  id: 'explained-variance',
  label: 'Explained variance',
  about: 'As R², but an error that is the same for every row does not count.',
  formula: '1 − Var(ŷ − y) / Var(y)',
  better: 'higher',
  tasks: ['regression'],
  unit: 'number',
  chance: 'squares',
  ...sharedFigure({
    of: 'sums',
    terms: [residual, squaredError, labelFromPivot, squaredLabelFromPivot],
    read: (sums, weight, rows) =>
      shareExplained(
        spreadOf(sums[0]!, sums[1]!, weight),
        spreadOf(sums[2]!, sums[3]!, weight),
        weight,
        rows,
      ),
  }),
});
