// From pictures of one size to a table: a column per pixel, then the label, then the file.

import type { FieldKind, ImageShape } from '../../core/schema.ts';
import type { CategoryColumn, Column, Table } from '../../core/table.ts';
import { grouped, refusal } from './problems.ts';
import { limits } from './types.ts';

export interface Picture {
  /** width × height × channels values, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Null: has none. */
  readonly label: string | null;
  /** Its own name, which no other picture has. */
  readonly file: string;
}

/** @throws AppError 'bad-file' when so many pictures of that size are more than a table may hold. */
export function checkSize(
  name: string,
  pictures: number,
  { width, height, channels }: Omit<ImageShape, 'brightest'>,
): void {
  const size = width * height * channels;
  const shown = `${width} × ${height}${channels === 3 ? ' in colour' : ''}`;
  if (size + 2 > limits.columns)
    throw refusal(
      name,
      `pictures of ${shown} have ${grouped(size)} numbers each; a table has at most ${grouped(limits.columns)} columns.`,
      'Choose a smaller size or grey.',
    );
  if (pictures * size > limits.cells || pictures > limits.levels)
    throw refusal(
      name,
      `${grouped(pictures)} pictures of ${shown} are more than ${grouped(limits.cells)} cells or ${grouped(limits.levels)} rows, which are the most.`,
      'Choose a smaller size, grey, or fewer pictures.',
    );
}

function category(name: string, texts: readonly (string | null)[]): CategoryColumn {
  const levels: string[] = [];
  const known = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const code = known.get(text) ?? levels.push(text) - 1;
    known.set(text, code);
    return code;
  });
  return { name, kind: 'category', codes, levels };
}

/** @param pictures at least one. The column "label" is there if any of them has one. */
export function tableOfPictures(
  pictures: readonly Picture[],
  { width, height, channels }: ImageShape,
): { table: Table; kinds: FieldKind[] } {
  const columns: Column[] = [];
  const kinds: FieldKind[] = [];
  for (let place = 0; place < width * height * channels; place++) {
    const pixel = Math.floor(place / channels);
    const colour = channels === 3 ? `-${'rgb'[place % 3]!}` : '';
    const values = new Float64Array(pictures.length);
    for (let row = 0; row < pictures.length; row++) values[row] = pictures[row]!.pixels[place]!;
    columns.push({
      name: `p${Math.floor(pixel / width)}-${pixel % width}${colour}`,
      kind: 'number',
      values,
    });
    kinds.push('image');
  }
  const labels = pictures.map(({ label }) => label);
  if (labels.some((label) => label !== null)) {
    columns.push(category('label', labels));
    kinds.push('category');
  }
  columns.push(
    category(
      'file',
      pictures.map(({ file }) => file),
    ),
  );
  kinds.push('identifier');
  return { table: { rows: pictures.length, columns }, kinds };
}
