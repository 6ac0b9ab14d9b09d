// Figures that are read from rows in ascending order of a value.

import type { Rows } from '../parts/known-rows.ts';
import { pivotOf } from '../parts/pivot.ts';
import type { Sorted, Term } from '../shared-parts.ts';
import type { Reader, ReadingOf } from './block.ts';
import { termSums } from './sums.ts';

/**
 * Cumulative weights up the order, of the rows that are there. Written without a branch: what a resample leaves out is as
 * unpredictable as can be, and every place is written over until it counts.
 */
function climb(
  order: Int32Array,
  keys: Float64Array,
  weights: Uint8Array,
  values: Float64Array,
  cumulative: Float64Array,
): number {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const weight = weights[order[i]!]!;
    sum = (sum + weight) | 0;
    values[count] = keys[i]!;
    cumulative[count] = sum;
    count = (count + ((weight + 255) >>> 8)) | 0;
  }
  return count;
}

/** First place of sorted values that is not below `value`. */
function placeOf(sorted: Float64Array, value: number): number {
  let below = 0;
  let above = sorted.length;
  while (below < above) {
    const middle = (below + above) >>> 1;
    if (sorted[middle]! < value) below = middle + 1;
    else above = middle;
  }
  return below;
}

/**
 * Places of the keys that are not NaN in ascending order of the keys, equal ones in their own order. Numbers are sorted many times as
 * fast without a function that compares them; where each of them went is looked up afterwards.
 */
function ascendingOrder(keys: Float64Array): Int32Array {
  const sorted = keys.filter((key) => !Number.isNaN(key)).sort();
  const taken = new Int32Array(sorted.length);
  const order = new Int32Array(sorted.length);
  keys.forEach((key, place) => {
    if (Number.isNaN(key)) return;
    const first = placeOf(sorted, key);
    order[first + taken[first]!++] = place;
  });
  return order;
}

const undefinedOrder: Sorted = { values: Float64Array.of(NaN), cumulative: Float64Array.of(NaN) };

/** Figures that share what the rows are sorted by. @param rows all with a known answer. */
function oneOrder(rows: Rows, by: Term, readings: readonly ReadingOf<'sorted'>[]): Reader {
  const pivot = pivotOf(rows.truth);
  const keyOf = Float64Array.from(rows.truth, (truth, row) =>
    by(truth, rows.scores, row * rows.outputs, rows.outputs, pivot),
  );
  const broken = [...keyOf.keys()].filter((row) => Number.isNaN(keyOf[row]));
  const order = ascendingOrder(keyOf);
  const keys = Float64Array.from(order, (row) => keyOf[row]!);
  const room = { values: new Float64Array(keys.length + 1), cumulative: new Float64Array(keys.length + 1) };
  const sums = termSums(
    rows,
    readings.map(({ shared }) => shared.terms),
  );
  const wanted = readings.map(({ shared }) => sums.placesOf(shared.terms));
  return (block, into, at) => {
    sums.add(block);
    for (let lane = 0; lane < block.used; lane++) {
      const weights = block.lanes[lane]!;
      const count = climb(order, keys, weights, room.values, room.cumulative);
      const sorted: Sorted = broken.some((row) => weights[row]! > 0)
        ? undefinedOrder
        : { values: room.values.subarray(0, count), cumulative: room.cumulative.subarray(0, count) };
      readings.forEach(({ figure, shared }, i) => {
        into[figure]![at + lane] = shared.read(sorted, sums.of(wanted[i]!, lane), rows.truth.length);
      });
    }
  };
}

export function sortedReaders(rows: Rows, readings: readonly ReadingOf<'sorted'>[]): Reader[] {
  const keys = new Set(readings.map(({ shared }) => shared.by));
  return [...keys].map((by) =>
    oneOrder(
      rows,
      by,
      readings.filter(({ shared }) => shared.by === by),
    ),
  );
}
