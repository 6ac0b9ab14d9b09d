// Values of one column, made ready once for all measures that look at them.

import { sortedNumbers } from './drifting/sort-numbers.ts';
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
  if (!isCategory(column)) return numberSample(column.name, column.values, column.kind, places);
  const { name, codes, levels } = column;
  const rows = places ? places.length : codes.length;
  const counts = new Float64Array(levels.length);
  let missing = 0;
  for (let i = 0; i < rows; i++) {
    const code = codes[places ? places[i]! : i]!;
    if (code < 0) missing++;
    else counts[code]!++;
  }
  return { name, kind: 'category', rows, missing, levels, counts };
}

/** For so many rows the memory to gather them in is kept. */
const kept = 8192;
let found = new Float64Array(0);

/** Numbers in any order, all or those at `places`; NaN is missing. */
export function numberSample(
  name: string,
  values: ArrayLike<number>,
  kind: NumberSample['kind'] = 'number',
  places?: Int32Array,
): NumberSample {
  const rows = places ? places.length : values.length;
  if (!places && values instanceof Float64Array && isComplete(values))
    return { name, kind, rows, missing: 0, sorted: sortedNumbers(values, rows) };
  if (found.length < rows) found = new Float64Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const value = values[places ? places[i]! : i]!;
    if (!Number.isNaN(value)) found[count++] = value;
  }
  const sorted = sortedNumbers(found, count);
  if (rows > kept) found = new Float64Array(0);
  return { name, kind, rows, missing: rows - count, sorted };
}

function isComplete(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return false;
  return true;
}

/** @throws RangeError for words. */
export function numbersOf(sample: Sample): NumberSample {
  if (isCategorySample(sample)) throw new RangeError(`"${sample.name}" holds words, not numbers.`);
  return sample;
}

/** Rows with a value. */
export const presentRows = ({ rows, missing }: Sample): number => rows - missing;

/** How many different values ascending numbers hold, as far as `most` + 1. */
export function distinctUpTo(sorted: Float64Array, most: number): number {
  let count = 0;
  for (let i = 0; i < sorted.length && count <= most; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** Values of ascending numbers below `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values of ascending numbers at or below `value`. */
export function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The finite part of ascending numbers. */
export const finite = (sorted: Float64Array): Float64Array =>
  sorted.subarray(countUpTo(sorted, -Infinity), countBelow(sorted, Infinity));
