import { defineMetric } from '../define.ts';
import { meanGap, readGaps } from '../parts/reliability.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** As `ece`, in bins that contain their left ends: a score of 0.3 is in the bin from 0.3 on. NaN without rows. */
export default defineMetric({
  id: 'ece-left',
  label: 'Expected calibration error (positive class, bins with left ends)',
  about:
    'As the expected calibration error of the positive class, but a probability on the edge of two bins counts in the upper one, as some tools have it.',
  formula: 'Σ (n_b / n) |ȳ_b − p̄_b|',
  better: 'lower',
  tasks: ['binary'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure(readGaps('positive-left', meanGap)),
});
