// Whether scores are better calibrated before they are taken for probabilities.

import { sortedNumbers } from '../drifting/sort-numbers.ts';
import { fitIsotonic, isotonicAt, isotonicOrder } from './isotonic.ts';
import { NumpyRandom } from './numpy-random.ts';
import { rankedArea } from './ranked.ts';
import { stratifiedShuffles } from './stratified-shuffle.ts';

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
  const sorted = sortedNumbers(new Float64Array(scores), n);
  const width = Math.floor(n / bins);
  const parts = Math.floor(n / width);
  // Of each bin but the first the score that it begins with; equal scores are placed in their own order.
  const begins = new Float64Array(parts - 1);
  // Rows of that very score that are in bins before it.
  const before = new Int32Array(parts - 1);
  for (let part = 1; part < parts; part++) {
    const begin = sorted[part * width]!;
    begins[part - 1] = begin;
    let first = part * width;
    while (first > 0 && sorted[first - 1] === begin) first--;
    before[part - 1] = part * width - first;
  }
  // At the first bin that begins with a score: rows of it so far.
  const met = new Int32Array(parts - 1);
  const gaps = new Float64Array(parts);
  for (let row = 0; row < n; row++) {
    const score = scores[row]!;
    let part = 0;
    while (part < begins.length && score > begins[part]!) part++;
    if (score === begins[part]) {
      const equals = met[part]!++;
      while (score === begins[part] && equals >= before[part]!) part++;
    }
    gaps[part]! += score - truth[row]!;
  }
  let error = 0;
  for (const gap of gaps) error += Math.abs(gap) / n;
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
 * @param scores finite. @param truth 0 or 1. @param order of the rows, as isotonicOrder has them.
 */
export function needsCalibration(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  order: Int32Array = isotonicOrder(scores, truth),
): CalibrationNeed {
  const area = rankedArea(scores, truth, order);
  if (Number.isNaN(area)) return without('one-class');
  if (area > parted) return without('parted');
  const next = stratifiedShuffles(truth, new NumpyRandom(seed));
  if (!next) return without('too-few');
  const tested = splits * Math.ceil(0.1 * scores.length);
  const said = new Float64Array(tested);
  const mapped = new Float64Array(tested);
  const happened = new Float64Array(tested);
  let at = 0;
  for (let split = 0; split < splits; split++) {
    const { training, test } = next();
    const map = fitIsotonic(scores, truth, rowsIn(training, order));
    for (let i = 0; i < test.length; i++, at++) {
      const row = test[i]!;
      said[at] = scores[row]!;
      mapped[at] = isotonicAt(map, scores[row]!);
      happened[at] = truth[row]!;
    }
  }
  const before = equalMassError(said, happened);
  const after = equalMassError(mapped, happened);
  return { needed: before > after, because: 'judged', before, after };
}
