// The maximum mean discrepancy for window after window, against one fixed sample of the reference. How large it becomes by chance
// is learnt from draws of the reference itself, which takes in what is odd about that sample.

import { medianDistance, squaredDistances } from './mmd.ts';
import { pearsonTail, threeMoments, type ThreeMoments } from './pearson-tail.ts';
import { expOfMinus } from './exp-of-minus.ts';
import { takeRows } from './taken-rows.ts';
import type { Random } from '../random.ts';

export interface MmdWatch {
  /** Rows that are drawn of each window. */
  readonly draws: number;
  /** What is reached by chance once in a thousand windows. NaN where the reference is too small to tell. */
  readonly threshold: number;
  /** Unbiased squared discrepancy; p is NaN where the reference is too small, or fewer rows than `draws` are given. */
  of(current: Float64Array, places: Int32Array): { readonly value: number; readonly pValue: number };
}

const sampleRows = 80;
/** Columns from which on half as many rows are drawn. */
const wideFrom = 32;
const trials = 200;
/** Rows of the reference that draws are taken of. */
const mostRest = 4000;
/** A reference of fewer rows than so many windows' draws says little of chance. */
const enough = 3;

/** Sum of the kernel over the row of `rows` that begins at `a`, with each row of `others` from the one that begins at `first` on. */
function alongRow(
  rows: Float64Array,
  a: number,
  others: Float64Array,
  first: number,
  width: number,
  by: number,
): number {
  const per = 1 / by;
  let sum = 0;
  for (let b = first; b < others.length; b += width) {
    let squares = 0;
    for (let k = 0; k < width; k++) {
      const gap = rows[a + k]! - others[b + k]!;
      squares += gap * gap;
    }
    sum += expOfMinus(squares * per);
  }
  return sum;
}

/** Sum of the kernel over every two different rows, i < j. */
function within(rows: Float64Array, width: number, by: number): number {
  let sum = 0;
  for (let a = 0; a < rows.length; a += width) sum += alongRow(rows, a, rows, a + width, width, by);
  return sum;
}

function between(rows: Float64Array, others: Float64Array, width: number, by: number): number {
  let sum = 0;
  for (let a = 0; a < rows.length; a += width) sum += alongRow(rows, a, others, 0, width, by);
  return sum;
}

/** Where the tail falls to `share`, by halving. */
function upperQuantile(moments: ThreeMoments, share: number): number {
  let [low, high] = [moments.mean, moments.mean + 40 * moments.deviation];
  if (!(high > low)) return NaN;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (pearsonTail(middle, moments) > share) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * @param z standardised reference, row-major × width. @param windowRows rows of a usual window.
 * @returns null with fewer than ten rows.
 */
export function watchMmd(
  z: Float64Array,
  width: number,
  windowRows: number,
  random: Random,
): MmdWatch | null {
  const rows = z.length / width;
  const most = width > wideFrom ? sampleRows / 2 : sampleRows;
  const kept = Math.min(most, Math.floor(rows / 5));
  if (kept < 2) return null;
  const order = random.permutation(rows);
  const sample = takeRows(z, width, order.subarray(0, kept));
  const rest = order.subarray(kept, kept + mostRest);
  const median = medianDistance(squaredDistances(sample, width), kept);
  const by = median > 0 ? median : width;
  const own = within(sample, width, by) / ((kept * (kept - 1)) / 2);
  const discrepancyOf = (count: number, inside: number, across: number): number =>
    own + inside / ((count * (count - 1)) / 2) - (2 * across) / (kept * count);
  const draws = Math.min(most, windowRows);
  let chance: ThreeMoments = { mean: NaN, deviation: NaN, skewness: NaN };
  if (draws >= 2 && rest.length >= enough * draws) {
    const others = takeRows(z, width, rest);
    // How near each is to the sample is asked of it in many draws.
    const near = Float64Array.from(rest, (_, i) => alongRow(others, i * width, sample, 0, width, by));
    const places = Int32Array.from(rest.keys());
    const drawn = new Float64Array(draws * width);
    const found = threeMoments(
      Float64Array.from({ length: trials }, () => {
        let across = 0;
        for (let i = 0; i < draws; i++) {
          const other = i + random.integer(places.length - i);
          const place = places[other]!;
          places[other] = places[i]!;
          places[i] = place;
          across += near[place]!;
        }
        takeRows(others, width, places.subarray(0, draws), drawn);
        return discrepancyOf(draws, within(drawn, width, by), across);
      }),
    );
    // Draws from a finite reference vary less than new rows do.
    chance = { ...found, deviation: found.deviation / Math.sqrt(1 - draws / rest.length) };
  }
  return {
    draws,
    threshold: upperQuantile(chance, 1e-3),
    of: (current, places) => {
      const now = takeRows(current, width, places);
      const value =
        places.length < 2
          ? NaN
          : discrepancyOf(places.length, within(now, width, by), between(now, sample, width, by));
      return { value, pValue: places.length === draws ? pearsonTail(value, chance) : NaN };
    },
  };
}
