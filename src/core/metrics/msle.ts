import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import type { Term } from '../shared-parts.ts';

/** NaN rather than −∞ for −1. */
const logOf = (value: number): number => (value <= -1 ? NaN : Math.log1p(value));

const squaredLogError: Term = (truth, scores, at) => (logOf(scores[at]!) - logOf(truth)) ** 2;

/**
 * scikit-learn's mean_squared_log_error. NaN where a true value or a prediction is −1 or less, which has no such
 * logarithm.
 */
export default defineMetric({
  id: 'msle',
  label: 'Mean squared log error',
  about:
    'The mean squared error of the logarithms: misses count by how many times too large or small a prediction is.',
  formula: '(1/n) Σ (ln(1 + ŷ) − ln(1 + y))²',
  better: 'lower',
  tasks: ['regression'],
  unit: 'number',
  ...sharedFigure({ of: 'sums', terms: [squaredLogError], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
