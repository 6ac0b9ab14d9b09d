import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="weighted" with zero_division=0. */
export default defineMetric({
  id: 'precision-weighted',
  label: 'Precision, weighted',
  about:
    'Of the rows that the model gives a class, the share that belong to it: the mean over the classes, each counting by its rows.',
  formula: 'Σ_c (n_c / n) Precision_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('precision', 'weighted') }),
});
