import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's NegativePredictiveValue. NaN where no row is called negative, as there. */
export default defineMetric({
  id: 'npv',
  label: 'Negative predictive value',
  about: 'Of the rows that the model calls negative, the share that are.',
  formula: 'TN / (TN + FN)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: ({ trueNegatives, falseNegatives }) => ratio(trueNegatives, trueNegatives + falseNegatives),
  }),
});
