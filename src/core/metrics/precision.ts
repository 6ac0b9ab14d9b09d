import { defineMetric } from '../define.ts';
import { ratioOrZero, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofAnswer } from '../parts/share-rows.ts';

/** scikit-learn's precision_score. 0 where no row is called positive (its zero_division=0); TFMA gives NaN there. */
export default defineMetric({
  id: 'precision',
  label: 'Precision',
  about: 'Of the rows that the model calls positive, the share that are.',
  formula: 'TP / (TP + FP)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  share: ofAnswer(1, 1),
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) =>
      ratioOrZero(
        confusion.truePositives,
        confusion.truePositives + confusion.falsePositives,
        totalOf(confusion),
      ),
  }),
});
