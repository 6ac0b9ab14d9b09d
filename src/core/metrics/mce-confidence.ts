import { defineMetric } from '../define.ts';
import { readGaps } from '../parts/reliability.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** Guo et al., 2017, in the bins of the expected calibration error. A bin of few rows decides it easily. */
export default defineMetric({
  id: 'mce-confidence',
  label: 'Maximum calibration error (answered class)',
  about:
    'How far the model’s confidence in its answer is from the share of right answers, in the worst of ten bins.',
  formula: 'max |right_b − confidence_b|',
  better: 'lower',
  tasks: ['binary', 'multiclass'],
  unit: 'number',
  chance: 'upwards',
  ...sharedFigure(readGaps('answer', (gaps) => Math.max(...gaps.map(({ gap }) => gap)))),
});
