import { defineMetric } from '../define.ts';
import { totalsOf } from '../parts/curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's average_precision_score: the area under the curve of precision over recall as steps. 0 without
 * positives, as there; NaN without rows.
 */
export default defineMetric({
  id: 'average-precision',
  label: 'Average precision',
  about: 'The mean precision over all places in the list where another positive row is found.',
  formula: 'Σ (Rᵢ − Rᵢ₋₁) Pᵢ',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'ranking',
    read(ranking) {
      const { positives, negatives } = ranking;
      const all = totalsOf(ranking).positives;
      if (all === 0) return 0;
      let sum = 0;
      let before = 0;
      for (let i = 0; i < positives.length; i++) {
        sum += ((positives[i]! - before) * positives[i]!) / (positives[i]! + negatives[i]!);
        before = positives[i]!;
      }
      return sum / all;
    },
  }),
});
