import { defineDescriptor } from '../define.ts';
import { ratio, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * TFMA's fairness indicator positive_rate (PredictedPositiveRate). A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineDescriptor({
  id: 'positive-rate',
  label: 'Positive rate',
  about: 'The share of the rows that the model calls positive.',
  formula: '(TP + FP) / n',
  tasks: ['binary'],
  unit: 'share',
  share: (_, answer) => answer === 1,
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) => ratio(confusion.truePositives + confusion.falsePositives, totalOf(confusion)),
  }),
});
