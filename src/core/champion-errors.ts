// A model's errors as detectors of concept drift look at them: one number after another.

import type { Task } from './define.ts';
import type { WindowView } from './monitoring/monitor.ts';
import { answerOf } from './parts/matrix.ts';
import { momentsOf } from './statistics.ts';

/** Answers that went out, and what was right. */
type Judged = Pick<WindowView, 'truth' | 'scores' | 'outputs' | 'thresholds'>;

export type ErrorAt = (window: Judged, at: number) => number;

/** The class that went out for a row; −1 where the score can't be read. */
export const answeredAt = ({ scores, outputs, thresholds }: Judged, at: number): number =>
  answerOf(scores, at * outputs, outputs, typeof thresholds === 'number' ? thresholds : thresholds[at]!);

const wrongAt: ErrorAt = (window, at) => (answeredAt(window, at) === window.truth[at] ? 0 : 1);

const missAt: ErrorAt = ({ truth, scores }, at) => Math.abs(truth[at]! - scores[at]!);

/**
 * Of classes 1 for a wrong answer and 0 for a right one. Of a regression how far the miss lies from the usual one, in the usual
 * deviation of misses, both taken of rows that the model did not learn from.
 */
export function errorsOf(task: Task, unseen: Judged): ErrorAt {
  if (task !== 'regression') return wrongAt;
  const misses = Float64Array.from(unseen.truth, (_, at) => missAt(unseen, at)).filter(Number.isFinite);
  const { count, mean, deviation } = momentsOf(misses);
  const [usual, spread] = count > 0 ? [mean, deviation || 1] : [0, 1];
  return (window, at) => (missAt(window, at) - usual) / spread;
}

/**
 * Where in a window its labelled rows are that have not been seen yet, in their order: sliding windows hold rows twice. What it returns
 * holds until it is asked again.
 */
export function newRows(): (window: Pick<WindowView, 'places' | 'truth'>) => Int32Array {
  let seen = -1;
  let found = new Int32Array(0);
  return ({ places, truth }) => {
    if (found.length < places.length) found = new Int32Array(places.length);
    let count = 0;
    for (let at = 0; at < places.length; at++) {
      const row = places[at]!;
      if (row <= seen || Number.isNaN(truth[at]!)) continue;
      seen = row;
      found[count++] = at;
    }
    return found.subarray(0, count);
  };
}
