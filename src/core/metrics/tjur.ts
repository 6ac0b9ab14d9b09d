import { defineMetric } from '../define.ts';
import { ratio, remainder } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { label, labelTimesPrediction, prediction } from '../parts/terms.ts';

/** Tjur, 2009 (TFMA's CoefficientOfDiscrimination). NaN where a class is missing, as there. */
export default defineMetric({
  id: 'tjur',
  label: 'Coefficient of discrimination',
  about: 'How much higher the mean prediction is for positives than for negatives.',
  formula: 'mean p of positives − mean p of negatives',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'sums',
    terms: [label, prediction, labelTimesPrediction],
    read(sums, weight) {
      const positives = sums[0]!;
      const ofPositives = sums[2]!;
      return ratio(ofPositives, positives) - ratio(sums[1]! - ofPositives, remainder(weight, positives));
    },
  }),
});
