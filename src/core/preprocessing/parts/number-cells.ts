// What the steps on number columns share.

import { isCategory } from '../../table.ts';
import type { Column, NumberColumn } from '../../table.ts';

/** @throws RangeError for a column of words. @param lacking what words have not got, e.g. "no median". */
export function numbersOf(column: Column, lacking: string): NumberColumn {
  if (isCategory(column)) throw new RangeError(`"${column.name}" holds words; there is ${lacking}.`);
  return column;
}

/** A number column with each value replaced; missing ones stay missing if `map` keeps NaN. */
export const mapped = (column: NumberColumn, map: (value: number) => number): NumberColumn => ({
  name: column.name,
  kind: 'number',
  values: column.values.map(map),
});

/** (value − centre) / scale, missing ones stay missing: what most steps do, to every row that ever comes. */
export function centred(column: NumberColumn, centre: number, scale: number): NumberColumn {
  const { values } = column;
  const moved = new Float64Array(values.length);
  for (let row = 0; row < moved.length; row++) moved[row] = (values[row]! - centre) / scale;
  return { name: column.name, kind: 'number', values: moved };
}

/** The values that are not missing, ascending. */
export const sortedKnown = (column: NumberColumn): Float64Array =>
  column.values.filter((value) => !Number.isNaN(value)).sort();

/** scikit-learn's `_handle_zeros_in_scale`: a spread that is no more than rounding noise divides by 1. */
export const scaleOrOne = (scale: number): number => (scale < 10 * Number.EPSILON ? 1 : scale);
