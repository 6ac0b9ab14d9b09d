// What the four edits of pictures have in common: which rows they change, and what they say afterwards.

import type { EditInput, EditResult } from './edit.ts';
import { AppError } from './errors.ts';
import { changePictures, type PictureChange } from './images.ts';
import { numberOf, type Param } from './params.ts';
import type { ImageShape } from './schema.ts';

export const shareParam: Param = {
  type: 'number',
  label: 'Share of the pictures',
  help: 'Share of the picked rows, or of all rows if none are picked, drawn by lot.',
  min: 0.01,
  max: 1,
  step: 0.01,
  default: 1,
};

/** The rows to change, ascending: a share of the picked ones or of all, at least one. */
function rowsToChange({ table, rows, params, random }: EditInput): Int32Array {
  const candidates = rows ?? Int32Array.from({ length: table.rows }, (_, row) => row);
  if (candidates.length === 0)
    throw new AppError(
      'bad-input',
      'There are no pictures to change. Nothing was changed. Pick other rows, or none for all.',
    );
  const wanted = Math.max(1, Math.round(numberOf(params, 'share') * candidates.length));
  if (wanted >= candidates.length) return candidates;
  const order = random.stream('rows').permutation(candidates.length).subarray(0, wanted);
  return order.map((place) => candidates[place]!).sort();
}

/**
 * @param done what was done, in the past tense: "rotated by 20°".
 * @throws AppError 'bad-input' when there are no pictures, or when no value would change.
 */
export function editPictures(
  input: EditInput,
  done: string,
  change: (shape: ImageShape) => PictureChange,
): EditResult {
  const { table, schema } = input;
  const rows = rowsToChange(input);
  const changed = changePictures(table, schema, rows, change);
  const same = table.columns.every((column, place) => {
    const other = changed.columns[place]!;
    if (column === other || column.kind === 'category' || other.kind === 'category') return true;
    for (const row of rows) if (!Object.is(column.values[row], other.values[row])) return false;
    return true;
  });
  if (same)
    throw new AppError(
      'bad-input',
      'That would change no pixel of these pictures. Nothing was changed. Choose a larger amount or other rows.',
    );
  return {
    table: changed,
    from: Int32Array.from({ length: table.rows }, (_, row) => row),
    schema,
    summary: `${done} in ${rows.length} of ${table.rows} pictures`,
  };
}
