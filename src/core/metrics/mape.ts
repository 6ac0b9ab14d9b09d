import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { absoluteError } from '../parts/terms.ts';
import type { Term } from '../shared-parts.ts';

const relativeError: Term = (truth, ...scored) =>
  absoluteError(truth, ...scored) / Math.max(Math.abs(truth), Number.EPSILON);

/**
 * scikit-learn's mean_absolute_percentage_error: a share, and a true value of 0 is taken as the machine epsilon,
 * 2⁻⁵². TFMA's is 100 times as much, and NaN where a true value is 0.
 */
export default defineMetric({
  id: 'mape',
  label: 'Mean absolute percentage error',
  about: 'How far the predictions are off as a share of the true value, on average: 0.1 is ten percent.',
  formula: '(1/n) Σ |ŷ − y| / |y|',
  better: 'lower',
  tasks: ['regression'],
  unit: 'number',
  ...sharedFigure({ of: 'sums', terms: [relativeError], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
