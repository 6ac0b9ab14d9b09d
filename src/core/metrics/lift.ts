import { defineMetric } from '../define.ts';
import { ratio, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Rows of equal score stand in their own order (a stable sort), so among ties the order of the rows matters. NaN
 * without positives.
 */
export default defineMetric({
  id: 'lift',
  label: 'Lift at 10 %',
  about:
    'How many times as many positives are among the tenth of the rows with the highest scores as among all rows.',
  formula: 'precision of the first tenth / share of positives',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  chance: 'quantile',
  ...sharedFigure({
    of: 'top',
    share: 0.1,
    read: (top) =>
      ratio(
        ratio(top.truePositives, top.truePositives + top.falsePositives),
        ratio(top.truePositives + top.falseNegatives, totalOf(top)),
      ),
  }),
});
