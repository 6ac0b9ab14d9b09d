import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofTruth } from '../parts/share-rows.ts';

/**
 * Miss rate (TFMA's FNR). NaN where no row is positive, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'false-negative-rate',
  label: 'False negative rate',
  about: 'Of the rows that are positive, the share that the model misses.',
  formula: 'FN / (FN + TP)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  share: ofTruth(1, 0),
  ...sharedFigure({
    of: 'confusion',
    read: ({ falseNegatives, truePositives }) => ratio(falseNegatives, falseNegatives + truePositives),
  }),
});
