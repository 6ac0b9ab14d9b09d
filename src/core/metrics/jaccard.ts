import { defineMetric } from '../define.ts';
import { ratioOrZero, totalOf } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's jaccard_score, the threat score or critical success index. 0 where no row is positive and none is
 * called so (its zero_division=0); TFMA gives NaN there.
 */
export default defineMetric({
  id: 'jaccard',
  label: 'Jaccard index',
  about: 'Of the rows that are positive or called so, the share that are both.',
  formula: 'TP / (TP + FP + FN)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read(confusion) {
      const { truePositives, falsePositives, falseNegatives } = confusion;
      return ratioOrZero(truePositives, truePositives + falsePositives + falseNegatives, totalOf(confusion));
    },
  }),
});
