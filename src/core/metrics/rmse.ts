import { defineMetric } from '../define.ts';
import { meanLoss } from '../statistics.ts';

/** Square root of the mean squared error (scikit-learn's root_mean_squared_error). Rows without truth are skipped. */
export default defineMetric({
  id: 'rmse',
  label: 'Root mean squared error',
  about: 'How far the predictions are off, large misses counting more. 0 is best.',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  everyWindow: true,
  compute: (scored) => Math.sqrt(meanLoss(scored, (score, truth) => (score - truth) ** 2)),
});
