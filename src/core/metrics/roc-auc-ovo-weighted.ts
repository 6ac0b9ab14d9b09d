import { defineMetric } from '../define.ts';
import { oneAgainstOne } from '../parts/pair-areas.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's roc_auc_score with multi_class="ovo" and average="weighted". NaN where a class has no rows. */
export default defineMetric({
  id: 'roc-auc-ovo-weighted',
  label: 'ROC AUC, one against one, weighted',
  about:
    'How often of a row of each of two classes the right one has more of the class’ probability: the mean over all pairs of classes, each counting by its rows.',
  formula: 'Σ_{c<d} (n_c + n_d) ½ (AUC(c, d) + AUC(d, c)) / Σ_{c<d} (n_c + n_d)',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'number',
  ...sharedFigure({
    of: 'pairs',
    read: (pairs, weights) => oneAgainstOne(pairs, weights, (c, d) => weights[c]! + weights[d]!),
  }),
});
