import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * TFMA's Markedness. NaN where a class is never answered, as there. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineMetric({
  id: 'markedness',
  label: 'Markedness',
  about: 'How much the model’s answers can be trusted, of both kinds: 1 is fully, 0 not at all.',
  formula: 'PPV + NPV − 1',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'confusion',
    read: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
      ratio(truePositives, truePositives + falsePositives) +
      ratio(trueNegatives, trueNegatives + falseNegatives) -
      1,
  }),
});
