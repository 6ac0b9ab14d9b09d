import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofAnswer } from '../parts/share-rows.ts';

/**
 * TFMA's FalseOmissionRate. NaN where no row is called negative, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'false-omission-rate',
  label: 'False omission rate',
  about: 'Of the rows that the model calls negative, the share that are positive.',
  formula: 'FN / (FN + TN)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  share: ofAnswer(0, 1),
  ...sharedFigure({
    of: 'confusion',
    read: ({ falseNegatives, trueNegatives }) => ratio(falseNegatives, falseNegatives + trueNegatives),
  }),
});
