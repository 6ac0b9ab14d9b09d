import { defineMetric } from '../define.ts';
import { fBeta } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's fbeta_score with beta 2. 0 where no row is positive and none is called so (its zero_division=0);
 * TFMA gives NaN there.
 */
export default defineMetric({
  id: 'f2',
  label: 'F2 score',
  about: 'Precision and recall in one number, recall counting twice as much.',
  formula: '5 TP / (5 TP + 4 FN + FP)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({ of: 'confusion', read: (confusion) => fBeta(confusion, 2) }),
});
