// Which rows stand behind a bar, a count or a warning: every figure of a profile carries one. `rowsOf` finds them;
// profiling/rows-behind.ts also those that need a look at the whole table.

import { parseExpression, rowsWhere } from './expression.ts';
import type { Field } from './schema.ts';
import {
  columnOf,
  isCategory,
  isMissing,
  type CategoryColumn,
  type NumberColumn,
  type Table,
} from './table.ts';

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
  | { readonly by: 'rows'; readonly rows: readonly number[] }
  /** Those that fulfil a condition (expression.ts). */
  | { readonly by: 'where'; readonly condition: string }
  /** Rows that repeat an earlier one in every column; rows that are missing in every column. */
  | { readonly by: 'duplicates' }
  | { readonly by: 'empty' }
  /** Cells that a schema's field does not allow (schema-check.ts). */
  | { readonly by: 'misfit'; readonly field: Field; readonly reason: MisfitReason };

/** Why a cell with a value does not fit its field. */
export type MisfitReason = 'wrong-kind' | 'out-of-range' | 'new-category';

/** What `rowsOf` can find. */
export type SimpleSelection = Exclude<Selection, { by: 'duplicates' } | { by: 'empty' } | { by: 'misfit' }>;

type Wanted = (row: number) => boolean;
const nothing: Wanted = () => false;

/**
 * Row numbers (from 0) of a table behind a selection, ascending, each once. A range of words is empty; a level of a number
 * column is the number as text. @throws RangeError for a column that the table does not have, AppError 'bad-input' for a
 * condition that cannot be read.
 */
export function rowsOf(table: Table, selection: SimpleSelection): Int32Array {
  if (selection.by === 'rows') return rowsThatExist(table, selection.rows);
  if (selection.by === 'where') return rowsWhere(parseExpression(selection.condition, table.columns), table);
  const column = columnOf(table, selection.column);
  const wanted: Wanted =
    selection.by === 'missing'
      ? (row) => isMissing(column, row)
      : isCategory(column)
        ? amongLevels(column, selection)
        : amongNumbers(column, selection);
  const found = new Int32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) if (wanted(row)) found[count++] = row;
  return found.slice(0, count);
}

function rowsThatExist(table: Table, rows: readonly number[]): Int32Array {
  const sorted = Int32Array.from(
    rows.filter((row) => Number.isInteger(row) && row >= 0 && row < table.rows),
  ).sort();
  return sorted.filter((row, at) => at === 0 || row !== sorted[at - 1]);
}

type OfColumn = Exclude<SimpleSelection, { by: 'rows' } | { by: 'missing' } | { by: 'where' }>;

function amongLevels({ codes, levels }: CategoryColumn, selection: OfColumn): Wanted {
  // By text and not by code: a dictionary may hold the same text twice.
  let chosen: readonly boolean[];
  if (selection.by === 'level') chosen = levels.map((level) => level === selection.level);
  else if (selection.by === 'other-levels') {
    const named = new Set(selection.than);
    chosen = levels.map((level) => !named.has(level));
  } else return nothing;
  return (row) => chosen[codes[row]!] === true;
}

function amongNumbers({ values }: NumberColumn, selection: OfColumn): Wanted {
  switch (selection.by) {
    case 'range': {
      const { from, to, last } = selection;
      return last
        ? (row) => values[row]! >= from && values[row]! <= to
        : (row) => values[row]! >= from && values[row]! < to;
    }
    case 'outside': {
      const { low, high } = selection;
      return (row) => values[row]! < low || values[row]! > high;
    }
    case 'level': {
      const value = numberNamed(selection.level);
      return (row) => values[row] === value;
    }
    case 'other-levels': {
      const named = new Set(selection.than.map(numberNamed));
      return (row) => !Number.isNaN(values[row]) && !named.has(values[row]);
    }
  }
}

/** The number that is written like this and not otherwise ("1", not "1.0"); undefined for every other text. */
function numberNamed(text: string): number | undefined {
  const value = Number(text);
  return !Number.isNaN(value) && String(value) === text ? value : undefined;
}
