import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { absoluteError } from '../parts/terms.ts';

/** scikit-learn's mean_absolute_error. */
export default defineMetric({
  id: 'mae',
  label: 'Mean absolute error',
  about: 'How far the predictions are off, on average. 0 is best.',
  formula: '(1/n) Σ |ŷ − y|',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  everyWindow: true,
  ...sharedFigure({ of: 'sums', terms: [absoluteError], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
