// The dense layers in typed arrays: forward, and the gradient on the way back. Buffers are laid out once for the largest batch.

import type { Architecture, LayerLayout } from '../../../core/network.ts';
import type { Activation } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { dropoutKey, dropoutThreshold, isDropped } from '../../../core/training-hash.ts';
import { bend, bendBack } from './bends.ts';

interface Layer extends LayerLayout {
  readonly activation: Activation;
  /** Before the activation, capacity × units. */
  readonly sums: Float32Array;
  readonly outputs: Float32Array;
  /** What the next layer sees: the outputs themselves, unless there is dropout. */
  readonly passed: Float32Array;
  /** Errors at the outputs, then at the sums. */
  readonly errors: Float32Array;
}

/** Where dropout stands in a training, and what each dense layer leaves out. */
export interface Dropout {
  readonly seed: number;
  readonly step: number;
  readonly rates: readonly number[];
}

export class DenseNetwork {
  readonly capacity: number;
  /** The batch, row-major capacity × inputs: for the caller to fill. */
  readonly batch: Float32Array;
  readonly #layers: readonly Layer[];

  /** @param capacity rows of the largest batch. */
  constructor(architecture: Architecture, capacity: number) {
    this.capacity = capacity;
    this.batch = new Float32Array(capacity * architecture.inputs);
    this.#layers = layoutOf(architecture).layers.map((layout, index) => {
      const values = () => new Float32Array(capacity * layout.units);
      const { activation } = architecture.layers[index]!;
      return { ...layout, activation, sums: values(), outputs: values(), passed: values(), errors: values() };
    });
  }

  /** The output layer's buffers, rows × units: `errors` is for the caller to fill before `backward`. */
  get last(): Layer {
    return this.#layers.at(-1)!;
  }

  /** Takes the first `rows` of the batch through all layers. */
  forward(weights: Float32Array, rows: number, dropout: Dropout | null): void {
    let input = this.batch;
    for (const [index, layer] of this.#layers.entries()) {
      const { units, sums, outputs, passed, activation } = layer;
      affine(input, weights, layer, rows);
      bend(sums, outputs, rows, units, activation);
      const rate = dropout?.rates[index] ?? 0;
      if (dropout && rate > 0) {
        const key = dropoutKey(dropout.seed, index, dropout.step);
        const threshold = dropoutThreshold(rate);
        const scale = 1 / (1 - rate);
        for (let i = 0; i < rows * units; i++)
          passed[i] = isDropped(key, i, threshold) ? 0 : outputs[i]! * scale;
        input = passed;
      } else input = outputs;
    }
  }

  /** From the errors at the sums of the last layer to the gradient of all parameters, which is overwritten. */
  backward(weights: Float32Array, gradient: Float32Array, rows: number, dropout: Dropout | null): void {
    gradient.fill(0);
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const layer = this.#layers[index]!;
      const before = this.#layers[index - 1];
      const rate = dropout?.rates[index - 1] ?? 0;
      const input = !before ? this.batch : rate > 0 ? before.passed : before.outputs;
      accumulate(input, layer, gradient, rows);
      if (!before) return;
      backThrough(weights, layer, before.errors, rows);
      if (dropout && rate > 0) {
        const key = dropoutKey(dropout.seed, index - 1, dropout.step);
        const threshold = dropoutThreshold(rate);
        const scale = 1 / (1 - rate);
        for (let i = 0; i < rows * before.units; i++)
          before.errors[i] = isDropped(key, i, threshold) ? 0 : before.errors[i]! * scale;
      }
      bendBack(before.errors, before.sums, before.outputs, rows, before.units, before.activation);
    }
  }
}

/** sums = input × kernel + bias. Four units at a time are summed in float64 registers and stored once. */
function affine(input: Float32Array, weights: Float32Array, layer: Layer, rows: number): void {
  const { inputs, units, kernelAt, biasAt, sums } = layer;
  const even = units - (units % 4);
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    const to = row * units;
    let u = 0;
    for (; u < even; u += 4) {
      let a = weights[biasAt + u]!;
      let b = weights[biasAt + u + 1]!;
      let c = weights[biasAt + u + 2]!;
      let d = weights[biasAt + u + 3]!;
      for (let i = 0, at = kernelAt + u; i < inputs; i++, at += units) {
        const value = input[from + i]!;
        a += value * weights[at]!;
        b += value * weights[at + 1]!;
        c += value * weights[at + 2]!;
        d += value * weights[at + 3]!;
      }
      sums[to + u] = a;
      sums[to + u + 1] = b;
      sums[to + u + 2] = c;
      sums[to + u + 3] = d;
    }
    for (; u < units; u++) {
      let sum = weights[biasAt + u]!;
      for (let i = 0, at = kernelAt + u; i < inputs; i++, at += units) sum += input[from + i]! * weights[at]!;
      sums[to + u] = sum;
    }
  }
}

/** gradient of the kernel += inputᵀ × errors, of the bias += Σ errors. */
function accumulate(input: Float32Array, layer: Layer, gradient: Float32Array, rows: number): void {
  const { inputs, units, kernelAt, biasAt, errors } = layer;
  for (let row = 0; row < rows; row++) {
    const error = row * units;
    for (let u = 0; u < units; u++) gradient[biasAt + u]! += errors[error + u]!;
    for (let i = 0, at = kernelAt; i < inputs; i++, at += units) {
      const value = input[row * inputs + i]!;
      if (value === 0) continue;
      for (let u = 0; u < units; u++) gradient[at + u]! += value * errors[error + u]!;
    }
  }
}

/** errors at the layer's inputs = errors × kernelᵀ. */
function backThrough(weights: Float32Array, layer: Layer, before: Float32Array, rows: number): void {
  const { inputs, units, kernelAt, errors } = layer;
  for (let row = 0; row < rows; row++) {
    const error = row * units;
    for (let i = 0, at = kernelAt; i < inputs; i++, at += units) {
      let sum = 0;
      for (let u = 0; u < units; u++) sum += errors[error + u]! * weights[at + u]!;
      before[row * inputs + i] = sum;
    }
  }
}
