// How badly rows are put together again from a few directions in which the reference varies: large when columns no longer go
// together as they did, even where each column alone looks as ever. NannyML's DataReconstructionDriftCalculator on
// scikit-learn's PCA.

import { momentsOf } from '../statistics.ts';
import { symmetricEigen } from './eigen.ts';

export interface Reconstruction {
  readonly width: number;
  /** Directions that are kept. */
  readonly kept: number;
  /** All directions, the one with most variance first; row-major width × width. */
  readonly directions: Float64Array;
  /** Share of the variance along each direction. NaN when nothing varies. */
  readonly explained: Float64Array;
  /** ‖z − z′‖₂ of each row. @param z row-major rows × width. */
  errors(z: Float64Array): Float64Array;
}

/** Of NannyML: directions are kept until they explain more than this share of the variance. */
export const usualShare = 0.65;

/** Covariance around zero of what has been standardised: of mean zero up to rounding. */
function crossProducts(z: Float64Array, width: number): Float64Array {
  const rows = z.length / width;
  const sums = new Float64Array(width * width);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) {
      const value = z[row * width + i]!;
      for (let j = i; j < width; j++) sums[i * width + j]! += value * z[row * width + j]!;
    }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) sums[i * width + j] = sums[j * width + i]!;
  return sums;
}

function enoughOf(explained: Float64Array, share: number): number {
  let kept = 1;
  for (let sum = explained[0] ?? NaN; kept < explained.length && sum <= share; kept++)
    sum += explained[kept]!;
  return kept;
}

/**
 * @param z standardised reference, row-major rows × width.
 * @param directions so many are kept, whatever they explain.
 * @param share directions are kept until they explain more than it (scikit-learn's `n_components` between 0 and 1).
 */
export function learnReconstruction(
  z: Float64Array,
  width: number,
  share = usualShare,
  directions?: number,
): Reconstruction {
  const { values, vectors } = symmetricEigen(crossProducts(z, width), width);
  const positive = values.map((value) => Math.max(0, value));
  const total = positive.reduce((sum, value) => sum + value, 0);
  const explained = positive.map((value) => value / total);
  const kept = directions ?? enoughOf(explained, share);
  const errors = (rows: Float64Array): Float64Array => {
    const out = new Float64Array(rows.length / width);
    for (let row = 0; row < out.length; row++) {
      // What lies along the directions that were left out is what does not come back.
      let squares = 0;
      for (let at = kept * width; at < vectors.length; at += width) {
        let along = 0;
        for (let j = 0; j < width; j++) along += vectors[at + j]! * rows[row * width + j]!;
        squares += along * along;
      }
      out[row] = Math.sqrt(squares);
    }
    return out;
  };
  return { width, kept, directions: vectors, explained, errors };
}

export interface ReconstructionScore {
  readonly value: number;
  /** Standard error of the mean; NaN of a single row. */
  readonly samplingError: number;
  /** Three standard errors to either side, not below 0. */
  readonly low: number;
  readonly high: number;
}

export function scoreErrors(errors: Float64Array): ReconstructionScore {
  const { mean, deviation, count } = momentsOf(errors);
  const samplingError = count < 2 ? NaN : (deviation * Math.sqrt(count / (count - 1))) / Math.sqrt(count);
  return {
    value: mean,
    samplingError,
    low: Math.max(0, mean - 3 * samplingError),
    high: mean + 3 * samplingError,
  };
}

export interface Band {
  /** Null where it would not lie above zero: nothing is too low. */
  readonly lower: number | null;
  readonly upper: number;
}

/** Mean ± 3 population deviations of the scores of the reference's chunks: NannyML's StandardDeviationThreshold. */
export function bandOf(scores: readonly number[]): Band {
  const { mean, deviation } = momentsOf(scores);
  const lower = mean - 3 * deviation;
  return { lower: lower <= 0 ? null : lower, upper: mean + 3 * deviation };
}

/** On the edge counts as outside, as in NannyML; so does what is not known. */
export const outside = ({ lower, upper }: Band, value: number): boolean =>
  !((lower ?? -Infinity) < value && value < upper);

/** Rows [from, to) of each chunk of `size`; the last one may be shorter. */
export function chunksOf(rows: number, size: number): { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(rows, (i + 1) * size),
  }));
}
