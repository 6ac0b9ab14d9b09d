// The reconstruction error for window after window, with what it is on reference rows that its directions were not learnt from.

import type { Random } from '../random.ts';
import { takeRows } from './taken-rows.ts';
import { pearsonTail, threeMoments } from './pearson-tail.ts';
import {
  bandOf,
  chunksOf,
  crossProducts,
  learnReconstruction,
  reconstructionBy,
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
const mostColumns = 200;
/** Of more columns only two folds are put together. */
const foldedColumns = 64;
/** A band of fewer chunks is mostly chance. */
const fewestChunks = 5;
/** Deviations by which the expected error may be wrong before nobody knows how probable one is. */
const tolerable = 0.25;
/**
 * The directions and the scale are learnt from the reference too: so much further do means of windows stray than its rows and theirs
 * let expect. Found by simulation with 300 to 2,000 rows, some columns log-normal.
 */
const wider = 1.2;
/** Multiplications that one window may cost. */
const affordable = 500_000;

/** At most so many rows, evenly spread over all. */
function evenly(z: Float64Array, width: number, most: number): Float64Array {
  const rows = z.length / width;
  if (rows <= most) return z;
  return takeRows(
    z,
    width,
    Int32Array.from({ length: most }, (_, i) => Math.floor((i * rows) / most)),
  );
}

/** Of which rows `from` to `to` are left out. */
function meanWithout(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = 0; i < from; i++) sum += values[i]!;
  for (let i = to; i < values.length; i++) sum += values[i]!;
  return sum / (values.length - (to - from));
}

/** How much larger errors are on new rows than on those that the directions were learnt from, on average. */
function optimismOf(z: Float64Array, width: number, kept: number, folds: number, random: Random): number {
  const rows = z.length / width;
  const order = random.permutation(rows);
  // One fold after another; each has every so-many-th row.
  const byFold = new Int32Array(rows);
  const starts = [0];
  for (let fold = 0, at = 0; fold < folds; fold++) {
    for (let i = fold; i < rows; i += folds) byFold[at++] = order[i]!;
    starts.push(at);
  }
  const shuffled = takeRows(z, width, byFold);
  const products = starts.slice(1).map((to, fold) => crossProducts(shuffled, width, starts[fold]!, to));
  let sum = 0;
  for (let fold = 0; fold < folds; fold++) {
    const [from, to] = [starts[fold]!, starts[fold + 1]!];
    // Of all others added up: taking this one's from the whole would leave its far out rows' rounding behind.
    const others = new Float64Array(width * width);
    products.forEach((of, at) => {
      if (at !== fold) for (let i = 0; i < others.length; i++) others[i]! += of[i]!;
    });
    const errors = reconstructionBy(others, width, usualShare, kept).errors(shuffled);
    sum += scoreErrors(errors.subarray(from, to)).value - meanWithout(errors, from, to);
  }
  return sum / folds;
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
  const own = threeMoments(whole);
  const folds = width > foldedColumns ? 2 : 5;
  const optimism = optimismOf(z, width, learnt.kept, folds, random);
  // Each fold learnt from fewer rows than there are. The difference falls as one over the rows, or as one over their root
  // where several directions vary about alike.
  const share = 1 - 1 / folds;
  const usual = { ...own, mean: own.mean + (optimism * (share + Math.sqrt(share))) / 2 };
  const doubt = Math.abs(optimism) * (Math.sqrt(share) - share);
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
      const law = {
        mean: usual.mean,
        deviation: wider * spread(n),
        // Of the difference of two means.
        skewness: (usual.skewness * (1 / n ** 2 - 1 / rows ** 2)) / (1 / n + 1 / rows) ** 1.5,
      };
      const upper = pearsonTail(value, law);
      // Without the skew the lower tail is too long rather than too short.
      const lower = pearsonTail(-value, { mean: -law.mean, deviation: law.deviation, skewness: 0 });
      const known = doubt <= tolerable * law.deviation;
      return {
        value,
        error: samplingError,
        n,
        pValue: known ? Math.min(1, 2 * Math.min(upper, lower)) : NaN,
      };
    },
  };
}
