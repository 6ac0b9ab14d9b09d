import { defineMetric } from '../define.ts';
import { bucketedRocArea } from '../parts/bucketed-curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's AUC. 0 where a class is missing, as there. */
export default defineMetric({
  id: 'roc-auc-interpolated',
  label: 'ROC AUC (TFMA, 10,000 thresholds)',
  about:
    'The area under the ROC curve as TensorFlow Model Analysis takes it: from scores in 10,000 buckets. Close scores count as equal.',
  formula: 'Σ (FPRᵢ − FPRᵢ₊₁)(TPRᵢ + TPRᵢ₊₁) / 2',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({ of: 'ranking', read: bucketedRocArea }),
});
