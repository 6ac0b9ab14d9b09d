import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Rows of equal score stand in their own order (a stable sort), so among ties the order of the rows matters. NaN
 * without positives.
 */
export default defineMetric({
  id: 'gain',
  label: 'Cumulative gain at 10 %',
  about: 'The share of all positives that are among the tenth of the rows with the highest scores.',
  formula: 'positives in the first tenth / all positives',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  chance: 'quantile',
  ...sharedFigure({
    of: 'top',
    share: 0.1,
    read: ({ truePositives, falseNegatives }) => ratio(truePositives, truePositives + falseNegatives),
  }),
});
