import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** Kubat & Matwin, 1997. NaN where a class is missing in the truth. */
export default defineMetric({
  id: 'g-mean',
  label: 'G-mean',
  about: 'The geometric mean of recall and specificity: low as soon as one class is served badly.',
  formula: '√(TPR · TNR)',
  better: 'higher',
  tasks: ['binary'],
  unit: 'share',
  ...sharedFigure({
    of: 'confusion',
    read: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
      Math.sqrt(
        ratio(truePositives, truePositives + falseNegatives) *
          ratio(trueNegatives, trueNegatives + falsePositives),
      ),
  }),
});
