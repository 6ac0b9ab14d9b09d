import { defineMetric } from '../define.ts';
import { ratio, remainder } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { brierTerm, label } from '../parts/terms.ts';

/**
 * Against the share of positives of the same rows (scikit-learn's d2_brier_score). NaN where a class is missing,
 * for then that share is right for every row.
 */
export default defineMetric({
  id: 'brier-skill',
  label: 'Brier skill score',
  about:
    'How much of the Brier score of always giving the share of positives the model saves: 1 is all of it, below 0 it is worse.',
  formula: '1 − Brier / (ȳ (1 − ȳ))',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'sums',
    terms: [brierTerm, label],
    read(sums, weight) {
      const positives = sums[1]!;
      return 1 - ratio(sums[0]! * weight, positives * remainder(weight, positives));
    },
  }),
});
