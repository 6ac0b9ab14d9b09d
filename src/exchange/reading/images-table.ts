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

const blockRows = 64;

/** @param pictures at least one. The column "label" is there if any of them has one. */
export function tableOfPictures(
  pictures: readonly Picture[],
  { width, height, channels }: ImageShape,
): { table: Table; kinds: FieldKind[] } {
  const size = width * height * channels;
  const values = Array.from({ length: size }, () => new Float64Array(pictures.length));
  // In blocks of rows, so that neither the pictures nor the places to write to fall out of the processor's cache.
  for (let from = 0; from < pictures.length; from += blockRows) {
    const block = pictures.slice(from, from + blockRows).map(({ pixels }) => pixels);
    for (let place = 0; place < size; place++) {
      const column = values[place]!;
      for (let i = 0; i < block.length; i++) column[from + i] = block[i]![place]!;
    }
  }
  const columns: Column[] = values.map((pixels, place) => {
    const pixel = Math.floor(place / channels);
    const colour = channels === 3 ? `-${'rgb'[place % 3]!}` : '';
    return {
      name: `p${Math.floor(pixel / width)}-${pixel % width}${colour}`,
      kind: 'number',
      values: pixels,
    };
  });
  const kinds: FieldKind[] = columns.map(() => 'image');
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
