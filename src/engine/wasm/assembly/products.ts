// Matrix products, four rows by one panel of columns at a time: the sums of such a tile stay in registers, and each load
// serves several products. (Goto & van de Geijn 2008 describe the blocking; here all operands of a tile lie in the first cache.)

import { V, add, lanes, loadSplat, loadSplat12, loadSplat4, loadSplat8, most, mul, splat } from './lanes';

const vectorBytes: usize = 4 * lanes;
/** Of one row of a whole panel. */
export const panelBytes: usize = 2 * vectorBytes;

/**
 * output = max(floor, input · kernel + bias).
 * `rows` × `depth` values `stride` bytes apart, a kernel of depth × width in panels; all three multiples of four.
 */
export function multiply(
  rows: i32,
  depth: i32,
  input: usize,
  inputStride: usize,
  kernel: usize,
  width: i32,
  bias: usize,
  floor: f32,
  output: usize,
  outputStride: usize,
): void {
  const least = splat(floor);
  let column: i32 = 0;
  for (; column + 2 * lanes <= width; column += 2 * lanes) {
    let a0 = input;
    let o0 = output + 4 * column;
    for (let row = 0; row < rows; row += 4) {
      wideTile(depth, a0, inputStride, kernel, bias + 4 * column, least, o0, outputStride);
      a0 += 4 * inputStride;
      o0 += 4 * outputStride;
    }
    kernel += (depth as usize) * panelBytes;
  }
  if (column < width) {
    let a0 = input;
    let o0 = output + 4 * column;
    for (let row = 0; row < rows; row += 4) {
      narrowTile(depth, a0, inputStride, kernel, bias + 4 * column, least, o0, outputStride);
      a0 += 4 * inputStride;
      o0 += 4 * outputStride;
    }
  }
}

@inline
function wideTile(
  depth: i32,
  a0: usize,
  stride: usize,
  kernel: usize,
  bias: usize,
  least: V,
  o0: usize,
  outputStride: usize,
): void {
  let a1 = a0 + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  let l0 = load<V>(bias);
  let r0 = load<V>(bias, vectorBytes);
  let l1 = l0;
  let r1 = r0;
  let l2 = l0;
  let r2 = r0;
  let l3 = l0;
  let r3 = r0;
  const end = a0 + 4 * depth;
  while (a0 < end) {
    let left = load<V>(kernel);
    let right = load<V>(kernel, vectorBytes);
    let value = loadSplat(a0);
    l0 = add(l0, mul(value, left));
    r0 = add(r0, mul(value, right));
    value = loadSplat(a1);
    l1 = add(l1, mul(value, left));
    r1 = add(r1, mul(value, right));
    value = loadSplat(a2);
    l2 = add(l2, mul(value, left));
    r2 = add(r2, mul(value, right));
    value = loadSplat(a3);
    l3 = add(l3, mul(value, left));
    r3 = add(r3, mul(value, right));
    left = load<V>(kernel, 2 * vectorBytes);
    right = load<V>(kernel, 3 * vectorBytes);
    value = loadSplat4(a0);
    l0 = add(l0, mul(value, left));
    r0 = add(r0, mul(value, right));
    value = loadSplat4(a1);
    l1 = add(l1, mul(value, left));
    r1 = add(r1, mul(value, right));
    value = loadSplat4(a2);
    l2 = add(l2, mul(value, left));
    r2 = add(r2, mul(value, right));
    value = loadSplat4(a3);
    l3 = add(l3, mul(value, left));
    r3 = add(r3, mul(value, right));
    left = load<V>(kernel, 4 * vectorBytes);
    right = load<V>(kernel, 5 * vectorBytes);
    value = loadSplat8(a0);
    l0 = add(l0, mul(value, left));
    r0 = add(r0, mul(value, right));
    value = loadSplat8(a1);
    l1 = add(l1, mul(value, left));
    r1 = add(r1, mul(value, right));
    value = loadSplat8(a2);
    l2 = add(l2, mul(value, left));
    r2 = add(r2, mul(value, right));
    value = loadSplat8(a3);
    l3 = add(l3, mul(value, left));
    r3 = add(r3, mul(value, right));
    left = load<V>(kernel, 6 * vectorBytes);
    right = load<V>(kernel, 7 * vectorBytes);
    value = loadSplat12(a0);
    l0 = add(l0, mul(value, left));
    r0 = add(r0, mul(value, right));
    value = loadSplat12(a1);
    l1 = add(l1, mul(value, left));
    r1 = add(r1, mul(value, right));
    value = loadSplat12(a2);
    l2 = add(l2, mul(value, left));
    r2 = add(r2, mul(value, right));
    value = loadSplat12(a3);
    l3 = add(l3, mul(value, left));
    r3 = add(r3, mul(value, right));
    a0 += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    kernel += 4 * panelBytes;
  }
  store<V>(o0, most(l0, least));
  store<V>(o0, most(r0, least), vectorBytes);
  o0 += outputStride;
  store<V>(o0, most(l1, least));
  store<V>(o0, most(r1, least), vectorBytes);
  o0 += outputStride;
  store<V>(o0, most(l2, least));
  store<V>(o0, most(r2, least), vectorBytes);
  o0 += outputStride;
  store<V>(o0, most(l3, least));
  store<V>(o0, most(r3, least), vectorBytes);
}

@inline
function narrowTile(
  depth: i32,
  a0: usize,
  stride: usize,
  kernel: usize,
  bias: usize,
  least: V,
  o0: usize,
  outputStride: usize,
): void {
  let a1 = a0 + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  let l0 = load<V>(bias);
  let l1 = l0;
  let l2 = l0;
  let l3 = l0;
  const end = a0 + 4 * depth;
  while (a0 < end) {
    let left = load<V>(kernel);
    let value = loadSplat(a0);
    l0 = add(l0, mul(value, left));
    value = loadSplat(a1);
    l1 = add(l1, mul(value, left));
    value = loadSplat(a2);
    l2 = add(l2, mul(value, left));
    value = loadSplat(a3);
    l3 = add(l3, mul(value, left));
    left = load<V>(kernel, vectorBytes);
    value = loadSplat4(a0);
    l0 = add(l0, mul(value, left));
    value = loadSplat4(a1);
    l1 = add(l1, mul(value, left));
    value = loadSplat4(a2);
    l2 = add(l2, mul(value, left));
    value = loadSplat4(a3);
    l3 = add(l3, mul(value, left));
    left = load<V>(kernel, 2 * vectorBytes);
    value = loadSplat8(a0);
    l0 = add(l0, mul(value, left));
    value = loadSplat8(a1);
    l1 = add(l1, mul(value, left));
    value = loadSplat8(a2);
    l2 = add(l2, mul(value, left));
    value = loadSplat8(a3);
    l3 = add(l3, mul(value, left));
    left = load<V>(kernel, 3 * vectorBytes);
    value = loadSplat12(a0);
    l0 = add(l0, mul(value, left));
    value = loadSplat12(a1);
    l1 = add(l1, mul(value, left));
    value = loadSplat12(a2);
    l2 = add(l2, mul(value, left));
    value = loadSplat12(a3);
    l3 = add(l3, mul(value, left));
    a0 += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    kernel += 4 * vectorBytes;
  }
  store<V>(o0, most(l0, least));
  o0 += outputStride;
  store<V>(o0, most(l1, least));
  o0 += outputStride;
  store<V>(o0, most(l2, least));
  o0 += outputStride;
  store<V>(o0, most(l3, least));
}
