import type { Thresholds } from '../answering.ts';
import { answerOf } from '../parts/matrix.ts';

export interface AnsweredRows {
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly thresholds: Thresholds;
  readonly truth: Float64Array;
}

/** The class that went out for each row; −1 where there was no answer. */
function answersIn({ scores, outputs, thresholds }: Omit<AnsweredRows, 'truth'>): Int32Array {
  const answers = new Int32Array(scores.length / outputs);
  for (let row = 0; row < answers.length; row++) {
    const threshold = typeof thresholds === 'number' ? thresholds : thresholds[row]!;
    answers[row] = answerOf(scores, row * outputs, outputs, threshold);
  }
  return answers;
}

/** Rows that have an answer, and if `labelled` a known truth, one after the other. */
export function answeredRows(rows: AnsweredRows, labelled: boolean) {
  const { scores, outputs, truth } = rows;
  const all = answersIn(rows);
  const places = new Int32Array(all.length);
  let count = 0;
  for (let row = 0; row < all.length; row++)
    if (all[row]! >= 0 && !(labelled && Number.isNaN(truth[row]!))) places[count++] = row;
  const kept = places.subarray(0, count);
  if (kept.length === all.length) return { kept, scores, answers: all, truth };
  const taken = new Float32Array(kept.length * outputs);
  kept.forEach((row, i) => taken.set(scores.subarray(row * outputs, (row + 1) * outputs), i * outputs));
  return {
    kept,
    scores: taken,
    answers: kept.map((row) => all[row]!),
    truth: Float64Array.from(kept, (row) => truth[row]!),
  };
}
