// The same training in plain float64 loops, one row at a time: what every trainer is held against before it is trusted.
// Written for reading, not for speed.

import { activated, slope } from '../../core/activations.ts';
import type { Learning, LossKind } from '../../core/learning.ts';
import { constants, optimizerSlots, stepFactors } from '../../core/learning.ts';
import type { Activation, LayerLayout } from '../../core/network.ts';
import { layoutOf } from '../../core/network.ts';
import { dropoutKey, dropoutThreshold, epochOrder, isDropped } from '../../core/training-hash.ts';
import { throughImage } from './reference-images.ts';
import type { TrainerSetup, TrainerState } from './trainer.ts';

export interface ReferenceState {
  readonly step: number;
  readonly weights: Float64Array;
  /** m of all parameters, then v. */
  readonly optimizer: Float64Array;
}

function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums);
  const exponentials = sums.map((value) => Math.exp(value - most));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

const bend = (sums: readonly number[], activation: Activation): number[] =>
  activation === 'softmax' ? softmax(sums) : sums.map((z) => activated(z, activation));

/** The error at a layer's outputs, brought to its sums. */
function throughActivation(
  error: readonly number[],
  sums: readonly number[],
  outputs: readonly number[],
  activation: Activation,
): number[] {
  if (activation !== 'softmax')
    return error.map((value, u) => value * slope(sums[u]!, outputs[u]!, activation));
  const mean = error.reduce((sum, value, u) => sum + value * outputs[u]!, 0);
  return outputs.map((output, u) => output * (error[u]! - mean));
}

/** Derivative of one row's loss by the sums of the output layer. */
function lossSlope(
  loss: LossKind,
  sums: readonly number[],
  outputs: readonly number[],
  activation: Activation,
  targets: Float32Array,
): number[] {
  const n = sums.length;
  if (loss === 'binary-crossentropy') return sums.map((z, u) => (1 / (1 + Math.exp(-z)) - targets[u]!) / n);
  if (loss === 'categorical-crossentropy') return softmax(sums).map((p, u) => p - targets[u]!);
  const error = outputs.map((output, u) => {
    const e = output - targets[u]!;
    if (loss === 'mean-squared-error') return (2 * e) / n;
    if (loss === 'mean-absolute-error') return Math.sign(e) / n;
    return Math.max(-constants.huber, Math.min(constants.huber, e)) / n;
  });
  return throughActivation(error, sums, outputs, activation);
}

/** Gradient of the batch of a step: data, then penalties, then clipping. */
export function referenceGradient(setup: TrainerSetup, weights: Float64Array, step: number): Float64Array {
  const { architecture, data, learning, seed } = setup;
  const { layers, convolutions, size } = layoutOf(architecture);
  const stepsPerEpoch = Math.ceil(data.rows / learning.batchSize);
  const order = epochOrder(seed, Math.floor(step / stepsPerEpoch), data.rows);
  const from = (step % stepsPerEpoch) * learning.batchSize;
  const batch = order.subarray(from, from + learning.batchSize);
  const gradient = new Float64Array(size);
  batch.forEach((row, place) => {
    const values = data.inputs.subarray(row * architecture.inputs, (row + 1) * architecture.inputs);
    const image = throughImage(architecture, weights, values);
    const inputs: number[][] = [image.output];
    const sums: number[][] = [];
    const outputs: number[][] = [];
    const kept: number[][] = [];
    layers.forEach(({ units, kernelAt, biasAt }, index) => {
      const input = inputs[index]!;
      const { activation, dropout = 0 } = architecture.layers[index]!;
      const z = Array.from({ length: units }, (_, unit) =>
        input.reduce(
          (sum, value, i) => sum + value * weights[kernelAt + i * units + unit]!,
          weights[biasAt + unit]!,
        ),
      );
      const key = dropoutKey(seed, index, step);
      const threshold = dropoutThreshold(dropout);
      sums.push(z);
      outputs.push(bend(z, activation));
      kept.push(z.map((_, u) => (isDropped(key, place * units + u, threshold) ? 0 : 1 / (1 - dropout))));
      inputs.push(outputs[index]!.map((value, u) => value * kept[index]![u]!));
    });
    const last = layers.length - 1;
    const activation = architecture.layers[last]!.activation;
    const targets = data.targets.subarray(row * sums[last]!.length, (row + 1) * sums[last]!.length);
    const share = (data.weights?.[row] ?? 1) / batch.length;
    let delta = lossSlope(learning.loss, sums[last]!, outputs[last]!, activation, targets).map(
      (value) => value * share,
    );
    for (let index = last; index >= 0; index--) {
      const { inputs: fanIn, units, kernelAt, biasAt } = layers[index]!;
      const input = inputs[index]!;
      const back = new Array<number>(fanIn).fill(0);
      for (let unit = 0; unit < units; unit++) {
        gradient[biasAt + unit]! += delta[unit]!;
        for (let i = 0; i < fanIn; i++) {
          gradient[kernelAt + i * units + unit]! += input[i]! * delta[unit]!;
          back[i]! += delta[unit]! * weights[kernelAt + i * units + unit]!;
        }
      }
      if (index === 0) {
        image.back(back, gradient);
        break;
      }
      const error = back.map((value, i) => value * kept[index - 1]![i]!);
      const before = architecture.layers[index - 1]!.activation;
      delta = throughActivation(error, sums[index - 1]!, outputs[index - 1]!, before);
    }
  });
  const all = [...convolutions, ...layers];
  penalise(gradient, weights, all, learning);
  clip(gradient, all, learning);
  return gradient;
}

function penalise(
  gradient: Float64Array,
  weights: Float64Array,
  layers: readonly LayerLayout[],
  { l1, l2 }: Learning,
): void {
  for (const { kernelAt, biasAt } of layers)
    for (let i = kernelAt; i < biasAt; i++)
      gradient[i]! += l1 * Math.sign(weights[i]!) + 2 * l2 * weights[i]!;
}

function clip(gradient: Float64Array, layers: readonly LayerLayout[], { clip }: Learning): void {
  if (!clip) return;
  const shrink = (part: Float64Array) => {
    const norm = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
    if (norm > clip.at) for (let i = 0; i < part.length; i++) part[i]! *= clip.at / norm;
  };
  if (clip.by === 'value')
    for (let i = 0; i < gradient.length; i++)
      gradient[i] = Math.max(-clip.at, Math.min(clip.at, gradient[i]!));
  else if (clip.by === 'global-norm') shrink(gradient);
  else
    for (const { kernelAt, biasAt, units } of layers) {
      shrink(gradient.subarray(kernelAt, biasAt));
      shrink(gradient.subarray(biasAt, biasAt + units));
    }
}

function update(
  weights: Float64Array,
  optimizer: Float64Array,
  gradient: Float64Array,
  learning: Learning,
  step: number,
): void {
  const factors = stepFactors(learning, step);
  const [rate, plain] = [learning.learningRate * factors.rate, learning.learningRate * factors.plain];
  const { beta1, beta2, rho, epsilon } = constants;
  const { momentum } = learning;
  const size = weights.length;
  for (let i = 0; i < size; i++) {
    const g = gradient[i]!;
    switch (learning.optimizer) {
      case 'sgd':
        weights[i]! -= rate * g;
        break;
      case 'momentum':
        optimizer[i] = momentum * optimizer[i]! - rate * g;
        weights[i]! += optimizer[i]!;
        break;
      case 'nesterov':
        optimizer[i] = momentum * optimizer[i]! - rate * g;
        weights[i]! += momentum * optimizer[i]! - rate * g;
        break;
      case 'rmsprop':
        optimizer[i]! += (1 - rho) * (g * g - optimizer[i]!);
        weights[i]! -= (rate * g) / Math.sqrt(optimizer[i]! + epsilon);
        break;
      case 'adam':
      case 'adamw':
        if (learning.optimizer === 'adamw') weights[i]! -= plain * learning.weightDecay * weights[i]!;
        optimizer[i]! += (1 - beta1) * (g - optimizer[i]!);
        optimizer[size + i]! += (1 - beta2) * (g * g - optimizer[size + i]!);
        weights[i]! -= (rate * optimizer[i]!) / (Math.sqrt(optimizer[size + i]!) + epsilon);
    }
  }
}

/** State after `steps` optimiser steps, from the start of the setup or from a state. */
export function referenceTraining(setup: TrainerSetup, steps: number, from?: TrainerState): ReferenceState {
  const weights = Float64Array.from(from?.weights ?? setup.weights);
  const slots = optimizerSlots(setup.learning.optimizer);
  const optimizer = Float64Array.from(from?.optimizer ?? new Float64Array(slots * weights.length));
  const first = from?.step ?? 0;
  for (let step = first; step < first + steps; step++)
    update(weights, optimizer, referenceGradient(setup, weights, step), setup.learning, step);
  return { step: first + steps, weights, optimizer };
}
