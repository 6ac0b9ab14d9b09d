import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { amongFirst } from '../parts/share-rows.ts';
import { isAmong } from '../parts/top-classes.ts';

/**
 * scikit-learn's top_k_accuracy_score: of equal scores the class with the higher index goes first. NaN without
 * rows.
 */
export default defineMetric({
  id: 'top-2-accuracy',
  label: 'Top-2 accuracy',
  about: 'The share of rows whose right class is among the 2 that the model finds likeliest.',
  formula: '(1/n) Σ [rank of the true class ≤ 2]',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  share: amongFirst(2),
  ...sharedFigure({ of: 'sums', terms: [isAmong(2)], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
