import { definePreprocessor } from '../define.ts';
import type { FittedData } from '../define.ts';
import { numberOf } from '../params.ts';
import type { NumberColumn } from '../table.ts';
import { countLevels, levelsOf, placesOf, presentLevels, textsOf } from './parts/level-cells.ts';

/** Which column a level, a missing cell and an unknown level belong to; −1: none. */
function slotsOf(name: string, fitted: FittedData) {
  if (!Array.isArray(fitted.levels)) throw new RangeError(`The one-hot step of "${name}" has no levels.`);
  const levels = textsOf(fitted.levels);
  const names = levels.map((level) => `${name} = ${level}`);
  const place = placesOf(levels);
  const rare = new Set(textsOf(fitted.rare));
  const own = fitted.missing === 'own' ? names.push(`${name} is missing`) - 1 : -1;
  const bucket = Array.isArray(fitted.rare) ? names.push(`${name} = other`) - 1 : -1;
  const dropped = fitted.drop === 1 ? 1 : 0;
  const unknown = fitted.unknown === 'bucket' ? bucket : -1;
  return {
    names: names.slice(dropped),
    of: (level: string) => (place.get(level) ?? (rare.has(level) ? bucket : unknown)) - dropped,
    missing: (fitted.missing === 'rare' ? bucket : own) - dropped,
  };
}

/**
 * scikit-learn's OneHotEncoder(handle_unknown, drop, min_frequency): one 0/1 column per level that occurs in the training
 * rows, in code-unit order (whole numbers by size). A level that was not seen is 0 in all of them, or belongs to the bucket
 * of the rare ones, if there are any ("infrequent_if_exist"). Missing cells are 0 in all of them, or a level of their own,
 * the last one, as always in scikit-learn. With the first column left out, 0 in all of them means the first level too; of two
 * columns one says it all ("if_binary", counted with the bucket and the missing). scikit-learn's own default for levels that
 * were not seen, "error", is not offered: a stream must go on being scored when a new level comes, and the check of a batch
 * and drift of the column say that it came.
 */
export default definePreprocessor({
  id: 'one-hot',
  label: 'One-hot',
  about: 'One column per level: 1 where the row has it, otherwise 0.',
  group: 'encode',
  kinds: ['category', 'integer'],
  params: {
    minFrequency: {
      type: 'integer',
      label: 'Rows that a level needs',
      help: 'Levels with fewer training rows share one column, "other".',
      min: 1,
      max: 1_000_000,
      default: 1,
    },
    unknown: {
      type: 'choice',
      label: 'New levels',
      help: 'What becomes of a level that the training rows do not have.',
      options: [
        { value: 'ignore', label: '0 in all columns' },
        { value: 'bucket', label: 'Counted with the rare ones' },
      ],
      default: 'ignore',
    },
    missing: {
      type: 'choice',
      label: 'Missing cells',
      help: 'What becomes of a missing cell that no earlier step filled.',
      options: [
        { value: 'ignore', label: '0 in all columns' },
        { value: 'own', label: 'A level of their own' },
      ],
      default: 'ignore',
    },
    drop: {
      type: 'choice',
      label: 'Leave out a column',
      help: 'The first level is then 0 in all columns: for models that cannot tell a sum of columns from a constant.',
      options: [
        { value: 'none', label: 'None' },
        { value: 'first', label: 'The first' },
        { value: 'if-binary', label: 'The first of two' },
      ],
      default: 'none',
    },
  },
  fit(column, params) {
    const seen = levelsOf(column);
    const { counts, missing } = countLevels(seen);
    const countOf = new Map(seen.levels.map((level, code) => [level, counts[code]!]));
    const least = numberOf(params, 'minFrequency');
    const present = presentLevels(column, counts, seen.levels);
    const rare = present.filter((level) => countOf.get(level)! < least);
    const own = params.missing === 'own' && missing > 0;
    const ownIsRare = own && missing < least;
    const frequent = present.length - rare.length;
    const columns = frequent + (rare.length > 0 || ownIsRare ? 1 : 0) + (own && !ownIsRare ? 1 : 0);
    const drops = params.drop === 'first' || (params.drop === 'if-binary' && columns === 2);
    return {
      levels: present.filter((level) => countOf.get(level)! >= least),
      ...(rare.length > 0 || ownIsRare ? { rare } : {}),
      ...(own ? { missing: ownIsRare ? 'rare' : 'own' } : {}),
      ...(params.unknown === 'bucket' ? { unknown: 'bucket' } : {}),
      ...(drops ? { drop: 1 } : {}),
    };
  },
  apply(column, fitted) {
    const { codes, levels } = levelsOf(column);
    const slots = slotsOf(column.name, fitted);
    const columns = slots.names.map((name): NumberColumn => ({
      name,
      kind: 'boolean',
      values: new Float64Array(codes.length),
    }));
    const byCode = codes.length < levels.length ? null : levels.map((level) => slots.of(level));
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      const slot = code < 0 ? slots.missing : byCode ? byCode[code]! : slots.of(levels[code]!);
      if (slot >= 0) columns[slot]!.values[row] = 1;
    }
    return columns;
  },
});
