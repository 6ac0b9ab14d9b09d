import { defineDescriptor } from '../define.ts';
import { knownRows } from '../parts/known-rows.ts';

/**
 * Rows, whatever they weigh: TFMA's ExampleCount where rows have no weights. Where they have, it is the sum of those there, which
 * is `weighted-example-count` here.
 */
export default defineDescriptor({
  id: 'example-count',
  label: 'Rows',
  about: 'How many rows have a known answer.',
  formula: 'n',
  tasks: ['binary', 'multiclass', 'regression'],
  unit: 'rows',
  chance: 'fixed',
  compute: ({ truth }) => knownRows(truth).length,
});
