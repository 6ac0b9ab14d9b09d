import { defineMetric } from '../define.ts';
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
      let sum = 0;
      let occurring = 0;
      for (let truth = 0; truth < classes; truth++) {
        let rows = 0;
        for (let answer = 0; answer < classes; answer++) rows += matrix[truth * classes + answer]!;
        if (rows === 0) continue;
        sum += matrix[truth * classes + truth]! / rows;
        occurring++;
      }
      return sum / occurring;
    },
  }),
});
