import { defineMetric } from '../define.ts';
import { kappaOf } from '../parts/kappa.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** scikit-learn's cohen_kappa_score. NaN where truth and answers are all of one class, as there. */
export default defineMetric({
  id: 'kappa',
  label: 'Cohen’s kappa',
  about:
    'How much more often the model is right than one that gives the same number of answers of each class by chance.',
  formula: '(p_o − p_e) / (1 − p_e)',
  better: 'higher',
  tasks: ['binary', 'multiclass'],
  unit: 'number',
  ...sharedFigure({
    of: 'matrix',
    read: kappaOf((i, j) => (i === j ? 0 : 1)),
  }),
});
