// The reconstruction error for window after window, with what it is on reference rows that its directions were not learnt from.

import type { Random } from '../random.ts';
import { pearsonTail, threeMoments } from './pearson-tail.ts';
import {
  bandOf,
  chunksOf,
  learnReconstruction,
  scoreErrors,
  usualShare,
  type Band,
} from './reconstruction.ts';

export interface ReconstructionWatch {
  readonly band: Band;
  of(current: Float64Array): {
    readonly value: number;
    readonly error: number;
    readonly n: number;
    /** Two-sided: rows can also become easier to put together, as when they move along the first direction. */
    readonly pValue: number;
  };
}

/** Eigenvectors of more columns take too long. */
export const mostColumns = 200;
/** A band of fewer chunks is mostly chance. */
const fewestChunks = 5;
/** Multiplications that one window may cost. */
const affordable = 1_500_000;

const rowsOf = (z: Float64Array, width: number, places: Int32Array): Float64Array => {
  const out = new Float64Array(places.length * width);
  places.forEach((place, i) => out.set(z.subarray(place * width, (place + 1) * width), i * width));
  return out;
};

/** At most so many rows, evenly spread over all. */
function evenly(z: Float64Array, width: number, most: number): Float64Array {
  const rows = z.length / width;
  if (rows <= most) return z;
  return rowsOf(
    z,
    width,
    Int32Array.from({ length: most }, (_, i) => Math.floor((i * rows) / most)),
  );
}

/** @param z standardised reference, row-major × width. @param windowRows rows of a usual window. @returns null: too many columns. */
export function watchReconstruction(
  z: Float64Array,
  width: number,
  windowRows: number,
  random: Random,
): ReconstructionWatch | null {
  const rows = z.length / width;
  if (width > mostColumns || rows < 4) return null;
  const learnt = learnReconstruction(z, width);
  // Nothing is lost where every direction is kept.
  if (learnt.kept === width) return null;
  const whole = learnt.errors(z);
  // Each half is put together with as many directions of the other.
  const order = random.permutation(rows);
  const halves = [order.subarray(0, rows >> 1), order.subarray(rows >> 1)].map((half) =>
    rowsOf(z, width, half),
  );
  const errors = new Float64Array(rows);
  errors.set(learnReconstruction(halves[0]!, width, usualShare, learnt.kept).errors(halves[1]!));
  errors.set(
    learnReconstruction(halves[1]!, width, usualShare, learnt.kept).errors(halves[0]!),
    rows - (rows >> 1),
  );
  const apart = threeMoments(errors);
  // Directions of half the rows lose twice as much on new rows as those of all, which on their own rows win as much as they
  // lose on new ones.
  const usual = { ...apart, mean: (2 * apart.mean + scoreErrors(whole).value) / 3 };
  const spread = (n: number): number => usual.deviation * Math.sqrt(1 / n + 1 / rows);
  const chunks = chunksOf(rows, windowRows).filter(({ from, to }) => to - from === windowRows);
  const band =
    chunks.length >= fewestChunks
      ? bandOf(chunks.map(({ from, to }) => scoreErrors(whole.subarray(from, to)).value))
      : { lower: usual.mean - 3 * spread(windowRows), upper: usual.mean + 3 * spread(windowRows) };
  const most = Math.max(64, Math.floor(affordable / (width * Math.max(1, width - learnt.kept))));
  return {
    band,
    of(current) {
      const found = learnt.errors(evenly(current, width, most));
      const { value, samplingError } = scoreErrors(found);
      const n = found.length;
      const law = { mean: usual.mean, deviation: spread(n), skewness: usual.skewness / Math.sqrt(n) };
      const upper = pearsonTail(value, law);
      // Without the skew the lower tail is too long rather than too short.
      const lower = pearsonTail(-value, { mean: -law.mean, deviation: law.deviation, skewness: 0 });
      return { value, error: samplingError, n, pValue: Math.min(1, 2 * Math.min(upper, lower)) };
    },
  };
}
