import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="macro" with zero_division=0: over the classes that occur in truth or answers. */
export default defineMetric({
  id: 'f1-macro',
  label: 'F1 score, macro',
  about: 'Precision and recall of a class in one number: the mean over the classes, each counting the same.',
  formula: '(1/C) Σ_c F1_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('f1', 'macro') }),
});
