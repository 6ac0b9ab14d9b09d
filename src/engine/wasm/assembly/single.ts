// A single output unit, the commonest one: its kernel is a vector, and the products are sums and multiples of vectors.

import { V, add, lanes, loadSplat, mul, splat, storeTotals } from './lanes';

const vectorBytes: usize = 4 * lanes;

/** output[row] = input[row] · kernel + bias, the outputs side by side. `rows` and `inputs` are multiples of four. */
export function multiplySingle(
  rows: i32,
  inputs: i32,
  input: usize,
  stride: usize,
  kernel: usize,
  bias: usize,
  output: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    let a0 = input;
    let a1 = a0 + stride;
    let a2 = a1 + stride;
    let a3 = a2 + stride;
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let w = kernel;
    const end = kernel + 4 * inputs;
    while (w < end) {
      const weights = load<V>(w);
      s0 = add(s0, mul(load<V>(a0), weights));
      s1 = add(s1, mul(load<V>(a1), weights));
      s2 = add(s2, mul(load<V>(a2), weights));
      s3 = add(s3, mul(load<V>(a3), weights));
      w += vectorBytes;
      a0 += vectorBytes;
      a1 += vectorBytes;
      a2 += vectorBytes;
      a3 += vectorBytes;
    }
    storeTotals(output, s0, s1, s2, s3);
    const offset = loadSplat(bias);
    for (let at: usize = 0; at < 16; at += vectorBytes)
      store<V>(output + at, add(load<V>(output + at), offset));
    output += 16;
    input += 4 * stride;
  }
}

/** gradient = Σ delta[row] input[row]. */
export function sumSingle(
  rows: i32,
  inputs: i32,
  input: usize,
  stride: usize,
  delta: usize,
  gradient: usize,
): void {
  let i = 0;
  for (; i + 4 * lanes <= inputs; i += 4 * lanes) {
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let a = input + 4 * i;
    let d = delta;
    for (let row = 0; row < rows; row++) {
      const value = loadSplat(d);
      s0 = add(s0, mul(value, load<V>(a)));
      s1 = add(s1, mul(value, load<V>(a, vectorBytes)));
      s2 = add(s2, mul(value, load<V>(a, 2 * vectorBytes)));
      s3 = add(s3, mul(value, load<V>(a, 3 * vectorBytes)));
      a += stride;
      d += 4;
    }
    store<V>(gradient + 4 * i, s0);
    store<V>(gradient + 4 * i, s1, vectorBytes);
    store<V>(gradient + 4 * i, s2, 2 * vectorBytes);
    store<V>(gradient + 4 * i, s3, 3 * vectorBytes);
  }
  for (; i < inputs; i += lanes) {
    let sum: V = splat(0);
    let a = input + 4 * i;
    let d = delta;
    for (let row = 0; row < rows; row++) {
      sum = add(sum, mul(loadSplat(d), load<V>(a)));
      a += stride;
      d += 4;
    }
    store<V>(gradient + 4 * i, sum);
  }
}

/** The sum of a batch's deltas. */
export function sumDeltas(rows: i32, delta: usize): f32 {
  let sum: f32 = 0;
  for (let row = 0; row < rows; row++) sum += f32.load(delta + 4 * row);
  return sum;
}

/** back[row] = delta[row] × kernel. */
export function spreadSingle(
  rows: i32,
  inputs: i32,
  delta: usize,
  kernel: usize,
  back: usize,
  backStride: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const value = loadSplat(delta + 4 * row);
    for (let i = 0; i < inputs; i += lanes) store<V>(back + 4 * i, mul(value, load<V>(kernel + 4 * i)));
    back += backStride;
  }
}
