// The rows before a row, in its table or within its group, and means over them. Work grows with the rows that are looked
// at, not with rows × length.

import { isCategory } from './table.ts';
import type { Column } from './table.ts';

/** Up to so many rows, only the rows before each are looked for; for more, one pass puts the whole table by group. */
const fewRows = 16;

/** Rows one behind the other, one group's after the other's: a row's predecessors are the places before its own. */
export interface RowSequence {
  /** Row of each place. */
  readonly order: Int32Array;
  /** Of each place, the first place of its group. */
  readonly first: Int32Array;
  /** Place of each row that was asked for; −1 where its group is missing, so that nothing is before it. */
  readonly places: Int32Array;
}

/**
 * @param group null: the table's own order; otherwise rows with the same value, in the table's order.
 * @param rows that are in the table. @param reach how many rows before each must be in the sequence, if there are so many.
 * @param which `all`: each row up to the last one asked has one place, those without a group none.
 */
export function sequenceOf(
  group: Column | null,
  rows: ArrayLike<number>,
  reach: number,
  which: 'needed' | 'all' = 'needed',
): RowSequence {
  if (which === 'needed' && rows.length <= fewRows) return shortSequence(group, rows, reach);
  let end = 0;
  let start = rows.length === 0 ? 0 : Infinity;
  for (let i = 0; i < rows.length; i++) {
    end = Math.max(end, rows[i]! + 1);
    start = Math.min(start, rows[i]!);
  }
  if (group) return groupedSequence(group, rows, end);
  start = Math.max(0, start - reach);
  return {
    order: Int32Array.from({ length: end - start }, (_, place) => start + place),
    first: new Int32Array(end - start),
    places: Int32Array.from(rows, (row) => row - start),
  };
}

/** Cells of a group as numbers; NaN where missing. */
function keyReader(group: Column): (row: number) => number {
  if (!isCategory(group)) return (row) => group.values[row]!;
  return (row) => (group.codes[row]! < 0 ? NaN : group.codes[row]!);
}

function shortSequence(group: Column | null, rows: ArrayLike<number>, reach: number): RowSequence {
  const order: number[] = [];
  const first: number[] = [];
  const key = group && keyReader(group);
  const places = Int32Array.from(rows, (row) => {
    const wanted = key ? key(row) : 0;
    if (Number.isNaN(wanted)) return -1;
    const before = [row];
    for (let at = row - 1; at >= 0 && before.length <= reach; at--)
      if (!key || key(at) === wanted) before.push(at);
    const start = order.length;
    for (const at of before.reverse()) {
      order.push(at);
      first.push(start);
    }
    return order.length - 1;
  });
  return { order: Int32Array.from(order), first: Int32Array.from(first), places };
}

/** A counting sort of the rows above `end` by group. */
function groupedSequence(group: Column, rows: ArrayLike<number>, end: number): RowSequence {
  const key = keyReader(group);
  const numbers = new Map<number, number>();
  const groupOf = new Int32Array(end);
  const sizes: number[] = [];
  for (let row = 0; row < end; row++) {
    const of = key(row);
    let number = -1;
    if (!Number.isNaN(of)) {
      number = numbers.get(of) ?? numbers.size;
      if (number === numbers.size) {
        numbers.set(of, number);
        sizes.push(0);
      }
      sizes[number]!++;
    }
    groupOf[row] = number;
  }
  const starts = new Int32Array(sizes.length);
  let total = 0;
  sizes.forEach((size, number) => {
    starts[number] = total;
    total += size;
  });
  const next = starts.slice();
  const order = new Int32Array(total);
  const first = new Int32Array(total);
  const placeOf = new Int32Array(end).fill(-1);
  for (let row = 0; row < end; row++) {
    const number = groupOf[row]!;
    if (number < 0) continue;
    const place = next[number]!++;
    order[place] = row;
    first[place] = starts[number]!;
    placeOf[row] = place;
  }
  return { order, first, places: Int32Array.from(rows, (row) => placeOf[row]!) };
}

/**
 * Mean of the known values among the `length` rows before each row asked for, its own left out; NaN without any. The sum is
 * put together from sums of 1, 2, 4, 8 … values, each counted back from the row: places × log2(length) additions in all, and
 * which values are added to which depends on the row's predecessors alone. So a row has the same bits alone and among others
 * (sums carried along from row to row would not), and rounding grows with log2(length) only.
 */
export function meansBefore(values: Float64Array, sequence: RowSequence, length: number): Float64Array {
  const { order, first, places } = sequence;
  const count = order.length;
  // Of each place, the sum over the `block` places before it, in its group.
  const blocks = new Float64Array(count);
  // Known values in all places before: exact, so a difference is.
  const knownBefore = new Int32Array(count + 1);
  for (let place = 0; place < count; place++) {
    const value = values[order[place]!]!;
    knownBefore[place + 1] = knownBefore[place]! + (Number.isNaN(value) ? 0 : 1);
    if (place + 1 < count && first[place + 1]! <= place) blocks[place + 1] = Number.isNaN(value) ? 0 : value;
  }
  const sums = new Float64Array(count);
  let taken = 0;
  for (let block = 1; block <= length; block *= 2) {
    if (length & block) {
      for (let place = 0; place < count; place++)
        if (place - taken >= first[place]!) sums[place]! += blocks[place - taken]!;
      taken += block;
    }
    // From the end, so that the sum before is still the one of this size.
    for (let place = count - 1; place >= block; place--)
      if (place - block >= first[place]!) blocks[place]! += blocks[place - block]!;
  }
  return Float64Array.from(places, (place) => {
    if (place < 0) return NaN;
    const known = knownBefore[place]! - knownBefore[Math.max(first[place]!, place - length)]!;
    return known === 0 ? NaN : sums[place]! / known;
  });
}
