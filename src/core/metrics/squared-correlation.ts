import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { spreadOf } from '../parts/spread.ts';
import {
  labelFromPivot,
  predictionFromPivot,
  productFromPivot,
  squaredLabelFromPivot,
  squaredPredictionFromPivot,
} from '../parts/terms.ts';

/** TFMA's SquaredPearsonCorrelation. NaN where all predictions or all true values are equal, as there. */
export default defineMetric({
  id: 'squared-correlation',
  label: 'Squared correlation',
  about:
    'How well a straight line turns predictions into true values: 1 is perfectly, even if the predictions are all off.',
  formula: 'Cov(ŷ, y)² / (Var(ŷ) · Var(y))',
  better: 'higher',
  tasks: ['regression'],
  unit: 'number',
  chance: 'squares',
  ...sharedFigure({
    of: 'sums',
    terms: [
      labelFromPivot,
      squaredLabelFromPivot,
      predictionFromPivot,
      squaredPredictionFromPivot,
      productFromPivot,
    ],
    read(sums, weight) {
      const together = sums[4]! - (sums[0]! * sums[2]!) / weight;
      return ratio(
        together ** 2,
        spreadOf(sums[0]!, sums[1]!, weight) * spreadOf(sums[2]!, sums[3]!, weight),
      );
    },
  }),
});
