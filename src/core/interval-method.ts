// What a way of giving an interval is: how rows are drawn anew, and how bounds are read from the figure over the resamples.

import { mostPoisson, poissonCounts } from './poisson-counts.ts';
import { Random } from './random.ts';
import type { Named } from './registry.ts';

export interface Resamples {
  /** Replicates, or buckets of the jackknife. */
  readonly resamples: number;
  /** E.g. 0.95. */
  readonly confidence: number;
  readonly seed: number;
}

/** Resamples, one after the other: of each how often every row is in it. */
export interface Resampling {
  readonly count: number;
  /** Overwrites `weights`, one for each row, with those of the next resample. */
  next(weights: Uint8Array): void;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
  /** NaN where the method gives none. */
  readonly standardError: number;
}

export interface IntervalMethod extends Named {
  readonly about: string;
  /** The first `resamples` of its resamples are as chance could have drawn the rows: how often a difference is above 0 says something. */
  readonly bootstraps: boolean;
  /** Whether plain shares of rows get exact bounds (exact-share.ts) instead of those from resamples. */
  readonly exactShares?: true;
  /** How many resamples are usual, and the fewest that say anything. */
  readonly usual: number;
  readonly least: number;
  /**
   * @param places of the rows among those that are evaluated, ascending: who they are, whatever slice they are looked at in.
   */
  resample(places: ArrayLike<number>, spec: Resamples): Resampling;
  /**
   * @param values the figure on each resample, in their order; NaN where it is undefined, which is left out. Without any that
   *   is defined there are no bounds: the value stands for both.
   * @param rows with a known answer.
   */
  bounds(value: number, values: Float64Array, spec: Resamples, rows: number): Bounds;
}
export const defineInterval = (method: IntervalMethod): IntervalMethod => method;

/** @throws RangeError for what no method can work with. */
export function checkResamples(method: IntervalMethod, { resamples, confidence }: Resamples): void {
  if (!Number.isInteger(resamples) || resamples < method.least)
    throw new RangeError(`Resamples are a whole number, at least ${method.least}, not ${resamples}.`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Confidence lies between 0 and 1, not ${confidence}.`);
}

export const noBounds = (value: number): Bounds => ({ low: value, high: value, standardError: NaN });

/** The values that are defined, sorted. */
export const sortedDefined = (values: Float64Array): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();

/** Share of the values above 0, those of 0 by half; of those that are defined, NaN without any. */
export function shareAboveZero(values: Float64Array): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0) / defined.length;
}

/** Mean and standard deviation (divisor n − 1) of the values that are defined. */
export function spreadOf(values: Float64Array): { count: number; mean: number; deviation: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return {
    count,
    mean: count > 0 ? mean : NaN,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : NaN,
  };
}

/** From so many rows on they are not drawn one by one. */
const many = 4096;

/**
 * As many rows as there are, drawn with replacement (Efron & Tibshirani, An Introduction to the Bootstrap, 1993): how often
 * each was drawn is multinomial. Of many rows that is Poisson counts, of which as many as are too many are taken away by
 * chance, or as many as are missing added: the same distribution in half the time, for then most rows are written in order.
 */
export function drawnWithReplacement(rows: number, { resamples, seed }: Resamples): Resampling {
  const random = new Random(seed).stream('bootstrap');
  const draw =
    rows < many
      ? null
      : poissonCounts(
          Int32Array.from({ length: rows }, (_, row) => row),
          seed,
        );
  let resample = 0;
  return {
    count: resamples,
    next: (weights) => {
      if (!draw) {
        weights.fill(0);
        random.tally(weights, rows);
        return;
      }
      let left = draw(resample++, weights) - rows;
      if (left < 0) random.tally(weights, -left);
      while (left > 0) {
        const row = Math.floor(random.uniform() * rows);
        // A row that is in it twice is taken away twice as often.
        if (random.uniform() * mostPoisson >= weights[row]!) continue;
        weights[row]!--;
        left--;
      }
    },
  };
}

/**
 * The bucket of each row. They are as even as can be, for the formulas suppose that they are, and which rows share one is a
 * matter of the seed. There are no more buckets than rows.
 */
export function bucketsOf(rows: number, buckets: number, seed: number): Int32Array {
  const count = Math.min(buckets, rows);
  const bucketOf = new Int32Array(rows);
  const order = new Random(seed).stream('jackknife').permutation(rows);
  for (let place = 0; place < rows; place++) bucketOf[order[place]!] = place % count;
  return bucketOf;
}

/** All rows but those of one bucket after the other. */
export function leavingOut(rows: number, buckets: number, seed: number): Resampling {
  const count = Math.min(buckets, rows);
  const bucketOf = bucketsOf(rows, buckets, seed);
  let left = 0;
  return {
    count,
    next: (weights) => {
      for (let row = 0; row < rows; row++) weights[row] = Number(bucketOf[row] !== left);
      left++;
    },
  };
}
