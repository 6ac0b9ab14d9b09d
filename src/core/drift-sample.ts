// Values of one column, made ready once for all measures that look at them.

import { isCategory, type Column, type ColumnKind } from './table.ts';

interface SampleBase {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly rows: number;
  readonly missing: number;
}

export interface NumberSample extends SampleBase {
  readonly kind: Exclude<ColumnKind, 'category'>;
  /** Ascending, without what is missing. */
  readonly sorted: Float64Array;
}

export interface CategorySample extends SampleBase {
  readonly kind: 'category';
  readonly levels: readonly string[];
  /** Rows of each level, in the order of `levels`; missing cells in none. */
  readonly counts: Float64Array;
}

export type Sample = NumberSample | CategorySample;

export const isCategorySample = (sample: Sample): sample is CategorySample => sample.kind === 'category';

/** All rows of a column, or those at `places`. */
export function sampleOf(column: Column, places?: Int32Array): Sample {
  const rows = places ? places.length : isCategory(column) ? column.codes.length : column.values.length;
  if (isCategory(column)) {
    const { name, codes, levels } = column;
    const counts = new Float64Array(levels.length);
    let missing = 0;
    for (let i = 0; i < rows; i++) {
      const code = codes[places ? places[i]! : i]!;
      if (code < 0) missing++;
      else counts[code]!++;
    }
    return { name, kind: 'category', rows, missing, levels, counts };
  }
  const { name, kind, values } = column;
  const found = new Float64Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const value = values[places ? places[i]! : i]!;
    if (!Number.isNaN(value)) found[count++] = value;
  }
  return { name, kind, rows, missing: rows - count, sorted: found.subarray(0, count).sort() };
}
