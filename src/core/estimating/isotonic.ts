// The isotonic map from a score to a probability: the rising steps that lie nearest to the answers.

/** Corners of a line that never falls: `y[i]` at `x[i]`, straight in between, level beyond both ends. */
export interface CalibrationMap {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Scores nearer to each other than this are one (numpy.finfo(float64).resolution). */
const same = 1e-15;

/** Rows in the order in which they are looked at. */
export const isotonicOrder = (scores: ArrayLike<number>, truth: ArrayLike<number>): Int32Array =>
  Int32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]! || truth[a]! - truth[b]!,
  );

/** Equal scores as one, with the mean of their answers. */
function uniqueScores(scores: ArrayLike<number>, truth: ArrayLike<number>, order: Int32Array) {
  const x: number[] = [];
  const sums: number[] = [];
  const weights: number[] = [];
  for (const row of order) {
    const score = scores[row]!;
    const last = x.length - 1;
    if (last >= 0 && score - x[last]! < same) {
      sums[last]! += truth[row]!;
      weights[last]!++;
    } else {
      x.push(score);
      sums.push(truth[row]!);
      weights.push(1);
    }
  }
  return { x, means: sums.map((sum, i) => sum / weights[i]!), weights };
}

/** Pool adjacent violators: the means of neighbours that fall are put together until none do. */
function pooled(means: readonly number[], weights: readonly number[]): Float64Array {
  const level: number[] = [];
  const weight: number[] = [];
  const length: number[] = [];
  means.forEach((mean, i) => {
    let [value, mass, rows] = [mean, weights[i]!, 1];
    while (level.length > 0 && level.at(-1)! >= value) {
      const [before, of] = [level.pop()!, weight.pop()!];
      value = (before * of + value * mass) / (of + mass);
      mass += of;
      rows += length.pop()!;
    }
    level.push(value);
    weight.push(mass);
    length.push(rows);
  });
  const values = new Float64Array(means.length);
  let at = 0;
  level.forEach((value, i) => {
    values.fill(value, at, at + length[i]!);
    at += length[i]!;
  });
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
  const kept = x
    .map((_, i) => i)
    .filter((i) => i === 0 || i === last || y[i] !== y[i - 1] || y[i] !== y[i + 1]);
  return {
    x: Float64Array.from(kept, (i) => x[i]!),
    y: Float64Array.from(kept, (i) => y[i]!),
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
