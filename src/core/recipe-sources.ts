// Where an input's values come from: a column as it is, or worked out from the rows before (never from later ones).

import { AppError } from './errors.ts';
import type { InputSource } from './recipe-plan.ts';
import { meansBefore, sequenceOf } from './rows-before.ts';
import { columnOf, isCategory } from './table.ts';
import type { Column, NumberColumn, Table } from './table.ts';

/**
 * @returns whether they follow one another, as those of most windows do.
 * @throws RangeError for a row that the table does not have.
 */
export function checkRows(table: Table, rows: ArrayLike<number>): boolean {
  let follow = rows.length > 0;
  const first = rows[0] ?? 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    // Whole and not below 0, and in the table.
    if (row >>> 0 !== row || row >= table.rows) throw new RangeError(`There is no row ${row}.`);
    if (row !== first + i) follow = false;
  }
  return follow;
}

/**
 * The values of a source for the given rows of a table, in their order, under the given name. A lag or a rolling mean of a
 * row reads rows above it in the table and no others, and the answer for a row is the same bits whatever rows are asked
 * (rows-before.ts). Time and memory grow with the rows, hardly with how far they look back.
 * @throws RangeError for a row or a column that the table does not have, or words where numbers are needed.
 */
export function sourceColumn(
  name: string,
  source: InputSource,
  table: Table,
  rows: ArrayLike<number>,
): Column {
  checkRows(table, rows);
  return checkedSource(name, source, table, rows, false);
}

/** The same for rows that were checked. @param follow they follow one another: then the column shares the table's memory. */
export function checkedSource(
  name: string,
  source: InputSource,
  table: Table,
  rows: ArrayLike<number>,
  follow: boolean,
): Column {
  switch (source.from) {
    case 'column': {
      const column = columnOf(table, source.column);
      return follow ? stretchOf(name, column, rows[0]!, rows.length) : take(name, column, rows);
    }
    case 'lag': {
      const { order, first, places } = sequenceOf(groupIn(table, source.group), rows, source.rows);
      const earlier = places.map((place) =>
        place >= 0 && place - source.rows >= first[place]! ? order[place - source.rows]! : -1,
      );
      return take(name, columnOf(table, source.column), earlier);
    }
    case 'rolling-mean': {
      const { values } = numbersOf(table, source.column);
      const sequence = sequenceOf(groupIn(table, source.group), rows, source.rows);
      return { name, kind: 'number', values: meansBefore(values, sequence, source.rows) };
    }
    case 'product': {
      const factors = source.columns.map((column) => numbersOf(table, column).values);
      const values = new Float64Array(rows.length).fill(1);
      for (const factor of factors) for (let i = 0; i < rows.length; i++) values[i]! *= factor[rows[i]!]!;
      return { name, kind: 'number', values };
    }
  }
}

function stretchOf(name: string, column: Column, from: number, rows: number): Column {
  if (isCategory(column))
    return {
      name,
      kind: 'category',
      codes: column.codes.subarray(from, from + rows),
      levels: column.levels,
    };
  return { name, kind: column.kind, values: column.values.subarray(from, from + rows) };
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

const groupIn = (table: Table, group: string | null): Column | null =>
  group === null ? null : columnOf(table, group);
