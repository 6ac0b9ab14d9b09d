// The isotonic map from a score to a probability: the rising steps that lie nearest to the answers.

import { ascendingOrder } from './ranked.ts';

/** Corners of a line that never falls: `y[i]` at `x[i]`, straight in between, level beyond both ends. */
export interface CalibrationMap {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Scores nearer to each other than this are one (numpy.finfo(float64).resolution). */
const same = 1e-15;

/** Rows in the order in which they are looked at. */
export function isotonicOrder(scores: ArrayLike<number>, truth: ArrayLike<number>): Int32Array {
  const order = ascendingOrder(scores);
  for (let from = 0, to = 1; from < order.length; from = to++) {
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => truth[a]! - truth[b]!);
  }
  return order;
}

/** Equal scores as one, with the mean of their answers. */
function uniqueScores(scores: ArrayLike<number>, truth: ArrayLike<number>, order: Int32Array) {
  const x = new Float64Array(order.length);
  const means = new Float64Array(order.length);
  const weights = new Float64Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const score = scores[row]!;
    if (count === 0 || !(score - x[count - 1]! < same)) x[count++] = score;
    means[count - 1]! += truth[row]!;
    weights[count - 1]!++;
  }
  for (let i = 0; i < count; i++) means[i]! /= weights[i]!;
  return { x: x.subarray(0, count), means: means.subarray(0, count), weights };
}

/** Pool adjacent violators: the means of neighbours that fall are put together until none do. */
function pooled(means: Float64Array, weights: Float64Array): Float64Array {
  const level = new Float64Array(means.length);
  const weight = new Float64Array(means.length);
  const length = new Int32Array(means.length);
  let count = 0;
  for (let i = 0; i < means.length; i++) {
    let [value, mass, rows] = [means[i]!, weights[i]!, 1];
    while (count > 0 && level[count - 1]! >= value) {
      count--;
      value = (level[count]! * weight[count]! + value * mass) / (weight[count]! + mass);
      mass += weight[count]!;
      rows += length[count]!;
    }
    level[count] = value;
    weight[count] = mass;
    length[count++] = rows;
  }
  const values = new Float64Array(means.length);
  for (let i = 0, at = 0; i < count; i++) {
    values.fill(level[i]!, at, at + length[i]!);
    at += length[i]!;
  }
  return values;
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
  if (order.length === 0) throw new RangeError('Without rows there is nothing to calibrate by.');
  const { x, means, weights } = uniqueScores(scores, truth, order);
  const y = pooled(means, weights);
  const last = x.length - 1;
  const kept = new Int32Array(x.length);
  let corners = 0;
  for (let i = 0; i <= last; i++)
    if (i === 0 || i === last || y[i] !== y[i - 1] || y[i] !== y[i + 1]) kept[corners++] = i;
  const places = kept.subarray(0, corners);
  return {
    x: Float64Array.from(places, (i) => x[i]!),
    y: Float64Array.from(places, (i) => y[i]!),
  };
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
  const slope = (y[high]! - y[low]!) / (x[high]! - x[low]!);
  return slope * (score - x[low]!) + y[low]!;
}
