// Small tables of pictures for the tests of images.ts and of its edits.

import type { EditInput, EditKind, EditResult } from '../../../src/core/edit.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import type { ImageShape, TableSchema } from '../../../src/core/schema.ts';
import type { Table } from '../../../src/core/table.ts';

export const grey = (width: number, height: number, brightest = 255): ImageShape => ({
  width,
  height,
  channels: 1,
  brightest,
});

/** Pictures as rows, with a label in front and a name behind the pixels. */
export function pictureTable(
  pictures: readonly ArrayLike<number>[],
  shape: ImageShape,
  kind: 'number' | 'integer' = 'integer',
): { table: Table; schema: TableSchema } {
  const size = shape.width * shape.height * shape.channels;
  const rows = pictures.length;
  const pixels = Array.from({ length: size }, (_, i) => ({
    name: `p${i}`,
    kind,
    values: Float64Array.from(pictures, (picture) => picture[i]!),
  }));
  const text = (name: string): Table['columns'][number] => ({
    name,
    kind: 'category',
    codes: new Int32Array(rows),
    levels: ['a'],
  });
  const field = { role: 'feature', optional: false, min: null, max: null, categories: null } as const;
  return {
    table: { rows, columns: [text('label'), ...pixels, text('file')] },
    schema: {
      v: 1,
      image: shape,
      fields: [
        { ...field, name: 'label', kind: 'category', role: 'target' },
        ...pixels.map(({ name }) => ({ ...field, name, kind: 'image' as const })),
        { ...field, name: 'file', kind: 'identifier', role: 'ignore' },
      ],
    },
  };
}

export function applyEdit(
  edit: EditKind,
  data: { table: Table; schema: TableSchema },
  params: ParamValues = {},
  more: Partial<EditInput> = {},
): EditResult {
  return edit.apply({
    ...data,
    params: { ...defaults(edit.params), ...params },
    rows: null,
    other: null,
    random: new Random(7),
    ...more,
  });
}
