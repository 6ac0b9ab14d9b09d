// What a search slices one feature by: its values where they are few, else bins of equal numbers of rows.

import { formulaName, formulaText, formulaTime } from '../expression-quotes.ts';
import { binCodes, type BinCodes } from '../slices/bin-codes.ts';
import { valueCodes } from '../slices/cell-values.ts';
import { slicedColumn } from '../slices/partitions.ts';
import { isCategory, type Column, type NumberColumn, type Table } from '../table.ts';

export interface Cell {
  readonly text: string;
  /** The same as a condition that expression.ts reads. */
  readonly condition: string;
  /** Whether it is one value, so that TFMA's fixed values can ask for it. */
  readonly isValue: boolean;
}

export interface Cells {
  readonly feature: string;
  /** Of each row the place of its cell; −1 in cells of fewer rows than are looked at. */
  readonly codes: Int32Array;
  readonly cells: readonly Cell[];
}

function rangeCondition(
  column: NumberColumn,
  text: string,
  { from, to }: BinCodes['bounds'][number],
): string {
  const name = formulaName(column.name);
  if (text === '') return `missing(${name})`;
  const bound = (value: number): string => (column.kind === 'time' ? formulaTime(value) : String(value));
  const sides = [
    from === null ? '' : `${name} >= ${bound(from)}`,
    to === null ? '' : `${name} < ${bound(to)}`,
  ];
  return sides.filter(Boolean).join(' and ') || `not missing(${name})`;
}

function valueCondition(column: Column, text: string): string {
  const name = formulaName(column.name);
  if (text === '') return `missing(${name})`;
  if (column.kind === 'boolean') return text === 'true' ? name : `not ${name}`;
  return `${name} == ${isCategory(column) ? formulaText(text) : text}`;
}

const distinct = ({ values }: NumberColumn, rows: ArrayLike<number>, enough: number): number => {
  const found = new Set<number>();
  for (let i = 0; i < rows.length && found.size < enough; i++) {
    const value = values[rows[i]!]!;
    if (!Number.isNaN(value)) found.add(value);
  }
  return found.size;
};

/** @param minRows cells with fewer of the rows are left out: no slice that they are part of can be large enough. */
export function cellsOf(
  table: Table,
  rows: Int32Array,
  feature: string,
  bins: number,
  minRows: number,
): Cells {
  const column = slicedColumn(table, feature);
  let found: { codes: Int32Array; cells: Cell[] };
  if (!isCategory(column) && (column.kind === 'time' || distinct(column, rows, bins + 1) > bins)) {
    const { codes, texts, bounds } = binCodes(column, rows, bins, 'quantile');
    const cells = texts.map((text, at) => ({
      text,
      condition: rangeCondition(column, text, bounds[at]!),
      isValue: text === '',
    }));
    found = { codes, cells };
  } else {
    const { codes, texts } = valueCodes(column, rows);
    const cells = texts.map((text) => ({ text, condition: valueCondition(column, text), isValue: true }));
    found = { codes, cells };
  }
  const counts = new Int32Array(found.cells.length);
  for (const code of found.codes) counts[code]!++;
  const kept = [...counts.keys()].filter((code) => counts[code]! >= minRows);
  const places = new Int32Array(counts.length).fill(-1);
  kept.forEach((code, place) => (places[code] = place));
  return {
    feature,
    codes: found.codes.map((code) => places[code]!),
    cells: kept.map((code) => found.cells[code]!),
  };
}
