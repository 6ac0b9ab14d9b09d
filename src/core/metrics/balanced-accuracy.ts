import { defineMetric } from '../define.ts';
import { perClass } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Mean recall of the classes that occur in the truth (scikit-learn's balanced_accuracy_score). TFMA gives NaN
 * where one of two classes is missing; here the other one is the mean.
 */
export default defineMetric({
  id: 'balanced-accuracy',
  label: 'Balanced accuracy',
  about:
    'The share of rows that are put into the right class, every class counting the same however few rows it has.',
  formula: '(TPR + TNR) / 2',
  better: 'higher',
  tasks: ['binary', 'multiclass'],
  unit: 'share',
  ...sharedFigure({
    of: 'matrix',
    read(matrix, classes) {
      const { recall, support } = perClass(matrix, classes);
      const occurring = recall.filter((_, u) => support[u] !== 0);
      return occurring.reduce((sum, value) => sum + value, 0) / occurring.length;
    },
  }),
});
