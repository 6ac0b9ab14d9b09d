import { defineDescriptor } from '../define.ts';
import { ratio } from '../parts/ratios.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { label } from '../parts/terms.ts';

/** TFMA's Prevalence. */
export default defineDescriptor({
  id: 'prevalence',
  label: 'Prevalence',
  about: 'The share of the rows that are positive.',
  formula: '(TP + FN) / n',
  tasks: ['binary'],
  unit: 'share',
  share: (truth) => truth === 1,
  ...sharedFigure({ of: 'sums', terms: [label], read: (sums, weight) => ratio(sums[0]!, weight) }),
});
