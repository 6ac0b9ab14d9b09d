// Since when a column is as it is, where that can be told of single rows: stuck, missing, new, out of range.

import { columnOf, isCategory, isMissing, type Column, type Span, type Table } from '../table.ts';
import type { ColumnChange } from './column-change.ts';

type Shown = (column: Column, row: number) => boolean;

/** Whether one row shows the change; null: only many rows together do. */
function shownBy(change: ColumnChange): Shown | null {
  const valueAt = (column: Column, row: number): number | string | undefined =>
    isCategory(column) ? column.levels[column.codes[row] ?? -1] : column.values[row];
  switch (change.kind) {
    case 'stuck':
      return (column, row) => valueAt(column, row) === change.value;
    case 'new-level':
      return (column, row) => valueAt(column, row) === change.level;
    case 'missing':
      return change.rows / change.n > change.was ? isMissing : null;
    case 'beyond':
      return (column, row) => {
        const value = valueAt(column, row);
        return typeof value === 'number' && (value < change.low || value > change.high);
      };
    default:
      return null;
  }
}

/**
 * The first window of the unbroken stretch up to the last in which it shows about as often as there.
 * @param windows oldest first. @returns its place among them; null: single rows don't tell, or the last does not show it.
 */
export function sinceChange(
  table: Table,
  feature: string,
  change: ColumnChange,
  windows: readonly Span[],
): number | null {
  const shown = shownBy(change);
  if (!shown) return null;
  const column = columnOf(table, feature);
  const shareOf = ({ from, to }: Span): number => {
    let count = 0;
    for (let row = from; row < to; row++) if (shown(column, row)) count++;
    return count / (to - from);
  };
  const last = windows.at(-1);
  const least = last ? shareOf(last) / 2 : 0;
  if (!(least > 0)) return null;
  let place = windows.length - 1;
  while (place > 0 && shareOf(windows[place - 1]!) >= least) place--;
  return place;
}
