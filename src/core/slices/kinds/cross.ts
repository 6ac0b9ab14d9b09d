import { AppError } from '../../errors.ts';
import { defineSliceKind, type SliceKey, type SliceSpec } from '../../slice.ts';
import { crossed, wholePartition } from '../partitions.ts';

/** Pairs of a key at the places of one set bit each. */
const subsets = (key: SliceKey, size: number): { taken: SliceKey; left: SliceKey }[] => {
  if (size === 0) return [{ taken: [], left: key }];
  return key.flatMap((pair, at) =>
    subsets(key.slice(at + 1), size - 1).map(({ taken, left }) => ({
      taken: [pair, ...taken],
      left: [...key.slice(0, at), ...left],
    })),
  );
};

function sharedOut(
  of: readonly SliceSpec[],
  key: SliceKey,
  arity: (spec: SliceSpec) => number,
  matches: (spec: SliceSpec, key: SliceKey) => boolean,
): boolean {
  const [first, ...others] = of;
  if (!first) return key.length === 0;
  return subsets(key, arity(first)).some(
    ({ taken, left }) => matches(first, taken) && sharedOut(others, left, arity, matches),
  );
}

export default defineSliceKind({
  id: 'cross',
  label: 'Combination',
  about: 'Every combination of the slices of two or more, where it occurs.',
  partition: ({ of }, { rows, most, partition }) => {
    if (of.length === 0)
      throw new AppError('bad-input', 'A combination needs at least one thing to slice by.');
    return of
      .map(partition)
      .reduce(
        (joined, next) => crossed(joined, next, most, 'this combination'),
        wholePartition(rows.length, []),
      );
  },
  /** The pairs of the key can be shared out among the parts. */
  matches: ({ of }, key, { arity, matches }) => sharedOut(of, key, arity, matches),
  arity: ({ of }, arity) => of.reduce((sum, spec) => sum + arity(spec), 0),
  words: ({ of }, words) => of.map(words).join(' × '),
});
