import { defineMetric } from '../define.ts';
import { ratioOrZero, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { ofTruth } from '../parts/share-rows.ts';

/**
 * scikit-learn's recall_score (true positive rate, sensitivity). 0 where no row is positive (its zero_division=0);
 * TFMA gives NaN there.
 */
export default defineMetric({
  id: 'recall',
  label: 'Recall',
  about: 'Of the rows that are positive, the share that the model finds.',
  formula: 'TP / (TP + FN)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  share: ofTruth(1, 1),
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) =>
      ratioOrZero(
        confusion.truePositives,
        confusion.truePositives + confusion.falseNegatives,
        totalOf(confusion),
      ),
  }),
});
