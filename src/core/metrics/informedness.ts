import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Youden's J (TFMA's Informedness). NaN where a class is missing in the truth, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'informedness',
  label: 'Informedness',
  about: 'How much better than chance the model tells positives from negatives: 1 is perfect, 0 is chance.',
  formula: 'TPR + TNR − 1',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'confusion',
    read: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
      ratio(truePositives, truePositives + falseNegatives) +
      ratio(trueNegatives, trueNegatives + falsePositives) -
      1,
  }),
});
