import { defineMetric } from '../define.ts';
import { partialRocArea } from '../parts/curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** The highest false positive rate. */
const most = 0.3;

/**
 * McClish's standardised partial area (1989; scikit-learn's roc_auc_score with max_fpr=0.3). NaN where a class is
 * missing.
 */
export default defineMetric({
  id: 'partial-auc',
  label: 'Partial ROC AUC (to 30 % false positives)',
  about:
    'How well positives are ranked above negatives where at most 30 % of the negatives are let through. 0.5 is chance.',
  formula: '½ (1 + (A − m²/2) / (m − m²/2)), m = 0.3',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'ranking',
    read(ranking) {
      const chance = most ** 2 / 2;
      return 0.5 * (1 + (partialRocArea(ranking, most) - chance) / (most - chance));
    },
  }),
});
