// Which rows stand behind a bar, a count or a warning: every figure of a profile carries one, and `rowsOf` finds them.

import { columnOf, isCategory, isMissing, type Table } from './table.ts';

export type Selection =
  /** Values in [from, to), or [from, to] for the last bar. */
  | {
      readonly by: 'range';
      readonly column: string;
      readonly from: number;
      readonly to: number;
      readonly last: boolean;
    }
  | { readonly by: 'level'; readonly column: string; readonly level: string }
  /** Levels that are none of these: the rest behind the longest bars. */
  | { readonly by: 'other-levels'; readonly column: string; readonly than: readonly string[] }
  | { readonly by: 'missing'; readonly column: string }
  /** Below `low` or above `high`. */
  | { readonly by: 'outside'; readonly column: string; readonly low: number; readonly high: number }
  | { readonly by: 'rows'; readonly rows: readonly number[] };

/**
 * Row numbers of a table behind a selection, ascending. @throws RangeError for a column that the table does not have.
 */
export function rowsOf(table: Table, selection: Selection): Int32Array {
  if (selection.by === 'rows')
    return Int32Array.from(selection.rows.filter((row) => row >= 0 && row < table.rows)).sort();
  const column = columnOf(table, selection.column);
  const found: number[] = [];
  const keep = (wanted: (row: number) => boolean): Int32Array => {
    for (let row = 0; row < table.rows; row++) if (wanted(row)) found.push(row);
    return Int32Array.from(found);
  };
  if (selection.by === 'missing') return keep((row) => isMissing(column, row));
  if (isCategory(column)) {
    if (selection.by === 'level') {
      const code = column.levels.indexOf(selection.level);
      return keep((row) => column.codes[row] === code && code >= 0);
    }
    if (selection.by === 'other-levels') {
      const named = new Set(selection.than);
      const other = column.levels.map((level) => !named.has(level));
      return keep((row) => other[column.codes[row]!] === true);
    }
    return new Int32Array(0);
  }
  const { values } = column;
  if (selection.by === 'level') return keep((row) => String(values[row]) === selection.level);
  if (selection.by === 'range') {
    const { from, to, last } = selection;
    return keep((row) => values[row]! >= from && (last ? values[row]! <= to : values[row]! < to));
  }
  if (selection.by === 'outside')
    return keep((row) => values[row]! < selection.low || values[row]! > selection.high);
  const named = new Set(selection.than);
  return keep((row) => !Number.isNaN(values[row]) && !named.has(String(values[row])));
}
