import { defineMetric } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { absoluteError } from '../parts/terms.ts';
import type { Term } from '../shared-parts.ts';

const huberLoss: Term = (...row) => {
  const error = absoluteError(...row);
  return error <= 1 ? error ** 2 / 2 : error - 0.5;
};

/** Huber, 1964, with δ = 1 (Keras' Huber). */
export default defineMetric({
  id: 'huber',
  label: 'Huber loss',
  about:
    'Squared error for misses up to 1 unit, absolute error beyond: large misses count, but not out of all proportion.',
  formula: '(1/n) Σ h(ŷ − y), h(e) = e²/2 up to |e| = 1, then |e| − ½',
  better: 'lower',
  tasks: ['regression'],
  unit: 'number',
  ...sharedFigure({ of: 'sums', terms: [huberLoss], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
