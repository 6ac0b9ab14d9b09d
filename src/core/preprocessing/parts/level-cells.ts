// What the encoders share: columns of words and of whole numbers, seen as levels with a code for each row.

import { isCategory } from '../../table.ts';
import type { CategoryColumn, Column } from '../../table.ts';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A column of words as it is; numbers as levels written out, the dictionary being the numbers that occur, ascending.
 * @throws RangeError for fractions, which are no levels: bin them first.
 */
export function levelsOf(column: Column): CategoryColumn {
  if (isCategory(column)) return column;
  const { name, values } = column;
  if (column.kind !== 'integer')
    throw new RangeError(`"${name}" holds numbers, not levels. Put them into bins first.`);
  const distinct = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) distinct.add(value);
  const sorted = [...distinct].sort((a, b) => a - b);
  const codeOf = new Map(sorted.map((value, code) => [value, code]));
  return {
    name,
    kind: 'category',
    codes: Int32Array.from(values, (value) => codeOf.get(value) ?? -1),
    levels: sorted.map(String),
  };
}

/** How often each level of the dictionary occurs, and how many cells are missing. */
export function countLevels({ codes, levels }: CategoryColumn): { counts: Float64Array; missing: number } {
  const counts = new Float64Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  return { counts, missing };
}

/** The levels that occur: words in code-unit order (as Python's `sorted`), whole numbers by size. */
export function presentLevels(column: Column, counts: Float64Array, levels: readonly string[]): string[] {
  const present = levels.filter((_, code) => counts[code]! > 0);
  return isCategory(column) ? present.sort(byCodeUnit) : present;
}

/**
 * A number for each row by its level: `numbers[i]` for `known[i]`, otherwise `unknown`; `missing` for a missing cell.
 * Found by name, so that it does not matter how a later table's dictionary is ordered.
 */
export function numberByLevel(
  column: CategoryColumn,
  known: readonly string[],
  numbers: ArrayLike<number>,
  unknown: number,
  missing: number,
): Float64Array {
  const at = new Map(known.map((level, i) => [level, numbers[i]!]));
  const byCode = column.levels.map((level) => at.get(level) ?? unknown);
  const values = new Float64Array(column.codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row]!;
    values[row] = code < 0 ? missing : byCode[code]!;
  }
  return values;
}

/** The list of texts under a key of fitted data; empty where there is none. */
export const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** The list of numbers under a key of fitted data; empty where there is none. */
export const figuresOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.map(Number) : [];
