import { defineMetric } from '../define.ts';
import { meanGap, readGaps } from '../parts/reliability.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * Guo et al., 2017: of the probability of the answered class (binary: from 0.5 on the positive one), in ten bins
 * of equal width that contain their right ends. NaN without rows.
 */
export default defineMetric({
  id: 'ece-confidence',
  label: 'Expected calibration error (answered class)',
  about:
    'How far the model’s confidence in its answer is from the share of right answers, on average over ten bins.',
  formula: 'Σ (n_b / n) |right_b − confidence_b|',
  better: 'lower',
  tasks: ['binary', 'multiclass'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure(readGaps('answer', meanGap)),
});
