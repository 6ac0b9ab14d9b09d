// Where an input's values come from: a column as it is, or worked out from the rows before (never from later ones).

import { AppError } from './errors.ts';
import type { InputSource } from './recipe-plan.ts';
import { columnOf, isCategory } from './table.ts';
import type { Column, NumberColumn, Table } from './table.ts';

/** Up to so many rows are looked for backwards one by one; for more, one pass links every row to the one before it. */
const fewRows = 16;

/**
 * The values of a source for the given rows of a table, in their order, under the given name. A lag or a rolling mean of a
 * row reads rows above it in the table and no others, so the answer for a row is the same bits whatever rows are asked.
 * @throws RangeError for a row or a column that the table does not have, or words where numbers are needed.
 */
export function sourceColumn(
  name: string,
  source: InputSource,
  table: Table,
  rows: ArrayLike<number>,
): Column {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    // Whole and not below 0, and in the table.
    if (row >>> 0 !== row || row >= table.rows) throw new RangeError(`There is no row ${row}.`);
  }
  switch (source.from) {
    case 'column':
      return take(name, columnOf(table, source.column), rows);
    case 'lag': {
      const back = rowBefore(table, source.group, rows);
      const earlier = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        let row = rows[i]!;
        if (source.group === null) row = Math.max(-1, row - source.rows);
        else for (let k = 0; k < source.rows && row >= 0; k++) row = back(row);
        earlier[i] = row;
      }
      return take(name, columnOf(table, source.column), earlier);
    }
    case 'rolling-mean':
      return rollingMean(
        name,
        numbersOf(table, source.column),
        rows,
        source.rows,
        rowBefore(table, source.group, rows),
      );
    case 'product': {
      const factors = source.columns.map((column) => numbersOf(table, column).values);
      const values = new Float64Array(rows.length).fill(1);
      for (const factor of factors) for (let i = 0; i < rows.length; i++) values[i]! *= factor[rows[i]!]!;
      return { name, kind: 'number', values };
    }
  }
}

/** Only the given rows of one column; row −1 is a missing cell. */
function take(name: string, column: Column, rows: ArrayLike<number>): Column {
  const count = rows.length;
  if (isCategory(column)) {
    const codes = new Int32Array(count);
    for (let i = 0; i < count; i++) codes[i] = rows[i]! < 0 ? -1 : column.codes[rows[i]!]!;
    return { name, kind: 'category', codes, levels: column.levels };
  }
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = rows[i]! < 0 ? NaN : column.values[rows[i]!]!;
  return { name, kind: column.kind, values };
}

function numbersOf(table: Table, name: string): NumberColumn {
  const column = columnOf(table, name);
  if (isCategory(column) || column.kind === 'time')
    throw new AppError('bad-input', `"${name}" holds no numbers, so it cannot be averaged or multiplied.`);
  return column;
}

function rollingMean(
  name: string,
  { values }: NumberColumn,
  rows: ArrayLike<number>,
  length: number,
  back: (row: number) => number,
): NumberColumn {
  const means = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    let known = 0;
    // Summed anew for every row: a sum that is carried along would round differently for a row alone.
    for (let k = 0, row = back(rows[i]!); k < length && row >= 0; k++, row = back(row)) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      known++;
    }
    means[i] = known === 0 ? NaN : sum / known;
  }
  return { name, kind: 'number', values: means };
}

/** The row before a row, within its group if there is one; −1 where there is none or the row's group is missing. */
function rowBefore(table: Table, group: string | null, rows: ArrayLike<number>): (row: number) => number {
  if (group === null) return (row) => row - 1;
  const column = columnOf(table, group);
  const keys: ArrayLike<number> = isCategory(column) ? column.codes : column.values;
  const missing = (key: number) => Number.isNaN(key) || (isCategory(column) && key < 0);
  if (rows.length <= fewRows)
    return (row) => {
      const key = keys[row]!;
      if (missing(key)) return -1;
      let before = row - 1;
      while (before >= 0 && keys[before] !== key) before--;
      return before;
    };
  let end = 0;
  for (let i = 0; i < rows.length; i++) end = Math.max(end, rows[i]! + 1);
  const linked = new Int32Array(end).fill(-1);
  const last = new Map<number, number>();
  for (let row = 0; row < end; row++) {
    const key = keys[row]!;
    if (missing(key)) continue;
    linked[row] = last.get(key) ?? -1;
    last.set(key, row);
  }
  return (row) => linked[row]!;
}
