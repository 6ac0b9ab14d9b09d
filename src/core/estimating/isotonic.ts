// The isotonic map from a score to a probability: the rising steps that lie nearest to the answers.

import { ascendingOrder } from './ranked.ts';

/** Corners of a line that never falls: `y[i]` at `x[i]`, straight in between, level beyond both ends. */
export interface CalibrationMap {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Scores nearer to each other than this are one (numpy.finfo(float64).resolution). */
const same = 1e-15;

/** Rows in the order in which they are looked at. @param order of the scores, ascending. */
export function isotonicOrder(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  order: Int32Array = ascendingOrder(scores),
): Int32Array {
  const found = order.slice();
  for (let from = 0, to = 1; from < found.length; from = to++) {
    const score = scores[found[from]!]!;
    while (to < found.length && scores[found[to]!] === score) to++;
    if (to - from > 1) found.subarray(from, to).sort((a, b) => truth[a]! - truth[b]!);
  }
  return found;
}

/** Neighbouring scores that have one level. */
interface Levels {
  /** First and last score, mean of the answers and rows of each. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly level: Float64Array;
  readonly rows: Float64Array;
  count: number;
}

/** Puts a score's rows at the end; what then falls is put together with those before it (pool adjacent violators). */
function addScore(levels: Levels, score: number, sum: number, rows: number): void {
  const { first, last, level, rows: weight } = levels;
  let value = sum / rows;
  let from = score;
  let mass = rows;
  let { count } = levels;
  while (count > 0 && level[count - 1]! >= value) {
    count--;
    value = (level[count]! * weight[count]! + value * mass) / (weight[count]! + mass);
    mass += weight[count]!;
    from = first[count]!;
  }
  first[count] = from;
  last[count] = score;
  level[count] = value;
  weight[count] = mass;
  levels.count = count + 1;
}

/**
 * Isotonic regression of answers on scores (Barlow et al. 1972), as scikit-learn's IsotonicRegression with
 * out_of_bounds="clip": scores that agree within 1e-15 are one, and points inside a level stretch are dropped.
 * @param scores finite, at least one. @param truth 0 or 1 (or any numbers), one for each.
 * @param order of the rows that count, as isotonicOrder has them. Absent: of all.
 */
export function fitIsotonic(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  order: Int32Array = isotonicOrder(scores, truth),
): CalibrationMap {
  const n = order.length;
  if (n === 0) throw new RangeError('Without rows there is nothing to calibrate by.');
  const levels: Levels = {
    first: new Float64Array(n),
    last: new Float64Array(n),
    level: new Float64Array(n),
    rows: new Float64Array(n),
    count: 0,
  };
  for (let i = 0; i < n;) {
    const score = scores[order[i]!]!;
    let sum = 0;
    let rows = 0;
    for (; i < n && (rows === 0 || scores[order[i]!]! - score < same); i++, rows++) sum += truth[order[i]!]!;
    addScore(levels, score, sum, rows);
  }
  const x = new Float64Array(2 * levels.count);
  const y = new Float64Array(2 * levels.count);
  let corners = 0;
  for (let i = 0; i < levels.count; i++) {
    x[corners] = levels.first[i]!;
    y[corners++] = levels.level[i]!;
    if (levels.last[i]! === levels.first[i]!) continue;
    x[corners] = levels.last[i]!;
    y[corners++] = levels.level[i]!;
  }
  return { x: x.slice(0, corners), y: y.slice(0, corners) };
}

/** The value of the map at a score, by a straight line between its corners (numpy.interp). NaN for NaN. */
export function isotonicAt({ x, y }: CalibrationMap, score: number): number {
  if (Number.isNaN(score)) return NaN;
  const last = x.length - 1;
  if (score <= x[0]!) return y[0]!;
  if (score >= x[last]!) return y[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x[middle]! <= score) low = middle;
    else high = middle;
  }
  return between(x, y, low, score);
}

function between(x: Float64Array, y: Float64Array, low: number, score: number): number {
  const slope = (y[low + 1]! - y[low]!) / (x[low + 1]! - x[low]!);
  return slope * (score - x[low]!) + y[low]!;
}

/** The same of many scores, in one walk along the map. @param order of the scores, ascending. */
export function isotonicOfAll(
  { x, y }: CalibrationMap,
  scores: ArrayLike<number>,
  order: Int32Array,
): Float64Array {
  const found = new Float64Array(order.length);
  const last = x.length - 1;
  let low = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const score = scores[row]!;
    if (Number.isNaN(score)) found[row] = NaN;
    else if (score <= x[0]!) found[row] = y[0]!;
    else if (score >= x[last]!) found[row] = y[last]!;
    else {
      while (x[low + 1]! <= score) low++;
      found[row] = between(x, y, low, score);
    }
  }
  return found;
}
