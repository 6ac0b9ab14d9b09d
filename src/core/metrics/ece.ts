import { defineMetric } from '../define.ts';
import { meanGap, readGaps } from '../parts/reliability.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** Naeini et al., 2015, of P(positive), in ten bins of equal width that contain their right ends. NaN without rows. */
export default defineMetric({
  id: 'ece',
  label: 'Expected calibration error (positive class)',
  about:
    'How far the predicted probability of the positive class is from the share of positives, on average over ten bins.',
  formula: 'Σ (n_b / n) |ȳ_b − p̄_b|',
  better: 'lower',
  tasks: ['binary'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure(readGaps('positive', meanGap)),
});
