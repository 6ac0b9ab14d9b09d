// The maximum mean discrepancy for window after window, against one fixed sample of the reference. How large it becomes by chance
// is learnt from draws of the reference itself, which takes in what is odd about that sample.

import { KernelSums } from './kernel-sums.ts';
import { medianDistance, squaredDistances } from './mmd.ts';
import { lawBlocks, lawOfMean, lookedAtRows } from './mmd-law.ts';
import { pearsonTail, type ThreeMoments } from './pearson-tail.ts';
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
/** Rows of the reference that draws are taken of. */
const mostRest = lookedAtRows;
/** A reference of fewer rows than so many windows' draws says little of chance. */
const enough = 3;

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

/** Where no rows of the reference differ in how near they are, only a value that is no larger is explained. */
const tailOf = (value: number, chance: ThreeMoments): number =>
  chance.deviation === 0 && value <= chance.mean + 1e-12 ? 1 : pearsonTail(value, chance);

/** Of the discrepancy of `draws` rows, less what the sample has within itself. @param rest places in z, in random order. */
function chanceOf(
  sums: KernelSums,
  sample: Float64Array,
  z: Float64Array,
  width: number,
  rest: Int32Array,
  draws: number,
  random: Random,
): ThreeMoments {
  const blocks = lawBlocks(draws);
  const places = new Int32Array(blocks * draws);
  // All different as long as there are enough, then in another order once more.
  let order = rest;
  for (let block = 0, from = 0; block < blocks; block++, from += draws) {
    if (from + draws > order.length) {
      order = random.shuffle(rest.slice());
      from = 0;
    }
    places.set(order.subarray(from, from + draws), block * draws);
  }
  const rows = takeRows(z, width, places);
  const kernels = new Float64Array(blocks * draws * draws);
  for (let block = 0; block < blocks; block++)
    sums.matrix(rows, block * draws, draws, kernels, block * draws * draws);
  const kept = sample.length / width;
  const near = sums.near(rows, sample).map((sum) => sum / kept);
  return lawOfMean(kernels, near, draws, Math.min(rest.length, blocks * draws));
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
  const sums = new KernelSums(width, by);
  const own = sums.within(sample) / ((kept * (kept - 1)) / 2);
  const discrepancyOf = (count: number, inside: number, across: number): number =>
    own + inside / ((count * (count - 1)) / 2) - (2 * across) / (kept * count);
  const draws = Math.min(most, windowRows);
  let chance: ThreeMoments = { mean: NaN, deviation: NaN, skewness: NaN };
  if (draws >= 2 && rest.length >= enough * draws) {
    const law = chanceOf(sums, sample, z, width, rest, draws, random);
    chance = { ...law, mean: own + law.mean };
  }
  return {
    draws,
    threshold: upperQuantile(chance, 1e-3),
    of: (current, places) => {
      const now = takeRows(current, width, places);
      const value =
        places.length < 2 ? NaN : discrepancyOf(places.length, sums.within(now), sums.between(now, sample));
      return { value, pValue: places.length === draws ? tailOf(value, chance) : NaN };
    },
  };
}
