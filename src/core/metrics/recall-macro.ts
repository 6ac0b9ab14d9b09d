import { defineMetric } from '../define.ts';
import { averageOf } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's average="macro" with zero_division=0: over the classes that occur in truth or answers. */
export default defineMetric({
  id: 'recall-macro',
  label: 'Recall, macro',
  about:
    'Of the rows of a class, the share that the model gives it: the mean over the classes, each counting the same.',
  formula: '(1/C) Σ_c Recall_c',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  ...sharedFigure({ of: 'matrix', read: averageOf('recall', 'macro') }),
});
