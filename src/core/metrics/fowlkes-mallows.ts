import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * TFMA's FowlkesMallows. NaN where no row is positive or none is called so, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'fowlkes-mallows',
  label: 'Fowlkes–Mallows index',
  about: 'The geometric mean of precision and recall.',
  formula: '√(PPV · TPR)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: ({ truePositives, falsePositives, falseNegatives }) =>
      Math.sqrt(
        ratio(truePositives, truePositives + falsePositives) *
          ratio(truePositives, truePositives + falseNegatives),
      ),
  }),
});
