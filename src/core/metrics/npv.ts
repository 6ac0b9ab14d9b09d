import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofAnswer } from '../parts/share-rows.ts';

/**
 * TFMA's NegativePredictiveValue. NaN where no row is called negative, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'npv',
  label: 'Negative predictive value',
  about: 'Of the rows that the model calls negative, the share that are.',
  formula: 'TN / (TN + FN)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  share: ofAnswer(0, 0),
  ...sharedFigure({
    of: 'confusion',
    read: ({ trueNegatives, falseNegatives }) => ratio(trueNegatives, trueNegatives + falseNegatives),
  }),
});
