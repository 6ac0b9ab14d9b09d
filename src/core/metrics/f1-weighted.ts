import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="weighted" with zero_division=0. */
export default defineMetric({
  id: 'f1-weighted',
  label: 'F1 score, weighted',
  about:
    'Precision and recall of a class in one number: the mean over the classes, each counting by its rows.',
  formula: 'Σ_c (n_c / n) F1_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('f1', 'weighted') }),
});
