import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { squaredError } from '../parts/terms.ts';

/** scikit-learn's mean_squared_error. */
export default defineMetric({
  id: 'mse',
  label: 'Mean squared error',
  about: 'The mean of the squared errors: large misses count most. 0 is best.',
  formula: '(1/n) Σ (ŷ − y)²',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target-squared',
  chance: 'squares',
  ...sharedFigure({ of: 'sums', terms: [squaredError], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
