import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { squaredError } from '../parts/terms.ts';

/** scikit-learn's root_mean_squared_error. */
export default defineMetric({
  id: 'rmse',
  label: 'Root mean squared error',
  about: 'How far the predictions are off, large misses counting more. 0 is best.',
  formula: '√((1/n) Σ (ŷ − y)²)',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  everyWindow: true,
  chance: 'squares',
  ...sharedFigure({
    of: 'sums',
    terms: [squaredError],
    read: (sums, weight) => Math.sqrt(ratio(sums[0]!, weight)),
  }),
});
