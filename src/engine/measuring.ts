// Loss and metric of a net on prepared rows, in plain loops on read-back weights: for these sizes that is cheaper than
// asking the backend, and it is the very forward pass that will answer in production.

import type { Metric, Task } from '../core/define.ts';
import type { Architecture } from '../core/network.ts';
import { forward } from '../core/forward.ts';
import type { Recipe } from '../core/records.ts';
import type { Controls } from './controls.ts';
import type { Pacer } from './pacing.ts';
import type { PreparedRows } from './preparation.ts';

const chunkRows = 4096;

/** Loss of one row from its outputs before sigmoid or softmax, which cannot overflow; turns them into scores in place. */
function settle(
  task: Task,
  values: Float32Array,
  at: number,
  outputs: number,
  target: number,
  recipe: Recipe,
) {
  const z = values[at]!;
  if (task === 'binary') {
    values[at] = 1 / (1 + Math.exp(-z));
    return Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
  }
  if (task === 'regression') {
    values[at] = z * recipe.targetDeviation + recipe.targetMean;
    return (z - (target - recipe.targetMean) / recipe.targetDeviation) ** 2;
  }
  let most = -Infinity;
  for (let i = 0; i < outputs; i++) most = Math.max(most, values[at + i]!);
  let sum = 0;
  for (let i = 0; i < outputs; i++) sum += Math.exp(values[at + i]! - most);
  const loss = most + Math.log(sum) - values[at + target]!;
  for (let i = 0; i < outputs; i++) values[at + i] = Math.exp(values[at + i]! - most) / sum;
  return loss;
}

/**
 * Mean loss (nats; for regression the squared error of the standardised target), and the metric. Both are weighted by
 * the rows' sample weights; NaN when there are no rows.
 */
export async function measure(
  model: { task: Task; architecture: Architecture; recipe: Recipe; weights: Float32Array },
  rows: PreparedRows,
  metric: Metric,
  pacer: Pacer,
  controls: Controls,
): Promise<{ loss: number; metric: number }> {
  if (rows.rows === 0) return { loss: NaN, metric: NaN };
  const { task, architecture, recipe, weights } = model;
  const { outputs } = rows;
  const last = architecture.layers.length - 1;
  const linear: Architecture = {
    ...architecture,
    layers: architecture.layers.map((layer, i) => (i === last ? { ...layer, activation: 'linear' } : layer)),
  };
  const scores = new Float32Array(rows.rows * outputs);
  let loss = 0;
  let total = 0;
  for (let from = 0; from < rows.rows; from += chunkRows) {
    await pacer.breathe();
    await controls.obey();
    const to = Math.min(rows.rows, from + chunkRows);
    const inputs = rows.inputs.subarray(from * architecture.inputs, to * architecture.inputs);
    const values = forward(linear, weights, inputs);
    for (let row = from; row < to; row++) {
      const weight = rows.weights ? rows.weights[row]! : 1;
      total += weight;
      loss += weight * settle(task, values, (row - from) * outputs, outputs, rows.truth[row]!, recipe);
    }
    scores.set(values, from * outputs);
  }
  const sampleWeights = rows.weights ? Float64Array.from(rows.weights) : undefined;
  return {
    loss: loss / total,
    metric: metric.compute({ truth: rows.truth, scores, outputs, weights: sampleWeights }),
  };
}
