import { defineMetric } from '../define.ts';
import { oneAgainstRest } from '../parts/pair-areas.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's roc_auc_score with multi_class="ovr" and average="weighted". NaN where a class has no rows. */
export default defineMetric({
  id: 'roc-auc-ovr-weighted',
  label: 'ROC AUC, one against the rest, weighted',
  about:
    'How often a random row of a class has more of its probability than a row of any other class: the mean over the classes, each counting by its rows.',
  formula: 'Σ_c (n_c / n) AUC(c, rest)',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'number',
  ...sharedFigure({
    of: 'pairs',
    read: (pairs, weights) => oneAgainstRest(pairs, weights, (u) => weights[u]!),
  }),
});
