// The confusion matrix: how often each class was given for each class.

import type { Confusion } from '../shared-parts.ts';
import { gatherWeights, knownRows, type Rows, type Weights } from './known-rows.ts';

/** Binary tasks have two classes and one output. */
export const classesOf = ({ outputs }: Pick<Rows, 'outputs'>): number => (outputs === 1 ? 2 : outputs);

/**
 * The class that a model gives a row: binary 1 from `threshold` on, else the first of the largest scores; −1 where a score
 * is NaN. The threshold is rounded to float32, so that a score of 0.7 reaches a threshold of 0.7.
 */
export function answerOf(scores: Float32Array, at: number, outputs: number, threshold: number): number {
  let best = scores[at]!;
  if (Number.isNaN(best)) return -1;
  if (outputs === 1) return best >= Math.fround(threshold) ? 1 : 0;
  let answer = 0;
  for (let u = 1; u < outputs; u++) {
    const score = scores[at + u]!;
    if (Number.isNaN(score)) return -1;
    if (score > best) {
      best = score;
      answer = u;
    }
  }
  return answer;
}

/**
 * Looks at every row once; the function it returns adds the weights of any resample.
 * @returns per weights: classes × classes, row-major, rows are the truth. All NaN where a row that counts has a NaN score.
 */
export function prepareMatrix(rows: Rows, threshold = 0.5): (weights: Weights) => Float64Array {
  const { truth, scores, outputs } = rows;
  const classes = classesOf(rows);
  const known = knownRows(truth);
  const weight = new Float64Array(known.length);
  /** One more cell for rows with a NaN score. */
  const lost = classes * classes;
  const cells = new Int32Array(known.length);
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!;
    const answer = answerOf(scores, row * outputs, outputs, threshold);
    cells[i] = answer < 0 ? lost : truth[row]! * classes + answer;
  }
  return (weights) => {
    gatherWeights(weights, known, weight);
    const sums = new Float64Array(lost + 1);
    for (let i = 0; i < cells.length; i++) sums[cells[i]!]! += weight[i]!;
    if (sums[lost]! > 0) sums.fill(NaN);
    return sums.subarray(0, lost);
  };
}

/** @param matrix 2 × 2, rows are the truth. */
export const confusionOf = (matrix: ArrayLike<number>): Confusion => ({
  trueNegatives: matrix[0]!,
  falsePositives: matrix[1]!,
  falseNegatives: matrix[2]!,
  truePositives: matrix[3]!,
});
