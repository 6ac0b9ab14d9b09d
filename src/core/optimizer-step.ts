// From the gradient of the data to the next parameters, in float64: penalties, clipping, optimiser; formulas of learning.ts.

import type { Learning } from './learning.ts';
import { constants, stepFactors } from './learning.ts';
import type { ParameterPart } from './network.ts';

/** l1 Σ|w| + l2 Σw² over all parameters but biases. */
export function penaltyOf(
  weights: Float64Array,
  parts: readonly ParameterPart[],
  { l1, l2 }: Pick<Learning, 'l1' | 'l2'>,
): number {
  if (l1 === 0 && l2 === 0) return 0;
  let total = 0;
  for (const { kind, at, size } of parts)
    if (kind !== 'bias')
      for (let i = at; i < at + size; i++) total += l1 * Math.abs(weights[i]!) + l2 * weights[i]! ** 2;
  return total;
}

/** Adds the penalties' slopes to the gradient. */
export function penalise(
  gradient: Float64Array,
  weights: Float64Array,
  parts: readonly ParameterPart[],
  { l1, l2 }: Pick<Learning, 'l1' | 'l2'>,
): void {
  if (l1 === 0 && l2 === 0) return;
  for (const { kind, at, size } of parts)
    if (kind !== 'bias')
      for (let i = at; i < at + size; i++) gradient[i]! += l1 * Math.sign(weights[i]!) + 2 * l2 * weights[i]!;
}

/** Euclidean length of values[from … to). */
export function normOf(values: Float64Array | Float32Array, from = 0, to = values.length): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += values[i]! * values[i]!;
  return Math.sqrt(squares);
}

/** Shortens the gradient in place. */
export function clipGradient(
  gradient: Float64Array,
  parts: readonly ParameterPart[],
  { clip }: Pick<Learning, 'clip'>,
): void {
  if (!clip) return;
  const shrink = (from: number, to: number) => {
    const norm = normOf(gradient, from, to);
    if (norm > clip.at) for (let i = from; i < to; i++) gradient[i]! *= clip.at / norm;
  };
  if (clip.by === 'value')
    for (let i = 0; i < gradient.length; i++)
      gradient[i] = Math.max(-clip.at, Math.min(clip.at, gradient[i]!));
  else if (clip.by === 'global-norm') shrink(0, gradient.length);
  else for (const { at, size } of parts) shrink(at, at + size);
}

/**
 * One step of the optimiser, in place.
 * @param optimizer m of all parameters, then v, as many as it has. @param step steps taken before.
 */
export function optimizerStep(
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
