import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's FalseDiscoveryRate. NaN where no row is called positive, as there. */
export default defineMetric({
  id: 'false-discovery-rate',
  label: 'False discovery rate',
  about: 'Of the rows that the model calls positive, the share that are not.',
  formula: 'FP / (FP + TP)',
  better: 'lower',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: ({ falsePositives, truePositives }) => ratio(falsePositives, falsePositives + truePositives),
  }),
});
