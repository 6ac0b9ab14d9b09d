import { defineMetric } from '../define.ts';

/** Mean of the absolute errors (scikit-learn's mean_absolute_error). Rows without truth are skipped. */
export default defineMetric({
  id: 'mae',
  label: 'Mean absolute error',
  about: 'How far the predictions are off, on average. 0 is best.',
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
      error += weight * Math.abs(scores[row]! - answer);
    }
    return total > 0 ? error / total : NaN;
  },
});
