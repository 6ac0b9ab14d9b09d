import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** Miss rate (TFMA's FNR). NaN where no row is positive, as there. */
export default defineMetric({
  id: 'false-negative-rate',
  label: 'False negative rate',
  about: 'Of the rows that are positive, the share that the model misses.',
  formula: 'FN / (FN + TP)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: ({ falseNegatives, truePositives }) => ratio(falseNegatives, falseNegatives + truePositives),
  }),
});
