import { defineMetric } from '../define.ts';
import { pinball } from '../parts/pinball.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's mean_pinball_loss with alpha 0.5. */
export default defineMetric({
  id: 'pinball-50',
  label: 'Pinball loss at 50 %',
  about:
    'How good the predictions are as 50 % quantiles of the true values. Half the mean absolute error. 0 is best.',
  formula: '(1/n) Σ max(q (y − ŷ), (q − 1)(y − ŷ)), q = 0.5',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [pinball(0.5)], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
