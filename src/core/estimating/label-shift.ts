// How common each class has become, from the answers alone: black-box shift estimation (Lipton, Wang & Smola, Detecting and
// correcting for label shift with black box predictors, ICML 2018). It holds while P(x | y) is what it was.

/** From this condition number of C on small chances in the answers become large ones in the shares. */
const illConditioned = 1000;

export interface LabelShift {
  /** p_target(y) / p_source(y) of each class. */
  readonly weights: Float64Array;
  /** Estimated share of each class, as solved: it may lie a little outside 0 … 1. */
  readonly shares: Float64Array;
  /** Standard error of each share, from the rows of both sides. */
  readonly errors: Float64Array;
}

/** The inverse of a square matrix, row-major; null where it has none. */
function inverse(matrix: ArrayLike<number>, size: number): Float64Array | null {
  const width = 2 * size;
  const rows = new Float64Array(size * width);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) rows[i * width + j] = matrix[i * size + j]!;
    rows[i * width + size + i] = 1;
  }
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++)
      if (Math.abs(rows[i * width + column]!) > Math.abs(rows[pivot * width + column]!)) pivot = i;
    const value = rows[pivot * width + column]!;
    if (!(Math.abs(value) > 0)) return null;
    for (let j = 0; j < width; j++) {
      const held = rows[pivot * width + j]!;
      rows[pivot * width + j] = rows[column * width + j]!;
      rows[column * width + j] = held / value;
    }
    for (let i = 0; i < size; i++) {
      const factor = rows[i * width + column]!;
      if (i === column || factor === 0) continue;
      for (let j = 0; j < width; j++) rows[i * width + j]! -= factor * rows[column * width + j]!;
    }
  }
  const found = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) found[i * size + j] = rows[i * width + size + j]!;
  return found;
}

/** Largest row sum of absolute values. */
function rowNorm(matrix: ArrayLike<number>, size: number): number {
  let largest = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += Math.abs(matrix[i * size + j]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/**
 * Solves C w = q, p_target(y) = w_y p_source(y).
 * @param joint C, row-major classes × classes: share of the reference's rows answered i and of class j.
 * @param rates q: share of the window's rows answered i. @param referenceRows @param rows that these are shares of.
 * @returns null where it cannot be known: C has no inverse, or one that makes chance a thousand times as large.
 */
export function labelShift(
  joint: ArrayLike<number>,
  rates: ArrayLike<number>,
  referenceRows: number,
  rows: number,
): LabelShift | null {
  const size = rates.length;
  const solve = inverse(joint, size);
  if (!solve || !(rowNorm(joint, size) * rowNorm(solve, size) < illConditioned)) return null;
  const classes = [...Array(size).keys()];
  const weights = Float64Array.from(classes, (j) =>
    classes.reduce((sum, i) => sum + solve[j * size + i]! * rates[i]!, 0),
  );
  const source = classes.map((j) => classes.reduce((sum, i) => sum + joint[i * size + j]!, 0));
  // By the delta method: q is multinomial on the window's rows, C on the reference's.
  const errors = Float64Array.from(classes, (j) => {
    let [ofRates, ofRatesMean, ofJoint, ofJointMean] = [0, 0, 0, 0];
    for (const i of classes) {
      const effect = source[j]! * solve[j * size + i]!;
      ofRates += effect ** 2 * rates[i]!;
      ofRatesMean += effect * rates[i]!;
      for (const c of classes) {
        const share = joint[i * size + c]!;
        const move = (c === j ? weights[j]! : 0) - effect * weights[c]!;
        ofJoint += move ** 2 * share;
        ofJointMean += move * share;
      }
    }
    const variance = (ofRates - ofRatesMean ** 2) / rows + (ofJoint - ofJointMean ** 2) / referenceRows;
    return Math.sqrt(Math.max(0, variance));
  });
  return { weights, shares: weights.map((weight, j) => weight * source[j]!), errors };
}
