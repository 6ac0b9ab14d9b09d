import { defineMetric } from '../define.ts';
import { fBeta } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's fbeta_score with beta 1. 0 where no row is positive and none is called so (its zero_division=0);
 * TFMA gives NaN there.
 */
export default defineMetric({
  id: 'f1',
  label: 'F1 score',
  about: 'Precision and recall in one number: high only if both are.',
  formula: '2 TP / (2 TP + FP + FN)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({ of: 'confusion', read: (confusion) => fBeta(confusion, 1) }),
});
