import { defineSliceKind } from '../../slice.ts';
import { wholePartition } from '../partitions.ts';

export default defineSliceKind({
  id: 'overall',
  label: 'All rows',
  about: 'Every row that is judged, in one slice.',
  partition: (_, { rows }) => wholePartition(rows.length, []),
  matches: (_, key) => key.length === 0,
  arity: () => 0,
  words: () => 'all rows',
});
