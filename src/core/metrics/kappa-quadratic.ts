import { defineMetric } from '../define.ts';
import { kappaOf } from '../parts/kappa.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's cohen_kappa_score with weights="quadratic" and all labels given: distances are those of all
 * classes, whichever occur. NaN where truth and answers are all of one class.
 */
export default defineMetric({
  id: 'kappa-quadratic',
  label: 'Quadratic kappa',
  about:
    'As Cohen’s kappa, for classes in an order: a miss by two classes counts four times as much as a miss by one.',
  formula: '1 − Σ (i − j)² O / Σ (i − j)² E',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'number',
  ...sharedFigure({
    of: 'matrix',
    read: kappaOf((i, j) => (i - j) ** 2),
  }),
});
