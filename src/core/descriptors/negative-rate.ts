import { defineDescriptor } from '../define.ts';
import { ratio, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's fairness indicator negative_rate. */
export default defineDescriptor({
  id: 'negative-rate',
  label: 'Negative rate',
  about: 'The share of the rows that the model calls negative.',
  formula: '(TN + FN) / n',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) => ratio(confusion.trueNegatives + confusion.falseNegatives, totalOf(confusion)),
  }),
});
