// What the steps that fill gaps share: a 0/1 column beside the filled one that says where the gaps were.

import type { FittedData } from '../../define.ts';
import type { Param, ParamValues } from '../../params.ts';
import { isMissing } from '../../table.ts';
import type { Column, NumberColumn } from '../../table.ts';

export const indicatorParam: Param = {
  type: 'boolean',
  label: 'Mark the gaps',
  help: 'Adds a column that is 1 where the cell was missing. Only if the training rows have gaps.',
  default: false,
};

const cellsOf = (column: Column): number =>
  column.kind === 'category' ? column.codes.length : column.values.length;

/** `{ indicator: 1 }` if one is wanted and the training rows have gaps (MissingIndicator's "missing-only"), else nothing. */
export function learnIndicator(column: Column, params: ParamValues): FittedData {
  if (params.indicator !== true) return {};
  for (let row = 0; row < cellsOf(column); row++) if (isMissing(column, row)) return { indicator: 1 };
  return {};
}

/** The filled column (none where training had no value), and the indicator if it was learnt. */
export function withIndicator(column: Column, filled: Column | null, fitted: FittedData): Column[] {
  const columns = filled ? [filled] : [];
  if (fitted.indicator !== 1) return columns;
  const values = new Float64Array(cellsOf(column));
  for (let row = 0; row < values.length; row++) if (isMissing(column, row)) values[row] = 1;
  return [...columns, { name: `${column.name} is missing`, kind: 'boolean', values }];
}

/** A number in each gap. A column without gaps comes back as it is. */
export function fillNumber(column: NumberColumn, fill: number): NumberColumn {
  const { values } = column;
  let row = 0;
  while (row < values.length && !Number.isNaN(values[row]!)) row++;
  if (row === values.length) return column;
  const filled = values.slice();
  for (; row < filled.length; row++) if (Number.isNaN(filled[row]!)) filled[row] = fill;
  return { ...column, values: filled };
}

/** A level in each gap; it is added to the dictionary where that lacks it. */
export function fillLevel(column: Column & { kind: 'category' }, level: string): Column {
  const at = column.levels.indexOf(level);
  const levels = at < 0 ? [...column.levels, level] : column.levels;
  const fill = at < 0 ? column.levels.length : at;
  const codes = column.codes.slice();
  for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) codes[row] = fill;
  return { ...column, levels, codes };
}
