import { defineMetric } from '../define.ts';
import { pinball } from '../parts/pinball.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's mean_pinball_loss with alpha 0.1. */
export default defineMetric({
  id: 'pinball-10',
  label: 'Pinball loss at 10 %',
  about:
    'How good the predictions are as 10 % quantiles of the true values. Predictions that are too low cost little, those too high nine times as much. 0 is best.',
  formula: '(1/n) Σ max(q (y − ŷ), (q − 1)(y − ŷ)), q = 0.1',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [pinball(0.1)], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
