import type { Task } from './define.ts';
import { absoluteError, surprise } from './parts/terms.ts';

/**
 * What each row costs: −ln P(true class), for regression the absolute error. NaN where the answer is not known, or the model
 * gives none.
 */
export function rowLosses(
  task: Task,
  truth: Float64Array,
  scores: Float32Array,
  outputs: number,
): Float64Array {
  const loss = task === 'regression' ? absoluteError : surprise;
  return truth.map((answer, row) =>
    Number.isNaN(answer) ? NaN : loss(answer, scores, row * outputs, outputs, 0),
  );
}
