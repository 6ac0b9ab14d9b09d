import { defineDescriptor } from '../define.ts';
import { knownRows } from '../parts/known-rows.ts';

/** TFMA's ExampleCount: weights do not count. */
export default defineDescriptor({
  id: 'example-count',
  label: 'Rows',
  about: 'How many rows have a known answer.',
  formula: 'n',
  tasks: ['binary', 'multiclass', 'regression'],
  unit: 'rows',
  compute: ({ truth }) => knownRows(truth).length,
});
