import { defineMetric } from '../define.ts';
import { pinball } from '../parts/pinball.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's mean_pinball_loss with alpha 0.9. */
export default defineMetric({
  id: 'pinball-90',
  label: 'Pinball loss at 90 %',
  about:
    'How good the predictions are as 90 % quantiles of the true values. Predictions that are too high cost little, those too low nine times as much. 0 is best.',
  formula: '(1/n) Σ max(q (y − ŷ), (q − 1)(y − ŷ)), q = 0.9',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [pinball(0.9)], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
