import { defineDescriptor } from '../define.ts';
import { ratio, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's fairness indicator positive_rate (PredictedPositiveRate). */
export default defineDescriptor({
  id: 'positive-rate',
  label: 'Positive rate',
  about: 'The share of the rows that the model calls positive.',
  formula: '(TP + FP) / n',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) => ratio(confusion.truePositives + confusion.falsePositives, totalOf(confusion)),
  }),
});
