import { defineMetric } from '../define.ts';
import { microAverage } from '../parts/per-class.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { isRight } from '../parts/share-rows.ts';

/** scikit-learn's average="micro" over all classes, where it is the accuracy. */
export default defineMetric({
  id: 'recall-micro',
  label: 'Recall, micro',
  about:
    'Of the rows of a class, the share that the model gives it: of all classes counted together. With one class per row it equals the accuracy.',
  formula: 'Σ_c TP_c / n',
  better: 'higher',
  tasks: ['multiclass'],
  unit: 'share',
  share: isRight,
  ...sharedFigure({ of: 'matrix', read: microAverage }),
});
