import { defineMetric } from '../define.ts';
import { precisionRecallArea } from '../parts/curves.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * scikit-learn's auc of its precision_recall_curve, which begins at recall 0 and precision 1. Straight lines
 * flatter (Davis & Goadrich, 2006). NaN without positives.
 */
export default defineMetric({
  id: 'pr-auc',
  label: 'PR AUC (trapezoids)',
  about:
    'The area under the curve of precision over recall, with straight lines between its points. Chance is the share of positives.',
  formula: 'Σ (Rᵢ − Rᵢ₋₁)(Pᵢ + Pᵢ₋₁) / 2',
  better: 'higher',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({ of: 'ranking', read: precisionRecallArea }),
});
