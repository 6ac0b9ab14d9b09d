// Dense layers in float64, a batch at a time: forward, the loss of each row, and back. The reference training, the looks inside a
// running training and the walkthrough all compute here, so that they show the same numbers.

import { activated, slope } from './activations.ts';
import type { LossKind } from './learning.ts';
import { constants } from './learning.ts';
import type { Activation, Architecture, LayerLayout } from './network.ts';
import { layoutOf } from './network.ts';
import { dropoutKey, dropoutThreshold, isDropped } from './training-hash.ts';

/** One dense layer with a batch in it; all arrays row-major, a row of the batch after another. */
export interface DensePass {
  readonly layout: LayerLayout;
  readonly activation: Activation;
  /** Rows × inputs: what came in, behind the dropout of the layer before. */
  readonly inputs: Float64Array;
  /** Rows × units, before the activation. */
  readonly sums: Float64Array;
  /** Rows × units, behind the activation, before dropout. */
  readonly outputs: Float64Array;
  /** Rows × units, what dropout multiplies an output by: 0 or 1 / (1 − rate). Null without dropout. */
  readonly kept: Float64Array | null;
}

/** A batch that has gone through the dense layers and back. */
export interface DenseBatch {
  readonly dense: readonly DensePass[];
  /** Errors at the sums of each dense layer: derivative of the batch's loss, rows × units. */
  readonly deltas: readonly Float64Array[];
  /** Rows × outputs. */
  readonly targets: Float32Array;
  /** Weight of each row / rows of the batch: what its loss is multiplied by. */
  readonly shares: Float64Array;
  /** Of each row, without weight and penalties. */
  readonly losses: Float64Array;
  /** Σ share × loss, without penalties; not finite where it overflows. */
  readonly loss: number;
  /** l1 Σ|w| + l2 Σw²: with it the loss is what the step makes smaller. */
  readonly penalty: number;
  /** Of the data and the penalties, before clipping; flat like the parameters. */
  readonly unclipped: Float64Array;
  /** What the optimiser is given; the same array when nothing is clipped. */
  readonly gradient: Float64Array;
}

function softmax(sums: Float64Array, outputs: Float64Array, units: number): void {
  for (let at = 0; at < sums.length; at += units) {
    let most = -Infinity;
    for (let u = 0; u < units; u++) most = Math.max(most, sums[at + u]!);
    let total = 0;
    for (let u = 0; u < units; u++) total += outputs[at + u] = Math.exp(sums[at + u]! - most);
    for (let u = 0; u < units; u++) outputs[at + u]! /= total;
  }
}

function bend(sums: Float64Array, units: number, activation: Activation): Float64Array {
  const outputs = new Float64Array(sums.length);
  if (activation === 'softmax') softmax(sums, outputs, units);
  else for (let i = 0; i < sums.length; i++) outputs[i] = activated(sums[i]!, activation);
  return outputs;
}

/** The errors at a layer's outputs, brought to its sums, in place; of softmax by its Jacobian, row by row. */
function bendBack(
  errors: Float64Array,
  sums: Float64Array,
  outputs: Float64Array,
  units: number,
  activation: Activation,
): void {
  if (activation !== 'softmax') {
    for (let i = 0; i < errors.length; i++) errors[i]! *= slope(sums[i]!, outputs[i]!, activation);
    return;
  }
  for (let at = 0; at < errors.length; at += units) {
    let mean = 0;
    for (let u = 0; u < units; u++) mean += errors[at + u]! * outputs[at + u]!;
    for (let u = 0; u < units; u++) errors[at + u] = outputs[at + u]! * (errors[at + u]! - mean);
  }
}

function keptOf(rate: number, key: number, count: number): Float64Array | null {
  if (!rate) return null;
  const threshold = dropoutThreshold(rate);
  const kept = new Float64Array(count);
  for (let i = 0; i < count; i++) kept[i] = isDropped(key, i, threshold) ? 0 : 1 / (1 - rate);
  return kept;
}

/**
 * The batch through all dense layers.
 * @param inputs rows × values that reach the first dense layer (core/network.ts, denseInputs).
 * @param dropout seed and step (from 0) of the training; null: nothing is left out, as when a model answers.
 */
export function denseForward(
  architecture: Architecture,
  weights: Float64Array,
  inputs: Float64Array,
  rows: number,
  dropout: { readonly seed: number; readonly step: number } | null,
): DensePass[] {
  let input = inputs;
  return layoutOf(architecture).layers.map((layout, index) => {
    const { inputs: fanIn, units, kernelAt, biasAt } = layout;
    const { activation, dropout: rate = 0 } = architecture.layers[index]!;
    const sums = new Float64Array(rows * units);
    for (let row = 0; row < rows; row++) {
      const out = row * units;
      for (let u = 0; u < units; u++) sums[out + u] = weights[biasAt + u]!;
      for (let i = 0; i < fanIn; i++) {
        const value = input[row * fanIn + i]!;
        const kernel = kernelAt + i * units;
        for (let u = 0; u < units; u++) sums[out + u]! += value * weights[kernel + u]!;
      }
    }
    const outputs = bend(sums, units, activation);
    const kept = dropout && keptOf(rate, dropoutKey(dropout.seed, index, dropout.step), rows * units);
    const pass = { layout, activation, inputs: input, sums, outputs, kept };
    input = kept ? outputs.map((value, i) => value * kept[i]!) : outputs;
    return pass;
  });
}

/** Loss of one output that is a number. */
function numberLoss(loss: LossKind, error: number): number {
  const size = Math.abs(error);
  if (loss === 'mean-squared-error') return error * error;
  if (loss === 'mean-absolute-error') return size;
  return size <= constants.huber ? 0.5 * size * size : constants.huber * (size - 0.5 * constants.huber);
}

/**
 * Loss of each row as core/learning.ts defines it, without its weight and without penalties. Cross-entropies come from the sums, so
 * that they are finite wherever the sums are.
 * @param targets rows × outputs of the batch.
 */
export function rowLosses(
  loss: LossKind,
  last: {
    readonly layout: Pick<LayerLayout, 'units'>;
    readonly sums: ArrayLike<number>;
    readonly outputs: ArrayLike<number>;
  },
  targets: Float32Array,
): Float64Array {
  const { sums, outputs } = last;
  const { units } = last.layout;
  const losses = new Float64Array(sums.length / units);
  for (let row = 0; row < losses.length; row++) {
    const at = row * units;
    let total = 0;
    if (loss === 'categorical-crossentropy') {
      let most = -Infinity;
      for (let u = 0; u < units; u++) most = Math.max(most, sums[at + u]!);
      let sum = 0;
      for (let u = 0; u < units; u++) sum += Math.exp(sums[at + u]! - most);
      const all = most + Math.log(sum);
      for (let u = 0; u < units; u++) total += targets[at + u]! * (all - sums[at + u]!);
      losses[row] = total;
      continue;
    }
    for (let u = 0; u < units; u++) {
      const [z, target] = [sums[at + u]!, targets[at + u]!];
      total +=
        loss === 'binary-crossentropy'
          ? Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)))
          : numberLoss(loss, outputs[at + u]! - target);
    }
    losses[row] = total / units;
  }
  return losses;
}

/**
 * Derivative of the batch's loss Σ share × loss of the row by the sums of the output layer, rows × units.
 * @param shares weight of each row / rows of the batch.
 */
export function lossDeltas(
  loss: LossKind,
  last: DensePass,
  targets: Float32Array,
  shares: Float64Array,
): Float64Array {
  const { sums, outputs, activation } = last;
  const { units } = last.layout;
  const logits = loss === 'binary-crossentropy' || loss === 'categorical-crossentropy';
  // From the sums, whatever the output layer itself says: linear outputs are read as logits.
  const deltas = logits
    ? bend(sums, units, loss === 'binary-crossentropy' ? 'sigmoid' : 'softmax')
    : outputs.slice();
  const outputsOfMean = loss === 'categorical-crossentropy' ? 1 : units;
  for (let i = 0; i < deltas.length; i++) {
    const e = deltas[i]! - targets[i]!;
    if (logits) deltas[i] = e;
    else if (loss === 'mean-squared-error') deltas[i] = 2 * e;
    else if (loss === 'mean-absolute-error') deltas[i] = Math.sign(e);
    else deltas[i] = Math.max(-constants.huber, Math.min(constants.huber, e));
    deltas[i]! *= shares[Math.floor(i / units)]! / outputsOfMean;
  }
  if (!logits) bendBack(deltas, sums, outputs, units, activation);
  return deltas;
}

/**
 * From the errors at the sums of the last layer back to the first: adds what they mean for kernels and biases to `gradient`.
 * @returns errors at the sums of every dense layer, in their order, and at what reached the first one.
 */
export function denseBackward(
  passes: readonly DensePass[],
  weights: Float64Array,
  last: Float64Array,
  gradient: Float64Array,
): { deltas: Float64Array[]; inputErrors: Float64Array } {
  const deltas: Float64Array[] = [];
  let delta = last;
  for (let index = passes.length - 1; ; index--) {
    const { layout, inputs } = passes[index]!;
    const { inputs: fanIn, units, kernelAt, biasAt } = layout;
    deltas.unshift(delta);
    const errors = new Float64Array(inputs.length);
    const rows = delta.length / units;
    for (let row = 0; row < rows; row++) {
      const from = row * units;
      for (let u = 0; u < units; u++) gradient[biasAt + u]! += delta[from + u]!;
      for (let i = 0; i < fanIn; i++) {
        const value = inputs[row * fanIn + i]!;
        const kernel = kernelAt + i * units;
        let back = 0;
        for (let u = 0; u < units; u++) {
          const d = delta[from + u]!;
          gradient[kernel + u]! += value * d;
          back += d * weights[kernel + u]!;
        }
        errors[row * fanIn + i] = back;
      }
    }
    const before = passes[index - 1];
    if (!before) return { deltas, inputErrors: errors };
    const { kept, sums, outputs, activation } = before;
    if (kept) for (let i = 0; i < errors.length; i++) errors[i]! *= kept[i]!;
    bendBack(errors, sums, outputs, before.layout.units, activation);
    delta = errors;
  }
}
