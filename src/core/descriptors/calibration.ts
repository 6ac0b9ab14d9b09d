import { defineDescriptor } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { label, prediction } from '../parts/terms.ts';

/** TFMA's Calibration. NaN where the true answers add up to 0 within 10⁻⁸, as there. */
export default defineDescriptor({
  id: 'calibration',
  label: 'Calibration ratio',
  about:
    'What the model says in total, divided by what happened in total: 1 is right, above it says too much.',
  formula: 'Σ ŷ / Σ y',
  tasks: ['binary', 'regression'],
  unit: 'number',
  ...sharedFigure({
    of: 'sums',
    terms: [prediction, label],
    read: (sums) => (Math.abs(sums[1]!) <= 1e-8 ? NaN : sums[0]! / sums[1]!),
  }),
});
