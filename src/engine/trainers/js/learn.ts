// What stands between a forward pass and the next parameters: the slope of the loss, penalties, clipping and the optimiser,
// with the formulas of core/learning.ts.

import type { Learning, LossKind } from '../../../core/learning.ts';
import { constants, stepFactors } from '../../../core/learning.ts';
import type { LayerLayout } from '../../../core/network.ts';
import type { DenseNetwork } from './network.ts';
import { bend, bendBack } from './bends.ts';

/**
 * Fills the errors at the sums of the output layer.
 * @param targets rows × outputs of the batch. @param shares weight / rows of each row.
 */
export function lossSlope(
  loss: LossKind,
  last: DenseNetwork['last'],
  targets: Float32Array,
  shares: Float32Array,
  rows: number,
): void {
  const { sums, outputs, errors, units, activation } = last;
  const count = rows * units;
  if (loss === 'binary-crossentropy' || loss === 'categorical-crossentropy') {
    const natural = loss === 'binary-crossentropy' ? 'sigmoid' : 'softmax';
    // From the sums, whatever the output layer itself says: linear outputs are read as logits.
    bend(sums, errors, rows, units, natural);
    for (let i = 0; i < count; i++) errors[i]! -= targets[i]!;
  } else if (loss === 'mean-squared-error')
    for (let i = 0; i < count; i++) errors[i] = 2 * (outputs[i]! - targets[i]!);
  else if (loss === 'mean-absolute-error')
    for (let i = 0; i < count; i++) errors[i] = Math.sign(outputs[i]! - targets[i]!);
  else
    for (let i = 0; i < count; i++)
      errors[i] = Math.max(-constants.huber, Math.min(constants.huber, outputs[i]! - targets[i]!));
  const outputsOfMean = loss === 'categorical-crossentropy' ? 1 : units;
  for (let row = 0, i = 0; row < rows; row++) {
    const share = shares[row]! / outputsOfMean;
    for (let u = 0; u < units; u++, i++) errors[i]! *= share;
  }
  if (loss !== 'binary-crossentropy' && loss !== 'categorical-crossentropy')
    bendBack(errors, sums, outputs, rows, units, activation);
}

/** Adds the slopes of l1 Σ|w| + l2 Σw² over the kernels. */
export function penalise(
  gradient: Float32Array,
  weights: Float32Array,
  layers: readonly LayerLayout[],
  { l1, l2 }: Learning,
): void {
  if (l1 === 0 && l2 === 0) return;
  for (const { kernelAt, biasAt } of layers)
    for (let i = kernelAt; i < biasAt; i++)
      gradient[i]! += l1 * Math.sign(weights[i]!) + 2 * l2 * weights[i]!;
}

/** Shortens gradient[from … to) to a norm of at most `most`. */
function shorten(gradient: Float32Array, from: number, to: number, most: number): void {
  let squares = 0;
  for (let i = from; i < to; i++) squares += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(squares);
  if (!(norm > most)) return;
  const factor = most / norm;
  for (let i = from; i < to; i++) gradient[i]! *= factor;
}

export function clip(gradient: Float32Array, layers: readonly LayerLayout[], { clip: rule }: Learning): void {
  if (!rule) return;
  const { by, at } = rule;
  if (by === 'value')
    for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-at, Math.min(at, gradient[i]!));
  else if (by === 'global-norm') shorten(gradient, 0, gradient.length, at);
  else
    for (const { kernelAt, biasAt, units } of layers) {
      shorten(gradient, kernelAt, biasAt, at);
      shorten(gradient, biasAt, biasAt + units, at);
    }
}

function adam(
  weights: Float32Array,
  state: Float32Array,
  gradient: Float32Array,
  rate: number,
  decay: number,
): void {
  const { beta1, beta2, epsilon } = constants;
  const size = weights.length;
  for (let i = 0; i < size; i++) {
    const g = gradient[i]!;
    const m = state[i]! + (1 - beta1) * (g - state[i]!);
    const v = state[size + i]! + (1 - beta2) * (g * g - state[size + i]!);
    state[i] = m;
    state[size + i] = v;
    weights[i] = weights[i]! - decay * weights[i]! - (rate * m) / (Math.sqrt(v) + epsilon);
  }
}

/** One optimiser step (from 0): moves parameters and optimiser state in place. */
export function update(
  weights: Float32Array,
  state: Float32Array,
  gradient: Float32Array,
  learning: Learning,
  step: number,
): void {
  const factors = stepFactors(learning, step);
  const rate = learning.learningRate * factors.rate;
  const { momentum } = learning;
  const size = weights.length;
  switch (learning.optimizer) {
    case 'sgd':
      for (let i = 0; i < size; i++) weights[i]! -= rate * gradient[i]!;
      break;
    case 'momentum':
      for (let i = 0; i < size; i++) {
        const m = momentum * state[i]! - rate * gradient[i]!;
        state[i] = m;
        weights[i]! += m;
      }
      break;
    case 'nesterov':
      for (let i = 0; i < size; i++) {
        const m = momentum * state[i]! - rate * gradient[i]!;
        state[i] = m;
        weights[i]! += momentum * m - rate * gradient[i]!;
      }
      break;
    case 'rmsprop':
      for (let i = 0; i < size; i++) {
        const g = gradient[i]!;
        const v = state[i]! + (1 - constants.rho) * (g * g - state[i]!);
        state[i] = v;
        weights[i]! -= (rate * g) / Math.sqrt(v + constants.epsilon);
      }
      break;
    case 'adam':
      adam(weights, state, gradient, rate, 0);
      break;
    case 'adamw':
      adam(weights, state, gradient, rate, learning.learningRate * factors.plain * learning.weightDecay);
  }
}
