import { defineMetric } from '../define.ts';
import { rocArea } from '../parts/curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Area under the whole ROC curve, exactly (Mann–Whitney; scikit-learn's roc_auc_score). NaN where a class is
 * missing.
 */
export default defineMetric({
  id: 'roc-auc',
  label: 'ROC AUC (exact)',
  about:
    'How often a random positive row has a higher score than a random negative one; equal scores count half. 0.5 is chance.',
  formula: 'P(s⁺ > s⁻) + ½ P(s⁺ = s⁻)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({ of: 'ranking', read: rocArea }),
});
