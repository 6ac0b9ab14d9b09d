// What edits of cells and columns have in common: the column that is meant, cells typed by a person, and the table with a
// column replaced.

import type { EditInput, EditResult } from './edit.ts';
import { refusal, sameRows } from './edit-rows.ts';
import { isoTime } from './iso-time.ts';
import type { Param } from './params.ts';
import { columnKindOf, fieldOf, type Field, type TableSchema } from './schema.ts';
import {
  isCategory,
  isMissing,
  type CategoryColumn,
  type Column,
  type ColumnKind,
  type NumberColumn,
  type Table,
} from './table.ts';

export const columnParam = (label: string, help: string, kinds?: readonly ColumnKind[]): Param => ({
  type: 'column',
  label,
  help,
  ...(kinds ? { kinds } : {}),
  default: '',
});

/** Kinds that can be calculated with. */
export const calculable = ['number', 'integer'] as const;

/** @throws AppError 'bad-input' when none was chosen, it is not there, or of another kind. */
export function chosenColumn(table: Table, name: unknown, kinds?: readonly ColumnKind[]): Column {
  if (typeof name !== 'string' || name === '') throw refusal('No column is chosen.');
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw refusal(`The table has no column "${name}".`);
  if (kinds && !kinds.includes(column.kind))
    throw refusal(
      `"${name}" is of kind ${column.kind}; this can be done to columns of kind ${kinds.join(' or ')}.`,
    );
  return column;
}

/** A column that can be calculated with. */
export function chosenNumbers(table: Table, name: unknown): NumberColumn {
  const column = chosenColumn(table, name, calculable);
  if (isCategory(column)) throw refusal(`"${column.name}" holds texts.`);
  return column;
}

/**
 * A cell as a person types it: true/false (also 1/0, yes/no), a number with a point, an ISO time in UTC, any text. Empty:
 * missing (NaN, null). @throws AppError 'bad-input' when it does not fit the column's kind.
 */
export function typedNumber(column: NumberColumn, typed: string): number {
  const text = typed.trim();
  if (text === '') return NaN;
  if (column.kind === 'time') {
    const time = isoTime(text);
    if (time !== null) return time;
    throw refusal(
      `"${column.name}" holds times; write one as 2024-01-31 or 2024-01-31 13:05, not "${text}".`,
    );
  }
  if (column.kind === 'boolean') {
    if (/^(true|yes|1)$/i.test(text)) return 1;
    if (/^(false|no|0)$/i.test(text)) return 0;
    throw refusal(`"${column.name}" holds true and false, not "${text}".`);
  }
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw refusal(`"${column.name}" holds numbers, not "${text}".`);
  if (column.kind === 'integer' && !Number.isInteger(value))
    throw refusal(`"${column.name}" holds whole numbers, not "${text}".`);
  return value;
}

/** Cells that differ: as the digest sees it, so that 0 and −0 do, and one missing cell is like another. */
function changedCells(before: Column, after: Column): number {
  let changed = 0;
  if (isCategory(before) || isCategory(after)) {
    if (!isCategory(before) || !isCategory(after)) return sizeOf(after);
    for (let row = 0; row < after.codes.length; row++)
      if (before.levels[before.codes[row]!] !== after.levels[after.codes[row]!]) changed++;
    return changed;
  }
  for (let row = 0; row < after.values.length; row++)
    if (!Object.is(before.values[row], after.values[row])) changed++;
  return changed;
}

export const sizeOf = (column: Column): number =>
  isCategory(column) ? column.codes.length : column.values.length;

/** The column with a number (NaN: missing) in some rows. */
export function withNumber(
  column: NumberColumn,
  rows: Int32Array,
  valueAt: (row: number) => number,
): NumberColumn {
  const values = column.values.slice();
  for (const row of rows) values[row] = valueAt(row);
  return { ...column, values };
}

/** The column with a text (null: missing) in some rows. */
export function withText(column: CategoryColumn, rows: Int32Array, text: string | null): CategoryColumn {
  let code = text === null ? -1 : column.levels.indexOf(text);
  const levels = text !== null && code < 0 ? [...column.levels, text] : column.levels;
  if (text !== null && code < 0) code = levels.length - 1;
  const codes = column.codes.slice();
  for (const row of rows) codes[row] = code;
  return { ...column, codes, levels };
}

/** The column with what a person typed in some rows. */
export const withTyped = (column: Column, rows: Int32Array, typed: string): Column => {
  if (isCategory(column)) return withText(column, rows, typed === '' ? null : typed);
  const value = typedNumber(column, typed);
  return withNumber(column, rows, () => value);
};

/** The column with missing cells in some rows. */
export const withGaps = (column: Column, rows: Int32Array): Column =>
  isCategory(column) ? withText(column, rows, null) : withNumber(column, rows, () => NaN);

/**
 * The table with columns of the same names replaced, all rows where they were. Whole numbers that are whole no longer make
 * the column one of numbers, in the schema too.
 * @param summaryOf is told how many cells differ.
 * @throws AppError 'bad-input' when none does, or a number left the range of numbers.
 */
export function withColumns(
  input: EditInput,
  replaced: readonly Column[],
  summaryOf: (cells: number) => string,
  schema: TableSchema = input.schema,
): EditResult {
  const byName = new Map(replaced.map((column) => [column.name, honest(column)]));
  let cells = 0;
  const columns = input.table.columns.map((before) => {
    const after = byName.get(before.name);
    if (!after) return before;
    cells += changedCells(before, after);
    return after;
  });
  if (cells === 0) throw refusal('No cell would change: they already hold that.');
  const table = { rows: input.table.rows, columns };
  return { table, from: sameRows(table.rows), schema: fitted(schema, table), summary: summaryOf(cells) };
}

/** A whole-number column that holds others is one of numbers. */
function honest(column: Column): Column {
  if (isCategory(column)) return column;
  const { values } = column;
  let whole = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === Infinity || value === -Infinity)
      throw refusal(`Row ${row + 1} of "${column.name}" would become larger than any number can be.`);
    if (whole && !Number.isInteger(value) && !Number.isNaN(value)) whole = false;
  }
  return column.kind === 'integer' && !whole ? { ...column, kind: 'number' } : column;
}

/** The schema with the kinds that the table's columns have now. */
function fitted(schema: TableSchema, table: Table): TableSchema {
  const fields = schema.fields.map((field, i): Field => {
    const { kind } = table.columns[i]!;
    return columnKindOf(field.kind) === kind ? field : { ...field, kind };
  });
  return { ...schema, fields };
}

/**
 * The schema made wide enough for the cells of a column: its gaps, its range, its categories. For edits that a person
 * means; faults leave the schema as it is, so that its check finds them.
 */
export function widened(schema: TableSchema, column: Column): TableSchema {
  const field = fieldOf(schema, column.name);
  const rows = sizeOf(column);
  let gaps = false;
  for (let row = 0; row < rows && !gaps; row++) gaps = isMissing(column, row);
  let { min, max, categories } = field;
  if (isCategory(column)) {
    if (categories) {
      const known = new Set(categories);
      const present = new Set(column.codes);
      const added = column.levels.filter((level, code) => present.has(code) && !known.has(level));
      if (added.length > 0) categories = [...categories, ...added];
    }
  } else
    for (const value of column.values) {
      if (min !== null && value < min) min = value;
      if (max !== null && value > max) max = value;
    }
  const wide: Field = { ...field, min, max, categories, optional: field.optional || gaps };
  return { ...schema, fields: schema.fields.map((other) => (other.name === field.name ? wide : other)) };
}
