// What versions answer for many rows, some thousand at a time.

import { thresholdOf } from '../../core/answering.ts';
import { AppError } from '../../core/errors.ts';
import type { ModelPackage } from '../../core/records.ts';
import { scoreRows } from '../../core/scoring.ts';
import type { ScoredPair } from '../evaluation-protocol.ts';
import { checkRows, type LoadedTable } from '../tables.ts';

/** Takes about as long as a slice of time, for a small net. */
const rowsAtOnce = 1000;

/** Yields how many rows have been scored since the last time. */
function* scored(model: ModelPackage, { table }: LoadedTable, rows: Int32Array, outputs: number) {
  const scores = new Float32Array(rows.length * outputs);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.subarray(from, from + rowsAtOnce);
    const answers = scoreRows(model, table, some);
    if (answers.outputs !== outputs)
      throw new AppError('bad-input', 'A model does not answer the question of this table.');
    scores.set(answers.scores, from * outputs);
    yield some.length;
  }
  return scores;
}

/**
 * Answers of one or two versions for the given rows.
 * @throws AppError `bad-input` when a row is not in the table or a model answers another question.
 */
export function* scoredPair(
  loaded: LoadedTable,
  rows: Int32Array,
  candidate: ModelPackage,
  baseline: ModelPackage | null,
): Generator<{ done: number; total: number }, ScoredPair> {
  checkRows(loaded, rows);
  const { outputs } = loaded;
  const models = baseline ? [candidate, baseline] : [candidate];
  const total = rows.length * models.length;
  let done = 0;
  const found: Float32Array[] = [];
  for (const model of models) {
    const work = scored(model, loaded, rows, outputs);
    let step = work.next();
    for (; !step.done; step = work.next()) yield { done: (done += step.value), total };
    found.push(step.value);
  }
  const truth = Float64Array.from(rows, (row) => loaded.truth[row]!);
  return {
    truth,
    candidate: found[0]!,
    baseline: found[1] ?? null,
    outputs,
    ...(baseline && { baselineThreshold: thresholdOf(baseline) }),
  };
}
