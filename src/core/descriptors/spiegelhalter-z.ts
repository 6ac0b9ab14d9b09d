import { defineDescriptor } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import type { Term } from '../shared-parts.ts';

const surplus: Term = (truth, scores, at) => (truth - scores[at]!) * (1 - 2 * scores[at]!);
const variance: Term = (_, scores, at) => (1 - 2 * scores[at]!) ** 2 * scores[at]! * (1 - scores[at]!);

/** Spiegelhalter, 1986: standard normal if every probability is right. NaN where all of them are 0, ½ or 1. */
export default defineDescriptor({
  id: 'spiegelhalter-z',
  label: 'Spiegelhalter’s z',
  about: 'Whether the predicted probabilities fit what happened: beyond ±1.96 they do not, at the 5 % level.',
  formula: 'Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p (1 − p)',
  tasks: ['binary'],
  unit: 'number',
  ...sharedFigure({
    of: 'sums',
    terms: [surplus, variance],
    read: (sums) => ratio(sums[0]!, Math.sqrt(sums[1]!)),
  }),
});
