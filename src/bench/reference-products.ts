// The two matrix products of a dense layer, in float64.

import type { LayerLayout } from '../core/network.ts';

/** Sums of rows × units: input · kernel + bias. */
export function multiply(
  input: Float64Array,
  weights: Float64Array,
  { inputs, units, kernelAt, biasAt }: LayerLayout,
  rows: number,
  sums: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    for (let u = 0; u < units; u++) sums[out + u] = weights[biasAt + u]!;
    for (let i = 0; i < inputs; i++) {
      const value = input[row * inputs + i]!;
      const kernel = kernelAt + i * units;
      if (value !== 0) for (let u = 0; u < units; u++) sums[out + u]! += value * weights[kernel + u]!;
    }
  }
}

/** Adds to the gradient of kernel and bias, and sets the error at the inputs where that is wanted. */
export function spread(
  input: Float64Array,
  error: Float64Array,
  { inputs, units, kernelAt, biasAt }: LayerLayout,
  rows: number,
  weights: Float64Array,
  gradient: Float64Array,
  back: Float64Array | null,
): void {
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    for (let u = 0; u < units; u++) gradient[biasAt + u]! += error[out + u]!;
    for (let i = 0; i < inputs; i++) {
      const value = input[row * inputs + i]!;
      const kernel = kernelAt + i * units;
      if (value !== 0) for (let u = 0; u < units; u++) gradient[kernel + u]! += value * error[out + u]!;
      if (!back) continue;
      let sum = 0;
      for (let u = 0; u < units; u++) sum += error[out + u]! * weights[kernel + u]!;
      back[row * inputs + i] = sum;
    }
  }
}
