import { defineDescriptor } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { prediction } from '../parts/terms.ts';

/** TFMA's MeanPrediction. */
export default defineDescriptor({
  id: 'mean-prediction',
  label: 'Mean prediction',
  about: 'The mean of what the model says.',
  formula: '(1/n) Σ ŷ',
  tasks: ['binary', 'regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [prediction], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
