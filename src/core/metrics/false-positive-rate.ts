import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofTruth } from '../parts/share-rows.ts';

/**
 * Fall-out (TFMA's FPR). NaN where no row is negative, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'false-positive-rate',
  label: 'False positive rate',
  about: 'Of the rows that are negative, the share that the model calls positive.',
  formula: 'FP / (FP + TN)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  share: ofTruth(0, 1),
  ...sharedFigure({
    of: 'confusion',
    read: ({ falsePositives, trueNegatives }) => ratio(falsePositives, falsePositives + trueNegatives),
  }),
});
