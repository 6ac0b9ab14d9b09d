import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="weighted" with zero_division=0. */
export default defineMetric({
  id: 'recall-weighted',
  label: 'Recall, weighted',
  about:
    'Of the rows of a class, the share that the model gives it: the mean over the classes, each counting by its rows.',
  formula: 'Σ_c (n_c / n) Recall_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('recall', 'weighted') }),
});
