import { defineMetric } from '../define.ts';
import { meanLoss } from '../statistics.ts';

/** Mean of the absolute errors (scikit-learn's mean_absolute_error). Rows without truth are skipped. */
export default defineMetric({
  id: 'mae',
  label: 'Mean absolute error',
  about: 'How far the predictions are off, on average. 0 is best.',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  everyWindow: true,
  compute: (scored) => meanLoss(scored, (score, truth) => Math.abs(score - truth)),
});
