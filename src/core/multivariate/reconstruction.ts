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

/** Sums of the products of every two columns, of rows `from` to `to`; what is standardised has mean zero up to rounding. */
export function crossProducts(z: Float64Array, width: number, from = 0, to = z.length / width): Float64Array {
  const sums = new Float64Array(width * width);
  let row = from;
  for (; row + 3 < to; row += 4) {
    const a = row * width;
    const b = a + width;
    const c = b + width;
    const d = c + width;
    for (let i = 0; i < width; i++) {
      const p = z[a + i]!;
      const q = z[b + i]!;
      const r = z[c + i]!;
      const s = z[d + i]!;
      const line = i * width;
      for (let j = i; j < width; j++)
        sums[line + j] = sums[line + j]! + p * z[a + j]! + q * z[b + j]! + r * z[c + j]! + s * z[d + j]!;
    }
  }
  for (; row < to; row++)
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

/** Lengths of the parts of the rows that lie along `left` directions: what is left out is what does not come back. */
function lengthsAlong(left: Float64Array, rows: Float64Array, width: number): Float64Array {
  const count = rows.length / width;
  const out = new Float64Array(count);
  let row = 0;
  for (; row + 3 < count; row += 4) {
    let ofA = 0;
    let ofB = 0;
    let ofC = 0;
    let ofD = 0;
    for (let at = 0; at < left.length; at += width) {
      let a = row * width;
      let b = a + width;
      let c = b + width;
      let d = c + width;
      let alongA = 0;
      let alongB = 0;
      let alongC = 0;
      let alongD = 0;
      for (let k = at; k < at + width; k++, a++, b++, c++, d++) {
        const part = left[k]!;
        alongA += part * rows[a]!;
        alongB += part * rows[b]!;
        alongC += part * rows[c]!;
        alongD += part * rows[d]!;
      }
      ofA += alongA * alongA;
      ofB += alongB * alongB;
      ofC += alongC * alongC;
      ofD += alongD * alongD;
    }
    out[row] = Math.sqrt(ofA);
    out[row + 1] = Math.sqrt(ofB);
    out[row + 2] = Math.sqrt(ofC);
    out[row + 3] = Math.sqrt(ofD);
  }
  for (; row < count; row++) {
    let squares = 0;
    for (let at = 0; at < left.length; at += width) {
      let along = 0;
      for (let j = 0; j < width; j++) along += left[at + j]! * rows[row * width + j]!;
      squares += along * along;
    }
    out[row] = Math.sqrt(squares);
  }
  return out;
}

/**
 * @param products of every two columns, summed over the rows of the standardised reference.
 * @param directions so many are kept, whatever they explain.
 * @param share directions are kept until they explain more than it (scikit-learn's `n_components` between 0 and 1).
 */
export function reconstructionBy(
  products: Float64Array,
  width: number,
  share = usualShare,
  directions?: number,
): Reconstruction {
  const { values, vectors } = symmetricEigen(products, width);
  const positive = values.map((value) => Math.max(0, value));
  const total = positive.reduce((sum, value) => sum + value, 0);
  const explained = positive.map((value) => value / total);
  const kept = directions ?? enoughOf(explained, share);
  const left = vectors.subarray(kept * width);
  const errors = (rows: Float64Array): Float64Array => lengthsAlong(left, rows, width);
  return { width, kept, directions: vectors, explained, errors };
}

/** @param z standardised reference, row-major rows × width. */
export const learnReconstruction = (z: Float64Array, width: number): Reconstruction =>
  reconstructionBy(crossProducts(z, width), width);

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
