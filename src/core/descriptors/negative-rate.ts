import { defineDescriptor } from '../define.ts';
import { ratio, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * TFMA's fairness indicator negative_rate. A score on the threshold is positive; in TFMA only
 * one above it is.
 */
export default defineDescriptor({
  id: 'negative-rate',
  label: 'Negative rate',
  about: 'The share of the rows that the model calls negative.',
  formula: '(TN + FN) / n',
  tasks: ['binary'],
  unit: 'share',
  share: (_, answer) => answer === 0,
  ...sharedFigure({
    of: 'confusion',
    read: (confusion) => ratio(confusion.trueNegatives + confusion.falseNegatives, totalOf(confusion)),
  }),
});
