import { defineDescriptor } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { label } from '../parts/terms.ts';

/** TFMA's MeanLabel. */
export default defineDescriptor({
  id: 'mean-label',
  label: 'Mean answer',
  about: 'The mean of the true answers; for yes and no the share of yes.',
  formula: '(1/n) Σ y',
  tasks: ['binary', 'regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [label], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
