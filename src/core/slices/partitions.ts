// Joining partitions, and the columns and limits that every kind of slice asks for.

import { AppError } from '../errors.ts';
import type { Partition, SliceKey } from '../slice.ts';
import { columnOf, type Column, type Table } from '../table.ts';

const bad = (message: string): AppError => new AppError('bad-input', message);

/** @throws AppError 'bad-input' that names the columns there are. */
export function slicedColumn(table: Table, name: string): Column {
  if (table.columns.some((column) => column.name === name)) return columnOf(table, name);
  const names = table.columns.slice(0, 12).map((column) => column.name);
  throw bad(
    `There is no column "${name}" to slice by. There are ${names.join(', ')}${table.columns.length > 12 ? ' …' : ''}.`,
  );
}

/** @throws AppError 'bad-input' when there are more slices than `most`. */
export function checkCount(count: number, most: number, what: string): void {
  if (count > most)
    throw bad(
      `Slicing by ${what} gives more than ${most.toLocaleString('en')} slices, too many to look at. ` +
        `Use bins for numbers, fewer features at once, or one fixed value.`,
    );
}

/** @throws AppError 'bad-input' for a number of parts that is not a whole number of at least 1. */
export function checkParts(parts: number, most: number, what: string): void {
  if (!Number.isInteger(parts) || parts < 1) throw bad(`The number of ${what} is 1 or more, not ${parts}.`);
  checkCount(parts, most, what);
}

/** Pairs in the order of their features, as TFMA writes keys. */
export const sortedKey = (pairs: SliceKey): SliceKey =>
  pairs.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** Every row in one slice of that key. */
export const wholePartition = (rows: number, key: SliceKey): Partition => ({
  codes: new Int32Array(rows),
  keys: [key],
});

/** Pairs of slices are numbered in a list of this length at most; more are looked up. */
const mostPlaces = 1 << 20;

/**
 * Rows that share a slice in both: one slice for each combination that occurs, in the order of the first partition's slices
 * and then of the second's. Rows that are in no slice of either are in none.
 * @throws AppError 'bad-input' when there are more than `most`.
 */
export function crossed(a: Partition, b: Partition, most: number, what: string): Partition {
  const width = b.keys.length;
  const size = a.keys.length * width;
  const rows = a.codes.length;
  const pairs = new Float64Array(rows);
  const listed = size <= mostPlaces ? new Int32Array(size).fill(-1) : null;
  const found = new Map<number, number>();
  const order: number[] = [];
  const isNew = (pair: number): boolean => (listed ? listed[pair] === -1 : !found.has(pair));
  const setPlace = (pair: number, place: number): void => {
    if (listed) listed[pair] = place;
    else found.set(pair, place);
  };
  for (let row = 0; row < rows; row++) {
    const one = a.codes[row]!;
    const other = b.codes[row]!;
    const pair = one < 0 || other < 0 ? -1 : one * width + other;
    pairs[row] = pair;
    if (pair < 0 || !isNew(pair)) continue;
    setPlace(pair, order.length);
    order.push(pair);
    checkCount(order.length, most, what);
  }
  order.sort((x, y) => x - y).forEach((pair, place) => setPlace(pair, place));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const pair = pairs[row]!;
    codes[row] = pair < 0 ? -1 : listed ? listed[pair]! : found.get(pair)!;
  }
  return {
    codes,
    keys: order.map((pair) => sortedKey([...a.keys[Math.floor(pair / width)]!, ...b.keys[pair % width]!])),
  };
}
