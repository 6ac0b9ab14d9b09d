import { defineMetric } from '../define.ts';

/** Square root of the mean squared error (scikit-learn's root_mean_squared_error). Rows without truth are skipped. */
export default defineMetric({
  id: 'rmse',
  label: 'Root mean squared error',
  about: 'How far the predictions are off, large misses counting more. 0 is best.',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  compute({ truth, scores, weights }) {
    let error = 0;
    let total = 0;
    for (let row = 0; row < truth.length; row++) {
      const answer = truth[row]!;
      if (Number.isNaN(answer)) continue;
      const weight = weights ? weights[row]! : 1;
      total += weight;
      error += weight * (scores[row]! - answer) ** 2;
    }
    return total > 0 ? Math.sqrt(error / total) : NaN;
  },
});
