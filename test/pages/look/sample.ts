// Tables with their real profile, and their rows as the data worker gives them, without the worker.

import { profileTable } from '../../../src/core/profiling/profile-table.ts';
import type { TargetSpec, Task } from '../../../src/core/define.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { inferSchema, kindsOf, withField } from '../../../src/core/schema-inference.ts';
import type { FieldKind, ImageShape, TableSchema } from '../../../src/core/schema.ts';
import { rowsBehind } from '../../../src/core/profiling/rows-behind.ts';
import type { Selection } from '../../../src/core/selection.ts';
import { cellText, columnOf, isCategory, type Column, type Table } from '../../../src/core/table.ts';
import type { RowTexts } from '../../../src/data/protocol.ts';

export const hostile = '<img src=x onerror="window.broken=1">';

export interface Sample {
  readonly table: Table;
  readonly schema: TableSchema;
  readonly profile: Profile;
  readonly target: TargetSpec;
  rows(selection: Selection | null, from: number, count: number): Promise<RowTexts>;
  pictures(rows: readonly number[]): Promise<Float32Array>;
}

async function sampleOf(
  table: Table,
  target: TargetSpec,
  task: Task,
  schema = inferSchema(table, kindsOf(table), null),
): Promise<Sample> {
  const described = withField(schema, target.column, { role: 'target' });
  return {
    table,
    schema: described,
    target,
    profile: await profileTable(table, described, { target, task, seed: 1 }),
    rows: async (selection, from, count) => {
      const chosen = selection
        ? [...rowsBehind(table, selection)]
        : Array.from({ length: table.rows }, (_, row) => row);
      const rows = chosen.slice(from, from + count);
      return {
        columns: table.columns.map(({ name }) => name),
        rows,
        // As after an edit that left out the first ten rows.
        ids: rows.map((row) => row + 10),
        cells: rows.map((row) => table.columns.map((column) => cellText(column, row))),
        total: chosen.length,
      };
    },
    pictures: async (rows) =>
      Float32Array.from(
        rows.flatMap((row) =>
          described.fields
            .filter(({ kind }) => kind === 'image')
            .map(({ name }) => {
              const column = columnOf(table, name);
              return isCategory(column)
                ? NaN
                : (column.values[row] ?? NaN) / (described.image?.brightest ?? 1);
            }),
        ),
      ),
  };
}

const numbers = (name: string, values: number[], kind: 'number' | 'integer' = 'number'): Column => ({
  name,
  kind,
  values: Float64Array.from(values),
});
const words = (name: string, values: string[]): Column => {
  const levels = [...new Set(values)];
  return { name, kind: 'category', levels, codes: Int32Array.from(values, (value) => levels.indexOf(value)) };
};

/**
 * 120 rows: `bill` has 10 gaps and an outlier, `twice` is the answer in other words (a leak), two rows repeat earlier ones,
 * names and values are hostile.
 */
export function smallSample(): Promise<Sample> {
  const n = 120;
  const at = Array.from({ length: n }, (_, i) => i);
  const isBig = at.map((i) => (i * 7) % 10 >= 6);
  const bill = at.map((i) => (i < 10 ? NaN : i === 50 ? 900 : 35 + ((i * 13) % 17)));
  const columns = [
    numbers('bill', bill),
    numbers(
      'mass',
      at.map((i) => (isBig[i] ? 5000 : 4800) + ((i * 31) % 400)),
      'integer',
    ),
    words(
      'twice',
      at.map((i) => (isBig[i] ? 'BIG' : 'small')),
    ),
    words(
      hostile,
      at.map((i) => (i % 3 === 0 ? hostile : i % 3 === 1 ? '__proto__' : 'plain')),
    ),
    words(
      '__proto__',
      at.map((i) => (i % 2 ? 'a' : 'b')),
    ),
    words(
      'size',
      at.map((i) => (isBig[i] ? 'big' : 'small')),
    ),
  ];
  // The last two rows repeat the two before them.
  for (const column of columns)
    for (const row of [n - 2, n - 1])
      if (isCategory(column)) column.codes[row] = column.codes[row - 2]!;
      else column.values[row] = column.values[row - 2]!;
  return sampleOf({ rows: n, columns }, { column: 'size', positive: 'big' }, 'binary');
}

/** Pictures of `side` × `side` with ten classes. */
export function pictureSample(side: number, n: number): Promise<Sample> {
  const image: ImageShape = { width: side, height: side, channels: 1, brightest: 16 };
  const digit = Array.from({ length: n }, (_, i) => i % 10);
  const pixels = Array.from({ length: side * side }, (_, p) =>
    numbers(
      `p${p}`,
      digit.map((d, i) => (p % (d + 2) === 0 ? 16 : (i + p) % 5)),
      'integer',
    ),
  );
  const table = { rows: n, columns: [...pixels, numbers('digit', digit, 'integer')] };
  const kinds = table.columns.map(({ name }): FieldKind => (name === 'digit' ? 'integer' : 'image'));
  return sampleOf(table, { column: 'digit' }, 'multiclass', inferSchema(table, kinds, image));
}

/** `columns` columns of numbers and many rows, for measuring. */
export function wideSample(columns: number, n: number): Promise<Sample> {
  const table = {
    rows: n,
    columns: [
      ...Array.from({ length: columns - 1 }, (_, c) =>
        numbers(
          `c${c}`,
          Array.from({ length: n }, (_, i) => ((i * (c + 3)) % 97) + (c % 7 === 0 && i === 3 ? NaN : 0)),
        ),
      ),
      numbers(
        'answer',
        Array.from({ length: n }, (_, i) => (i * 37) % 101),
      ),
    ],
  };
  return sampleOf(table, { column: 'answer' }, 'regression');
}
