import { defineDescriptor } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { residual } from '../parts/terms.ts';

/** The bias of the predictions; errors of both signs cancel. */
export default defineDescriptor({
  id: 'mean-error',
  label: 'Mean error (bias)',
  about: 'By how much the predictions are too high, on average; below 0 they are too low.',
  formula: '(1/n) Σ (ŷ − y)',
  tasks: ['regression'],
  unit: 'target',
  ...sharedFigure({ of: 'sums', terms: [residual], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
