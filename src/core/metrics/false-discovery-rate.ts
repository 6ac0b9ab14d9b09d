import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofAnswer } from '../parts/share-rows.ts';

/**
 * TFMA's FalseDiscoveryRate. NaN where no row is called positive, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'false-discovery-rate',
  label: 'False discovery rate',
  about: 'Of the rows that the model calls positive, the share that are not.',
  formula: 'FP / (FP + TP)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  share: ofAnswer(1, 0),
  ...sharedFigure({
    of: 'confusion',
    read: ({ falsePositives, truePositives }) => ratio(falsePositives, falsePositives + truePositives),
  }),
});
