import { defineMetric } from '../define.ts';
import { bucketedPrecisionRecallArea } from '../parts/bucketed-curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's AUCPrecisionRecall and, with as many thresholds, Keras' AUC of curve "PR". 0 without positives, as there. */
export default defineMetric({
  id: 'pr-auc-interpolated',
  label: 'PR AUC (TFMA, 10,000 thresholds)',
  about:
    'The area under the curve of precision over recall as TensorFlow Model Analysis takes it: from scores in 10,000 buckets, with the true course between them.',
  formula: 'Davis & Goadrich, 2006',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({ of: 'ranking', read: bucketedPrecisionRecallArea }),
});
