import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="macro" with zero_division=0: over the classes that occur in truth or answers. */
export default defineMetric({
  id: 'precision-macro',
  label: 'Precision, macro',
  about:
    'Of the rows that the model gives a class, the share that belong to it: the mean over the classes, each counting the same.',
  formula: '(1/C) Σ_c Precision_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('precision', 'macro') }),
});
