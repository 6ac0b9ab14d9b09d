import { defineDescriptor } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';

/** TFMA's WeightedExampleCount. */
export default defineDescriptor({
  id: 'weighted-example-count',
  label: 'Weight of the rows',
  about: 'The weights of the rows with a known answer, added up.',
  formula: 'Σ w',
  tasks: ['binary', 'multiclass', 'regression'],
  unit: 'number',
  chance: 'fixed',
  ...sharedFigure({ of: 'sums', terms: [], read: (_, weight) => weight }),
});
