import type { Thresholds } from '../answering.ts';
import { answerOf } from '../parts/matrix.ts';

export interface AnsweredRows {
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly thresholds: Thresholds;
  readonly truth: Float64Array;
}

/** The class that went out for each row; −1 where there was no answer. */
export const answersIn = ({ scores, outputs, thresholds }: Omit<AnsweredRows, 'truth'>): Int32Array =>
  Int32Array.from({ length: scores.length / outputs }, (_, row) =>
    answerOf(scores, row * outputs, outputs, typeof thresholds === 'number' ? thresholds : thresholds[row]!),
  );

/** Rows that have an answer, and if `labelled` a known truth, one after the other. */
export function answeredRows(rows: AnsweredRows, labelled: boolean) {
  const { scores, outputs, truth } = rows;
  const all = answersIn(rows);
  const kept = Int32Array.from(all.keys()).filter(
    (row) => all[row]! >= 0 && !(labelled && Number.isNaN(truth[row]!)),
  );
  const taken = new Float32Array(kept.length * outputs);
  kept.forEach((row, i) => taken.set(scores.subarray(row * outputs, (row + 1) * outputs), i * outputs));
  return {
    kept,
    scores: taken,
    answers: kept.map((row) => all[row]!),
    truth: Float64Array.from(kept, (row) => truth[row]!),
  };
}
