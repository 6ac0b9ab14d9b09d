import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofTruth } from '../parts/share-rows.ts';

/**
 * True negative rate (TFMA's Specificity). NaN where no row is negative, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'specificity',
  label: 'Specificity',
  about: 'Of the rows that are negative, the share that the model leaves alone.',
  formula: 'TN / (TN + FP)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  share: ofTruth(0, 0),
  ...sharedFigure({
    of: 'confusion',
    read: ({ trueNegatives, falsePositives }) => ratio(trueNegatives, trueNegatives + falsePositives),
  }),
});
