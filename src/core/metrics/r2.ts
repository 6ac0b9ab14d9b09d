import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { shareExplained, spreadOf } from '../parts/spread.ts';
import { labelFromPivot, squaredError, squaredLabelFromPivot } from '../parts/terms.ts';

/**
 * Coefficient of determination (scikit-learn's r2_score). Where all true values are equal: 1 if every prediction
 * is right, else 0, as there. NaN for fewer than two rows, whatever they weigh.
 */
export default defineMetric({
  id: 'r2',
  label: 'R²',
  about:
    'The share of the spread of the true values that the model explains: 1 is all of it, 0 no more than their mean does.',
  formula: '1 − Σ (ŷ − y)² / Σ (y − ȳ)²',
  better: 'higher',
  tasks: ['regression'],
  unit: 'number',
  chance: 'squares',
  ...sharedFigure({
    of: 'sums',
    terms: [squaredError, labelFromPivot, squaredLabelFromPivot],
    read: (sums, weight, rows) =>
      shareExplained(sums[0]!, spreadOf(sums[1]!, sums[2]!, weight), weight, rows),
  }),
});
