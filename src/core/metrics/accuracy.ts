import { defineMetric } from '../define.ts';
import { microAverage } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { isRight } from '../parts/share-rows.ts';

/**
 * Share of rows whose class is right (scikit-learn's accuracy_score). Binary: positive from the threshold on
 * (0.5); multiclass: the first of the largest scores. A NaN score makes it NaN, for a model that no longer answers
 * must not pass as one that answers "no".
 */
export default defineMetric({
  id: 'accuracy',
  label: 'Accuracy',
  about: 'The share of rows that the model puts into the right class.',
  formula: '(TP + TN) / (TP + FP + TN + FN)',
  better: 'higher',
  tasks: ['binary', 'multiclass'],
  unit: 'share',
  everyWindow: true,
  share: isRight,
  ...sharedFigure({ of: 'matrix', read: microAverage }),
});
