import { defineMetric } from '../define.ts';
import { oneAgainstOne } from '../parts/pair-areas.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Hand & Till, 2001; scikit-learn's roc_auc_score with multi_class="ovo" and average="macro". NaN where a class
 * has no rows.
 */
export default defineMetric({
  id: 'roc-auc-ovo-macro',
  label: 'ROC AUC, one against one, macro',
  about:
    'How often of a row of each of two classes the right one has more of the class’ probability: the mean over all pairs of classes.',
  formula: '2 / (C (C − 1)) Σ_{c<d} ½ (AUC(c, d) + AUC(d, c))',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'number',
  ...sharedFigure({ of: 'pairs', read: (pairs, weights) => oneAgainstOne(pairs, weights, () => 1) }),
});
