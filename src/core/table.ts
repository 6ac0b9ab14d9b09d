// A table is columns as typed arrays. Missing cells are NaN in number columns and −1 in category columns.

export type ColumnKind = 'number' | 'integer' | 'category' | 'boolean' | 'time';

interface ColumnBase {
  readonly name: string;
}

/** Numbers; `boolean` holds 0 and 1; `time` holds milliseconds since 1970 UTC. Missing: NaN. */
export interface NumberColumn extends ColumnBase {
  readonly kind: 'number' | 'integer' | 'boolean' | 'time';
  readonly values: Float64Array;
}

/** Dictionary-encoded text: `levels[codes[row]]`. Missing: −1. */
export interface CategoryColumn extends ColumnBase {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type Column = NumberColumn | CategoryColumn;

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Half-open stretch of rows, [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function isCategory(column: Column): column is CategoryColumn {
  return column.kind === 'category';
}

/** @throws RangeError naming the columns there are. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column)
    throw new RangeError(
      `The table has no column "${name}". It has: ${table.columns.map((c) => c.name).join(', ')}.`,
    );
  return column;
}

/** One cell as a person would write it; an empty string where it is missing. Times in ISO form, UTC. */
export function cellText(column: Column, row: number): string {
  if (isCategory(column)) return column.levels[column.codes[row] ?? -1] ?? '';
  const value = column.values[row] ?? NaN;
  if (Number.isNaN(value)) return '';
  if (column.kind === 'time') return new Date(value).toISOString().slice(0, 16).replace('T', ' ');
  return String(value);
}

export function isMissing(column: Column, row: number): boolean {
  return isCategory(column) ? (column.codes[row] ?? -1) < 0 : Number.isNaN(column.values[row] ?? NaN);
}

export function spanRows(span: Span): Int32Array {
  const rows = new Int32Array(Math.max(0, span.to - span.from));
  for (let i = 0; i < rows.length; i++) rows[i] = span.from + i;
  return rows;
}

/** The first rows of a table. They share its memory. */
export function headOf(table: Table, rows: number): Table {
  if (rows >= table.rows) return table;
  return {
    rows,
    columns: table.columns.map((column) =>
      isCategory(column)
        ? { ...column, codes: column.codes.subarray(0, rows) }
        : { ...column, values: column.values.subarray(0, rows) },
    ),
  };
}

/** The given rows, in the given order, as a table of their own. Category levels are kept whole. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return {
    rows: rows.length,
    columns: table.columns.map((column) => {
      if (isCategory(column)) {
        const codes = new Int32Array(rows.length);
        for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!] ?? -1;
        return { ...column, codes };
      }
      const values = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!] ?? NaN;
      return { ...column, values };
    }),
  };
}
