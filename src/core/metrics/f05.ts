import { defineMetric } from '../define.ts';
import { fBeta } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's fbeta_score with beta 0.5. 0 where no row is positive and none is called so (its
 * zero_division=0); TFMA gives NaN there.
 */
export default defineMetric({
  id: 'f05',
  label: 'F0.5 score',
  about: 'Precision and recall in one number, precision counting twice as much.',
  formula: '1.25 TP / (1.25 TP + 0.25 FN + FP)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({ of: 'confusion', read: (confusion) => fBeta(confusion, 0.5) }),
});
