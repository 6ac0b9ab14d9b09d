// Loss and metric of a net on prepared rows. The trainer answers for the outputs, the loops here for the rest.

import { activated } from '../core/activations.ts';
import type { Metric, Task } from '../core/define.ts';
import type { LossKind } from '../core/learning.ts';
import { constants } from '../core/learning.ts';
import type { Activation } from '../core/network.ts';
import type { Recipe } from '../core/records.ts';
import type { Controls } from '../worker/controls.ts';
import type { Pacer } from './pacing.ts';
import type { PreparedRows } from './preparation.ts';
import type { Trainer } from './trainers/trainer.ts';

const chunkRows = 4096;

/** Somebody who looks at every batch of a validation. */
export interface BatchWatch {
  /** Rows of a batch. */
  readonly size: number;
  begin(batch: number): Promise<void>;
  /** @param loss mean over the rows so far. */
  end(batch: number, loss: number): Promise<void>;
}

export interface Measured {
  readonly task: Task;
  readonly loss: LossKind;
  readonly inputs: number;
  readonly last: Activation;
  readonly recipe: Recipe;
}

/** Loss of a predicted number, both standardised. */
function numberLoss(loss: LossKind, error: number): number {
  const size = Math.abs(error);
  if (loss === 'mean-absolute-error') return size;
  if (loss === 'huber')
    return size <= constants.huber ? 0.5 * size * size : constants.huber * (size - 0.5 * constants.huber);
  return error * error;
}

/** Loss of one row from its outputs before the last activation, which cannot overflow; turns them into scores in place. */
function settle(
  { task, loss, last, recipe }: Measured,
  values: Float32Array,
  at: number,
  outputs: number,
  target: number,
): number {
  const z = values[at]!;
  if (task === 'binary') {
    // One exponential for both: most of a short epoch goes by here.
    const small = Math.exp(-Math.abs(z));
    values[at] = (z < 0 ? small : 1) / (1 + small);
    return Math.max(z, 0) - z * target + Math.log1p(small);
  }
  if (task === 'regression') {
    const y = last === 'softmax' ? 1 : activated(z, last);
    values[at] = y * recipe.targetDeviation + recipe.targetMean;
    return numberLoss(loss, y - (target - recipe.targetMean) / recipe.targetDeviation);
  }
  let most = -Infinity;
  for (let i = 0; i < outputs; i++) most = Math.max(most, values[at + i]!);
  let sum = 0;
  for (let i = 0; i < outputs; i++) sum += Math.exp(values[at + i]! - most);
  const nats = most + Math.log(sum) - values[at + target]!;
  for (let i = 0; i < outputs; i++) values[at + i] = Math.exp(values[at + i]! - most) / sum;
  return nats;
}

/**
 * Mean loss without penalties (nats; for regression of the standardised target), and the metric. Both are weighted by
 * the rows' sample weights; NaN when there are no rows.
 */
export async function measure(
  measured: Measured,
  trainer: Pick<Trainer, 'outputs'>,
  rows: PreparedRows,
  metric: Metric,
  pacer: Pacer,
  controls: Controls,
  watch: BatchWatch | null = null,
): Promise<{ loss: number; metric: number }> {
  if (rows.rows === 0) return { loss: NaN, metric: NaN };
  const { outputs } = rows;
  const scores = new Float32Array(rows.rows * outputs);
  let loss = 0;
  let total = 0;
  const size = watch?.size ?? chunkRows;
  for (let from = 0; from < rows.rows; from += size) {
    await pacer.breathe();
    await controls.obey();
    await watch?.begin(from / size);
    const to = Math.min(rows.rows, from + size);
    const values = await trainer.outputs(rows.inputs.subarray(from * measured.inputs, to * measured.inputs));
    for (let row = from; row < to; row++) {
      const weight = rows.weights ? rows.weights[row]! : 1;
      total += weight;
      loss += weight * settle(measured, values, (row - from) * outputs, outputs, rows.truth[row]!);
    }
    scores.set(values, from * outputs);
    await watch?.end(from / size, loss / total);
  }
  const sampleWeights = rows.weights ? new Float64Array(rows.weights) : undefined;
  return {
    loss: loss / total,
    metric: metric.compute({ truth: rows.truth, scores, outputs, weights: sampleWeights }),
  };
}
