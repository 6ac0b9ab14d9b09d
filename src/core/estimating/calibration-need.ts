// Whether scores are better calibrated before they are taken for probabilities.

import { fitIsotonic, isotonicAt, isotonicOrder } from './isotonic.ts';
import { NumpyRandom } from './numpy-random.ts';
import { ascendingOrder, rankedArea } from './ranked.ts';
import { stratifiedShuffle } from './stratified-shuffle.ts';

const usualBins = 10;
const splits = 10;
const seed = 42;
/** From this area on the scores part the classes as they are. */
const parted = 0.999;

/**
 * Expected calibration error over bins of equally many rows, the last with the rest (NannyML 0.13.1): the mean of |mean score −
 * share of positives|, each bin weighed by its rows. Equal scores stay in the order of their rows here; in the tool NumPy's sort
 * decides, which is not stable and differs from one processor to another, so where ties lie across the edge of two bins, its
 * figure may be another one.
 * @returns NaN with fewer than four rows.
 */
export function equalMassError(scores: ArrayLike<number>, truth: ArrayLike<number>): number {
  const n = scores.length;
  const bins = n <= 2 * usualBins ? Math.floor(n / 2) : usualBins;
  if (bins < 2) return NaN;
  const order = ascendingOrder(scores);
  const width = Math.floor(n / bins);
  const parts = Math.floor(n / width);
  let error = 0;
  for (let part = 0; part < parts; part++) {
    const from = part * width;
    const to = part === parts - 1 ? n : from + width;
    let [said, happened] = [0, 0];
    for (let i = from; i < to; i++) {
      said += scores[order[i]!]!;
      happened += truth[order[i]!]!;
    }
    const rows = to - from;
    error += (rows / n) * Math.abs(said / rows - happened / rows);
  }
  return error;
}

/** Those that are marked, in their order. */
function rowsIn(marked: Uint8Array, order: Int32Array): Int32Array {
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) if (marked[order[i]!] === 1) kept[count++] = order[i]!;
  return kept.subarray(0, count);
}

export interface CalibrationNeed {
  readonly needed: boolean;
  /** `judged` by the errors below; otherwise why no map was tried. */
  readonly because: 'judged' | 'one-class' | 'parted' | 'too-few';
  /** Error over all test rows of the splits, of the scores as they are and through the map. NaN where none was tried. */
  readonly before: number;
  readonly after: number;
}

const without = (because: CalibrationNeed['because']): CalibrationNeed => ({
  needed: false,
  because,
  before: NaN,
  after: NaN,
});

/**
 * NannyML 0.13.1's needs_calibration: the isotonic map is applied only if over the test rows of ten stratified shuffle splits
 * together it has the lower equal-mass error. The splits are scikit-learn's with random_state=42, draw for draw.
 * @param scores finite. @param truth 0 or 1.
 */
export function needsCalibration(scores: ArrayLike<number>, truth: ArrayLike<number>): CalibrationNeed {
  const area = rankedArea(scores, truth);
  if (Number.isNaN(area)) return without('one-class');
  if (area > parted) return without('parted');
  const random = new NumpyRandom(seed);
  const order = isotonicOrder(scores, truth);
  const said: number[] = [];
  const mapped: number[] = [];
  const happened: number[] = [];
  for (let split = 0; split < splits; split++) {
    const rows = stratifiedShuffle(truth, random);
    if (!rows) return without('too-few');
    const training = new Uint8Array(scores.length);
    for (const row of rows.train) training[row] = 1;
    const map = fitIsotonic(scores, truth, rowsIn(training, order));
    for (const row of rows.test) {
      said.push(scores[row]!);
      mapped.push(isotonicAt(map, scores[row]!));
      happened.push(truth[row]!);
    }
  }
  const before = equalMassError(said, happened);
  const after = equalMassError(mapped, happened);
  return { needed: before > after, because: 'judged', before, after };
}
