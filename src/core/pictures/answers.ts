// What a model answers for a row, read from its scores.

import type { Task } from '../define.ts';
import { answerOf } from '../parts/matrix.ts';

/** Rows, what is true of them and what one model said; `outputs` numbers a row. */
export interface Answered {
  readonly task: Task;
  readonly truth: Float64Array;
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly threshold: number;
}

/**
 * The class answered for the row at a place: binary from the threshold on, multiclass the first of the largest scores; −1 where a score is
 * NaN. Not for regression.
 */
export function answerAt({ scores, outputs, threshold }: Answered, place: number): number {
  return answerOf(scores, place * outputs, outputs, threshold);
}

/** Whether a row's answer is wrong (0 or 1), or by how much it is off; NaN where the truth or the answer is unknown. */
export function errorAt(answered: Answered, place: number): number {
  const truth = answered.truth[place]!;
  if (answered.task === 'regression') return Math.abs(answered.scores[place]! - truth);
  const answer = answerAt(answered, place);
  return Number.isNaN(truth) || answer < 0 ? NaN : Number(answer !== truth);
}

/** One class against all others: its scores, and 1 or 0 for the truth (NaN unknown). Binary: class 1, as it is. */
export function oneAgainstRest(
  { truth, scores, outputs }: Pick<Answered, 'truth' | 'scores' | 'outputs'>,
  positiveClass: number,
): { truth: Float64Array; scores: Float32Array } {
  if (outputs === 1) return { truth, scores };
  return {
    truth: truth.map((answer) => (Number.isNaN(answer) ? NaN : Number(answer === positiveClass))),
    scores: Float32Array.from(truth, (_, place) => scores[place * outputs + positiveClass]!),
  };
}
