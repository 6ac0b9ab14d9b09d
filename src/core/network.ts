// A dense network as data: its parameter layout, its seeded initial weights and its forward pass.
// The forward pass here is what scores the live stream: one plain loop in float32, so a version answers with the same
// bits on every backend, today and after a rollback. Training is the engine's; tests hold the two together.

import { Random } from './random.ts';

export type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softmax';

export interface DenseLayer {
  readonly units: number;
  readonly activation: Activation;
}

export interface Architecture {
  readonly inputs: number;
  /** Hidden layers, then the output layer. */
  readonly layers: readonly DenseLayer[];
}

/** Where one layer's kernel ([inputs, units], row-major, as in Keras) and bias lie in the flat parameters. */
export interface LayerLayout {
  readonly inputs: number;
  readonly units: number;
  readonly kernelAt: number;
  readonly biasAt: number;
}

export function layoutOf(architecture: Architecture): { layers: LayerLayout[]; size: number } {
  const layers: LayerLayout[] = [];
  let inputs = architecture.inputs;
  let at = 0;
  for (const { units } of architecture.layers) {
    layers.push({ inputs, units, kernelAt: at, biasAt: at + inputs * units });
    at += inputs * units + units;
    inputs = units;
  }
  return { layers, size: at };
}

/** Glorot uniform kernels (Keras' default: limit √(6 / (inputs + units))), zero biases; all layers flat. */
export function initialWeights(architecture: Architecture, seed: number): Float32Array {
  const { layers, size } = layoutOf(architecture);
  const weights = new Float32Array(size);
  const random = new Random(seed).stream('initial weights');
  for (const { inputs, units, kernelAt, biasAt } of layers) {
    const limit = Math.sqrt(6 / (inputs + units));
    for (let i = kernelAt; i < biasAt; i++) weights[i] = (2 * random.uniform() - 1) * limit;
  }
  return weights;
}

function activate(values: Float32Array, rows: number, units: number, activation: Activation): void {
  switch (activation) {
    case 'linear':
      return;
    case 'relu':
      for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
      return;
    case 'tanh':
      for (let i = 0; i < values.length; i++) values[i] = Math.tanh(values[i]!);
      return;
    case 'sigmoid':
      for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
      return;
    case 'softmax':
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        let most = -Infinity;
        for (let u = 0; u < units; u++) most = Math.max(most, values[at + u]!);
        let sum = 0;
        for (let u = 0; u < units; u++) sum += values[at + u] = Math.exp(values[at + u]! - most);
        for (let u = 0; u < units; u++) values[at + u]! /= sum;
      }
  }
}

/**
 * Outputs for prepared rows.
 * @param x row-major rows × inputs. @returns row-major rows × units of the last layer.
 * @throws RangeError when sizes do not fit.
 */
export function forward(architecture: Architecture, weights: Float32Array, x: Float32Array): Float32Array {
  const { layers, size } = layoutOf(architecture);
  if (weights.length !== size)
    throw new RangeError(`The network has ${size} parameters, not ${weights.length}.`);
  if (architecture.inputs < 1 || x.length % architecture.inputs !== 0)
    throw new RangeError(`${x.length} values are no whole number of rows of ${architecture.inputs}.`);
  const rows = x.length / architecture.inputs;
  let input = x;
  layers.forEach(({ inputs, units, kernelAt, biasAt }, index) => {
    const output = new Float32Array(rows * units);
    for (let row = 0; row < rows; row++) {
      const out = row * units;
      for (let u = 0; u < units; u++) output[out + u] = weights[biasAt + u]!;
      for (let i = 0; i < inputs; i++) {
        const value = input[row * inputs + i]!;
        if (value === 0) continue;
        const kernel = kernelAt + i * units;
        for (let u = 0; u < units; u++) output[out + u]! += value * weights[kernel + u]!;
      }
    }
    activate(output, rows, units, architecture.layers[index]!.activation);
    input = output;
  });
  return input;
}
