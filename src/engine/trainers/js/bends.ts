// Activations and their slopes over whole batches, one tight loop each: a switch per value costs more than the arithmetic.

import { activated, leak, slope } from '../../../core/activations.ts';
import type { Activation } from '../../../core/network.ts';

function softmax(sums: Float32Array, outputs: Float32Array, rows: number, units: number): void {
  for (let at = 0; at < rows * units; at += units) {
    let most = -Infinity;
    for (let u = 0; u < units; u++) if (sums[at + u]! > most) most = sums[at + u]!;
    let total = 0;
    for (let u = 0; u < units; u++) {
      const exponential = Math.exp(sums[at + u]! - most);
      outputs[at + u] = exponential;
      total += exponential;
    }
    for (let u = 0; u < units; u++) outputs[at + u]! /= total;
  }
}

/** Outputs from sums, both rows × units row-major, in arrays that may be longer. */
export function bend(
  sums: Float32Array,
  outputs: Float32Array,
  rows: number,
  units: number,
  activation: Activation,
): void {
  const count = rows * units;
  switch (activation) {
    case 'softmax':
      softmax(sums, outputs, rows, units);
      break;
    case 'linear':
      for (let i = 0; i < count; i++) outputs[i] = sums[i]!;
      break;
    case 'relu':
      for (let i = 0; i < count; i++) outputs[i] = sums[i]! > 0 ? sums[i]! : 0;
      break;
    case 'leaky-relu':
      for (let i = 0; i < count; i++) outputs[i] = sums[i]! > 0 ? sums[i]! : leak * sums[i]!;
      break;
    case 'elu':
      for (let i = 0; i < count; i++) outputs[i] = sums[i]! > 0 ? sums[i]! : Math.expm1(sums[i]!);
      break;
    case 'gelu':
      for (let i = 0; i < count; i++) outputs[i] = activated(sums[i]!, 'gelu');
      break;
    case 'tanh':
      for (let i = 0; i < count; i++) outputs[i] = Math.tanh(sums[i]!);
      break;
    case 'sigmoid':
      for (let i = 0; i < count; i++) outputs[i] = 1 / (1 + Math.exp(-sums[i]!));
  }
}

/** Brings the errors at a layer's outputs to its sums, in place; of softmax by its Jacobian, row by row. */
export function bendBack(
  errors: Float32Array,
  sums: Float32Array,
  outputs: Float32Array,
  rows: number,
  units: number,
  activation: Activation,
): void {
  const count = rows * units;
  switch (activation) {
    case 'linear':
      break;
    case 'softmax':
      for (let at = 0; at < count; at += units) {
        let mean = 0;
        for (let u = 0; u < units; u++) mean += errors[at + u]! * outputs[at + u]!;
        for (let u = 0; u < units; u++) errors[at + u] = outputs[at + u]! * (errors[at + u]! - mean);
      }
      break;
    case 'relu':
      for (let i = 0; i < count; i++) if (!(sums[i]! > 0)) errors[i] = 0;
      break;
    case 'leaky-relu':
      for (let i = 0; i < count; i++) if (!(sums[i]! > 0)) errors[i]! *= leak;
      break;
    case 'elu':
      for (let i = 0; i < count; i++) if (!(sums[i]! > 0)) errors[i]! *= outputs[i]! + 1;
      break;
    case 'gelu':
      for (let i = 0; i < count; i++) errors[i]! *= slope(sums[i]!, outputs[i]!, 'gelu');
      break;
    case 'tanh':
      for (let i = 0; i < count; i++) errors[i]! *= 1 - outputs[i]! * outputs[i]!;
      break;
    case 'sigmoid':
      for (let i = 0; i < count; i++) errors[i]! *= outputs[i]! * (1 - outputs[i]!);
  }
}
