// What the encoders share: columns of words and of whole numbers, seen as levels with a code for each row.

import type { FittedData } from '../../define.ts';
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
 * A number for each row by its level: `numberAt(i)` for `known[i]`, otherwise `unknown`; `missing` for a missing cell.
 * Found by name, so that it does not matter how a later table's dictionary is ordered.
 */
export function numberByLevel(
  column: CategoryColumn,
  known: readonly string[],
  numberAt: (place: number) => number,
  unknown: number,
  missing: number,
): Float64Array {
  const place = placesOf(known);
  const numberOf = (code: number): number => {
    const at = place.get(column.levels[code]!);
    return at === undefined ? unknown : numberAt(at);
  };
  const values = new Float64Array(column.codes.length);
  // A dictionary may be long and one row wanted.
  const byCode = values.length < column.levels.length ? null : column.levels.map((_, code) => numberOf(code));
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row]!;
    values[row] = code < 0 ? missing : byCode ? byCode[code]! : numberOf(code);
  }
  return values;
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Where each text stands in a list; remembered as long as the list is, because rows are scored one by one. */
export function placesOf(list: readonly string[]): ReadonlyMap<string, number> {
  let known = places.get(list);
  if (!known) places.set(list, (known = new Map(list.map((text, at) => [text, at]))));
  return known;
}

type Fitted = FittedData[string] | undefined;

// Lists of fitted data hold one kind only, so the first item tells.
const areTexts = (list: readonly (string | number)[]): list is readonly string[] =>
  typeof list[0] === 'string';
const areFigures = (list: readonly (string | number)[]): list is readonly number[] =>
  typeof list[0] === 'number';

/** The list of texts under a key of fitted data, itself and not a copy; empty where there is none. */
export const textsOf = (value: Fitted): readonly string[] =>
  typeof value === 'object' && areTexts(value) ? value : [];

/** The list of numbers under a key of fitted data, itself and not a copy; empty where there is none. */
export const figuresOf = (value: Fitted): readonly number[] =>
  typeof value === 'object' && areFigures(value) ? value : [];
