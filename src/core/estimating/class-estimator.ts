// What is expected of answers among two classes or more, learnt from rows whose labels are known.

import { orderOfScores } from '../score-order.ts';
import type { answeredRows } from './answered.ts';
import { fitCbpe, type Estimated } from './cbpe.ts';
import { fitMulticlassCbpe } from './cbpe-multiclass.ts';
import type { Limits } from './chunk-limits.ts';

/** Rows with an answer. */
export type Answered = ReturnType<typeof answeredRows>;

export interface ClassEstimator {
  /** Calibrated, row-major rows × outputs. */
  probabilities(rows: Answered): Float64Array;
  /** Chance of each row to be answered right. @param probabilities of the same rows. */
  right(rows: Answered, probabilities: Float64Array): Float64Array;
  /** By metric. @param probabilities of the same rows. */
  figures(rows: Answered, probabilities: Float64Array): Readonly<Record<string, Estimated>>;
  readonly limits: Readonly<Record<string, Limits>>;
}

/** @param windowRows as many rows as will be estimated together. */
export function binaryEstimator(reference: Answered, windowRows: number, seed: number): ClassEstimator {
  const estimator = fitCbpe(reference, windowRows, seed);
  return {
    limits: estimator.limits,
    probabilities: ({ scores }) => estimator.calibrated(scores, orderOfScores(scores)),
    right({ answers }, probabilities) {
      const right = new Float64Array(probabilities.length);
      for (let row = 0; row < right.length; row++) {
        const p = probabilities[row]!;
        right[row] = answers[row] === 1 ? p : 1 - p;
      }
      return right;
    },
    figures: ({ scores, answers }, probabilities) =>
      estimator.estimate(scores, answers, orderOfScores(scores), probabilities),
  };
}

/** @param ranks false: the area is left out. */
export function multiclassEstimator(
  reference: Answered,
  classes: number,
  windowRows: number,
  ranks: boolean,
): ClassEstimator {
  const estimator = fitMulticlassCbpe({ ...reference, classes }, windowRows, ranks);
  return {
    limits: estimator.limits,
    probabilities: ({ scores }) => estimator.calibrated(scores),
    right({ answers }, probabilities) {
      const right = new Float64Array(answers.length);
      for (let row = 0; row < right.length; row++) right[row] = probabilities[row * classes + answers[row]!]!;
      return right;
    },
    figures: ({ scores, answers }, probabilities) => estimator.estimate(scores, answers, probabilities),
  };
}
