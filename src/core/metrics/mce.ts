import { defineMetric } from '../define.ts';
import { readGaps } from '../parts/reliability.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/**
 * The widest gap of a bin that has rows, in the bins of the expected calibration error. A bin of few rows decides
 * it easily.
 */
export default defineMetric({
  id: 'mce',
  label: 'Maximum calibration error (positive class)',
  about:
    'How far the predicted probability of the positive class is from the share of positives, in the worst of ten bins.',
  formula: 'max |ȳ_b − p̄_b|',
  better: 'lower',
  tasks: ['binary'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure(readGaps('positive', (gaps) => Math.max(...gaps.map(({ gap }) => gap)))),
});
