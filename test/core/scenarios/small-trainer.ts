// A second, independent trainer for the tests: dense layers, minibatch Adam (Kingma & Ba 2015, Keras' defaults) or SGD,
// in float64. The scenes must work with any correct trainer, not only with the engine's.

import type { Task, TrainingConfig } from '../../../src/core/define.ts';
import { layoutOf, type Architecture } from '../../../src/core/network.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';

export interface TrainingRows {
  /** Row-major rows × inputs. */
  readonly x: Float32Array;
  /** Class index, or the standardised value. */
  readonly y: Float64Array;
  readonly weights: Float32Array | null;
}

export function trainSmall(
  architecture: Architecture,
  rows: TrainingRows,
  task: Task,
  training: TrainingConfig,
  seed: number,
  start?: Float32Array,
): Float32Array {
  const { layers, size } = layoutOf(architecture);
  const count = rows.y.length;
  const parameters = Float64Array.from(start ?? initialWeights(architecture, seed));
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const gradient = new Float64Array(size);
  const random = new Random(seed).stream('small trainer');
  const values = [
    new Float64Array(architecture.inputs),
    ...layers.map((layer) => new Float64Array(layer.units)),
  ];
  const errors = layers.map((layer) => new Float64Array(layer.units));
  let step = 0;

  const addGradient = (row: number, share: number): void => {
    const { x, y } = rows;
    for (let i = 0; i < architecture.inputs; i++) values[0]![i] = x[row * architecture.inputs + i]!;
    layers.forEach((layer, l) => {
      const from = values[l]!;
      const to = values[l + 1]!;
      for (let u = 0; u < layer.units; u++) {
        let sum = parameters[layer.biasAt + u]!;
        for (let i = 0; i < layer.inputs; i++)
          sum += from[i]! * parameters[layer.kernelAt + i * layer.units + u]!;
        const { activation } = architecture.layers[l]!;
        to[u] =
          activation === 'relu'
            ? Math.max(0, sum)
            : activation === 'tanh'
              ? Math.tanh(sum)
              : activation === 'sigmoid'
                ? 1 / (1 + Math.exp(-sum))
                : sum;
      }
    });
    const output = values.at(-1)!;
    const last = errors.at(-1)!;
    // Cross-entropy behind a sigmoid or a softmax and squared error behind a linear unit have the same slope, up to the
    // factor 2.
    if (task === 'multiclass') {
      const highest = Math.max(...output);
      let sum = 0;
      for (let u = 0; u < output.length; u++) sum += output[u] = Math.exp(output[u]! - highest);
      for (let u = 0; u < output.length; u++) last[u] = (output[u]! / sum - (u === y[row] ? 1 : 0)) * share;
    } else last[0] = (output[0]! - y[row]!) * (task === 'regression' ? 2 : 1) * share;
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l]!;
      const error = errors[l]!;
      const from = values[l]!;
      for (let u = 0; u < layer.units; u++) {
        gradient[layer.biasAt + u]! += error[u]!;
        for (let i = 0; i < layer.inputs; i++)
          gradient[layer.kernelAt + i * layer.units + u]! += error[u]! * from[i]!;
      }
      if (l === 0) break;
      const below = errors[l - 1]!;
      const { activation } = architecture.layers[l - 1]!;
      for (let i = 0; i < layer.inputs; i++) {
        let sum = 0;
        for (let u = 0; u < layer.units; u++)
          sum += error[u]! * parameters[layer.kernelAt + i * layer.units + u]!;
        below[i] = sum * (activation === 'tanh' ? 1 - from[i]! ** 2 : from[i]! > 0 ? 1 : 0);
      }
    }
  };

  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = random.permutation(count);
    for (let at = 0; at < count; at += training.batchSize) {
      const batch = order.subarray(at, at + training.batchSize);
      gradient.fill(0);
      for (const row of batch) addGradient(row, (rows.weights?.[row] ?? 1) / batch.length);
      step++;
      for (let i = 0; i < size; i++) {
        const g = gradient[i]!;
        if (training.optimizer === 'sgd') {
          parameters[i]! -= training.learningRate * g;
          continue;
        }
        first[i] = 0.9 * first[i]! + 0.1 * g;
        second[i] = 0.999 * second[i]! + 0.001 * g * g;
        const rate = (training.learningRate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
        parameters[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + 1e-7);
      }
    }
  }
  return Float32Array.from(parameters);
}
