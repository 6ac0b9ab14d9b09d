// The bends of a network and their slopes, as Keras 3 defines them (keras.activations; leaky ReLU with its slope of 0.2,
// ELU with alpha 1, GELU the exact one with the error function).

import type { Activation } from './network.ts';

/** Slope of leaky ReLU below zero (Keras 3's and TensorFlow's default). */
export const leak = 0.2;

/**
 * The error function, to float64's last digits but one or two: Maclaurin's series where it converges fast, elsewhere the continued
 * fraction of erfc (Abramowitz & Stegun 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = a;
    let sum = a;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * a * a) / (2 * n + 1);
      sum += term;
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * Math.exp(-a * a) * sum;
  }
  let fraction = a;
  for (let n = 60; n >= 1; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * fraction));
}

/** One value through an activation that looks at nothing else. */
export function activated(z: number, activation: Exclude<Activation, 'softmax'>): number {
  switch (activation) {
    case 'linear':
      return z;
    case 'relu':
      // What is not a number stays so, as in Keras.
      return z <= 0 ? 0 : z;
    case 'leaky-relu':
      return z > 0 ? z : leak * z;
    case 'elu':
      return z > 0 ? z : Math.expm1(z);
    case 'gelu':
      return 0.5 * z * (1 + erf(z * Math.SQRT1_2));
    case 'tanh':
      return Math.tanh(z);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z));
  }
}

/** Derivative at `z`, where the activation gave `y`. At the kink of a ReLU it is the left one (0, or the leak). */
export function slope(z: number, y: number, activation: Exclude<Activation, 'softmax'>): number {
  switch (activation) {
    case 'linear':
      return 1;
    case 'relu':
      return z > 0 ? 1 : 0;
    case 'leaky-relu':
      return z > 0 ? 1 : leak;
    case 'elu':
      return z > 0 ? 1 : y + 1;
    case 'gelu':
      return 0.5 * (1 + erf(z * Math.SQRT1_2)) + (z * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
    case 'tanh':
      return 1 - y * y;
    case 'sigmoid':
      return y * (1 - y);
  }
}

/** A layer's sums, row-major rows × units, through its activation, in place. */
export function activate(values: Float32Array, rows: number, units: number, activation: Activation): void {
  if (activation === 'linear') return;
  if (activation === 'relu') {
    for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
  } else if (activation === 'sigmoid') {
    for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
  } else if (activation !== 'softmax') {
    for (let i = 0; i < values.length; i++) values[i] = activated(values[i]!, activation);
  } else
    for (let row = 0; row < rows; row++) {
      const at = row * units;
      let most = -Infinity;
      for (let u = 0; u < units; u++) most = Math.max(most, values[at + u]!);
      let sum = 0;
      for (let u = 0; u < units; u++) sum += values[at + u] = Math.exp(values[at + u]! - most);
      for (let u = 0; u < units; u++) values[at + u]! /= sum;
    }
}
