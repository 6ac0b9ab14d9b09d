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
  if (typeof thresholds === 'number')
    for (let row = 0; row < answers.length; row++)
      answers[row] = answerOf(scores, row * outputs, outputs, thresholds);
  else
    for (let row = 0; row < answers.length; row++)
      answers[row] = answerOf(scores, row * outputs, outputs, thresholds[row]!);
  return answers;
}

/** Rows that have an answer, and if `labelled` a known truth, one after the other. */
export function answeredRows(rows: AnsweredRows, labelled: boolean) {
  const { scores, outputs, truth } = rows;
  const all = answersIn(rows);
  const places = new Int32Array(all.length);
  let count = 0;
  for (let row = 0; row < all.length; row++) {
    places[count] = row;
    count += Number(all[row]! >= 0 && !(labelled && Number.isNaN(truth[row]!)));
  }
  const kept = places.subarray(0, count);
  if (count === all.length) return { kept, scores, answers: all, truth };
  const taken = new Float32Array(count * outputs);
  const answers = new Int32Array(count);
  const known = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = kept[i]!;
    for (let u = 0; u < outputs; u++) taken[i * outputs + u] = scores[row * outputs + u]!;
    answers[i] = all[row]!;
    known[i] = truth[row]!;
  }
  return { kept, scores: taken, answers, truth: known };
}
