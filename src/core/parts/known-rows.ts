// Which rows count, and with what weight.

/** One weight per row: sample weights, how often a resample drew the row, or their product. Null: every row once. */
export type Weights = ArrayLike<number> | null;

/** Rows that figures are made of; binary and regression rows have 1 output. */
export interface Rows {
  /** NaN where unknown. */
  readonly truth: Float64Array;
  /** Row-major n × outputs. */
  readonly scores: Float32Array;
  readonly outputs: number;
}

/** Places of the rows whose answer is known, ascending. */
export function knownRows(truth: Float64Array): Int32Array {
  const rows = new Int32Array(truth.length);
  let count = 0;
  for (let row = 0; row < truth.length; row++) if (!Number.isNaN(truth[row]!)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Writes the weights of `places` one after another into `to` (length of `places`) and returns their sum. */
export function gatherWeights(weights: Weights, places: Int32Array, to: Float64Array): number {
  if (!weights) {
    to.fill(1);
    return to.length;
  }
  let sum = 0;
  for (let i = 0; i < places.length; i++) {
    const weight = weights[places[i]!]!;
    to[i] = weight;
    sum += weight;
  }
  return sum;
}

/** The known rows, those with a NaN among their scores apart. */
export function soundRows({ truth, scores, outputs }: Rows): { sound: Int32Array; broken: number[] } {
  const known = knownRows(truth);
  const broken: number[] = [];
  let count = 0;
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!;
    let isSound = true;
    for (let u = row * outputs; u < (row + 1) * outputs; u++) if (Number.isNaN(scores[u]!)) isSound = false;
    if (isSound) known[count++] = row;
    else broken.push(row);
  }
  return { sound: known.subarray(0, count), broken };
}

/** Whether any of these places has a weight. */
export function anyCounts(weights: Weights, places: readonly number[]): boolean {
  return places.some((place) => (weights ? weights[place]! > 0 : true));
}
