// Gradients of a kernel and its bias, and the kernel turned for the way back.

import {
  V,
  add,
  lanes,
  loadSplat,
  loadSplat12,
  loadSplat4,
  loadSplat8,
  mul,
  splat,
  transposeFour,
} from './lanes';
import { panelBytes } from './products';

const vectorBytes: usize = 4 * lanes;

/**
 * gradient = inputᵀ · delta, summed over `rows` (any number): a kernel's gradient, in the kernel's panels.
 * `inputs` and `width` are multiples of four.
 */
export function multiplyTransposed(
  rows: i32,
  inputs: i32,
  input: usize,
  inputStride: usize,
  width: i32,
  delta: usize,
  deltaStride: usize,
  gradient: usize,
): void {
  let column: i32 = 0;
  for (; column + 2 * lanes <= width; column += 2 * lanes)
    for (let i = 0; i < inputs; i += 4) {
      wideGradient(rows, input + 4 * i, inputStride, delta + 4 * column, deltaStride, gradient);
      gradient += 4 * panelBytes;
    }
  if (column < width)
    for (let i = 0; i < inputs; i += 4) {
      narrowGradient(rows, input + 4 * i, inputStride, delta + 4 * column, deltaStride, gradient);
      gradient += 4 * vectorBytes;
    }
}

@inline
function wideGradient(
  rows: i32,
  a: usize,
  inputStride: usize,
  d: usize,
  deltaStride: usize,
  gradient: usize,
): void {
  let l0 = splat(0);
  let r0 = splat(0);
  let l1 = splat(0);
  let r1 = splat(0);
  let l2 = splat(0);
  let r2 = splat(0);
  let l3 = splat(0);
  let r3 = splat(0);
  for (let row = 0; row < rows; row++) {
    const left = load<V>(d);
    const right = load<V>(d, vectorBytes);
    let value = loadSplat(a);
    l0 = add(l0, mul(value, left));
    r0 = add(r0, mul(value, right));
    value = loadSplat4(a);
    l1 = add(l1, mul(value, left));
    r1 = add(r1, mul(value, right));
    value = loadSplat8(a);
    l2 = add(l2, mul(value, left));
    r2 = add(r2, mul(value, right));
    value = loadSplat12(a);
    l3 = add(l3, mul(value, left));
    r3 = add(r3, mul(value, right));
    a += inputStride;
    d += deltaStride;
  }
  store<V>(gradient, l0);
  store<V>(gradient, r0, vectorBytes);
  store<V>(gradient, l1, 2 * vectorBytes);
  store<V>(gradient, r1, 3 * vectorBytes);
  store<V>(gradient, l2, 4 * vectorBytes);
  store<V>(gradient, r2, 5 * vectorBytes);
  store<V>(gradient, l3, 6 * vectorBytes);
  store<V>(gradient, r3, 7 * vectorBytes);
}

@inline
function narrowGradient(
  rows: i32,
  a: usize,
  inputStride: usize,
  d: usize,
  deltaStride: usize,
  gradient: usize,
): void {
  let l0 = splat(0);
  let l1 = splat(0);
  let l2 = splat(0);
  let l3 = splat(0);
  for (let row = 0; row < rows; row++) {
    const left = load<V>(d);
    let value = loadSplat(a);
    l0 = add(l0, mul(value, left));
    value = loadSplat4(a);
    l1 = add(l1, mul(value, left));
    value = loadSplat8(a);
    l2 = add(l2, mul(value, left));
    value = loadSplat12(a);
    l3 = add(l3, mul(value, left));
    a += inputStride;
    d += deltaStride;
  }
  store<V>(gradient, l0);
  store<V>(gradient, l1, vectorBytes);
  store<V>(gradient, l2, 2 * vectorBytes);
  store<V>(gradient, l3, 3 * vectorBytes);
}

/** sums = the sums of delta's columns over `rows`. */
export function sumColumns(rows: i32, width: i32, delta: usize, stride: usize, sums: usize): void {
  for (let column = 0; column < width; column += lanes) {
    let d = delta + 4 * column;
    let sum: V = splat(0);
    for (let row = 0; row < rows; row++) {
      sum = add(sum, load<V>(d));
      d += stride;
    }
    store<V>(sums + 4 * column, sum);
  }
}

/** A kernel of inputs × width in panels becomes one of width × inputs in panels. */
export function turn(inputs: i32, width: i32, kernel: usize, turned: usize): void {
  const panel = 2 * lanes;
  for (let u = 0; u < width; u += panel) {
    const columns = min(panel, width - u);
    for (let i = 0; i < inputs; i += panel) {
      const rows = min(panel, inputs - i);
      if (lanes == 4) {
        for (let c = 0; c < columns; c += 4)
          for (let r = 0; r < rows; r += 4)
            transposeFour(
              kernel + 4 * ((i + r) * columns + c),
              4 * columns,
              turned + 4 * (i * width + (u + c) * rows + r),
              4 * rows,
            );
      } else
        for (let c = 0; c < columns; c++)
          for (let r = 0; r < rows; r++)
            f32.store(
              turned + 4 * (i * width + (u + c) * rows + r),
              f32.load(kernel + 4 * ((i + r) * columns + c)),
            );
    }
    kernel += 4 * inputs * columns;
  }
}
