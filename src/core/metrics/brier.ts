import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { brierTerm } from '../parts/terms.ts';

/**
 * Brier, 1950; scikit-learn's brier_score_loss: of two classes the distance of P(positive), of more the sum over
 * the classes (at most 2).
 */
export default defineMetric({
  id: 'brier',
  label: 'Brier score',
  about: 'The mean squared distance between the predicted probabilities and what happened. 0 is best.',
  formula: '(1/n) Σ (p − y)²',
  better: 'lower',
  tasks: ['binary', 'multiclass'],
  unit: 'number',
  ...sharedFigure({ of: 'sums', terms: [brierTerm], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
