// What kinds of change have in common when they write cells.

import { momentsOf, type Moments } from '../statistics.ts';
import { isCategory, type Column, type ColumnKind, type NumberColumn } from '../table.ts';
import type { InjectionWork } from '../injection.ts';
import { numberOf, type ParamValues } from '../params.ts';

export const textOf = (params: ParamValues, name: string): string => String(params[name] ?? '');

/**
 * A number as its column holds it. Between two whole numbers the draw decides, so that a small shift of a column of whole
 * numbers is right in the mean; yes and no become likelier or less likely.
 * @param draw uniform in [0, 1).
 */
export function asKind(kind: NumberColumn['kind'], value: number, draw: number): number {
  if (kind === 'number') return value;
  if (kind === 'boolean') return draw < value ? 1 : 0;
  return Number.isInteger(value) ? value : Math.floor(value + draw);
}

/** Mean and deviation of a column before the stream began. */
export const historyMoments = (column: NumberColumn, historyRows: number): Moments =>
  momentsOf(column.values.subarray(0, historyRows));

/** The known values of a column before the stream began, ascending. */
export const historySorted = (column: NumberColumn, historyRows: number): Float64Array =>
  column.values
    .subarray(0, historyRows)
    .filter((value) => !Number.isNaN(value))
    .sort();

/** Rows of a column before the stream began whose cell is known. */
export function historyKnown(column: Column, historyRows: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < historyRows; row++)
    if (isCategory(column) ? column.codes[row]! >= 0 : !Number.isNaN(column.values[row]!)) rows.push(row);
  return Int32Array.from(rows);
}

/**
 * Writes new numbers into the known cells of a column of numbers. `next` is not asked where the strength is 0, so that such a
 * row keeps its bits.
 */
export function rewriteNumbers(
  { draft, from, to, strength, chance }: InjectionWork,
  name: string,
  next: (value: number, strength: number, row: number) => number,
): void {
  const column = draft.writable(name);
  if (isCategory(column)) return;
  const { values, kind } = column;
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    const part = strength(row);
    if (part === 0 || Number.isNaN(value)) continue;
    const changed = next(value, part, row);
    if (changed !== value) values[row] = asKind(kind, changed, chance(row, 0));
  }
}

/** The rows that a share of rows falls on, by lot: each with the share times its strength. */
export function eachDrawn(
  { from, to, strength, chance, params }: InjectionWork,
  shareName: string,
  visit: (row: number) => void,
  shareAt: (row: number) => number = () => 1,
): void {
  const share = numberOf(params, shareName);
  for (let row = from; row < to; row++) if (chance(row, 1) < share * strength(row) * shareAt(row)) visit(row);
}

export function clearCell(column: Column, row: number): void {
  if (isCategory(column)) column.codes[row] = -1;
  else column.values[row] = NaN;
}

/** Kinds of columns that hold an amount of something. */
export const amounts: readonly ColumnKind[] = ['number', 'integer'];
export const countable: readonly ColumnKind[] = ['number', 'integer', 'boolean'];
