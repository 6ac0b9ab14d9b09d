// What the kernels compute with where WebAssembly has no SIMD: one float32 at a time. See `lanes-simd.ts`.

export type V = f32;
export type I = u32;
export type Mask = bool;

export const lanes: i32 = 1;

// An address is folded into the instruction only where it is written there as a number.

@inline
export function loadSplat(at: usize): V {
  return f32.load(at);
}
@inline
export function loadSplat4(at: usize): V {
  return f32.load(at, 4);
}
@inline
export function loadSplat8(at: usize): V {
  return f32.load(at, 8);
}
@inline
export function loadSplat12(at: usize): V {
  return f32.load(at, 12);
}
@inline
export function splat(value: f32): V {
  return value;
}
@inline
export function add(a: V, b: V): V {
  return a + b;
}
@inline
export function sub(a: V, b: V): V {
  return a - b;
}
@inline
export function mul(a: V, b: V): V {
  return a * b;
}
@inline
export function div(a: V, b: V): V {
  return a / b;
}
@inline
export function root(a: V): V {
  return f32.sqrt(a);
}
/** The smaller; NaN in `a` stays. */
@inline
export function least(a: V, b: V): V {
  return b < a ? b : a;
}
/** The larger; NaN in `a` stays. */
@inline
export function most(a: V, b: V): V {
  return a < b ? b : a;
}
@inline
export function magnitude(a: V): V {
  return f32.abs(a);
}
@inline
export function negative(a: V): V {
  return -a;
}
@inline
export function above(a: V, b: V): Mask {
  return a > b;
}
@inline
export function choose(mask: Mask, yes: V, no: V): V {
  return select<f32>(yes, no, mask);
}
/** `value` where the mask is set, else 0. */
@inline
export function keep(mask: Mask, value: V): V {
  return select<f32>(value, 0, mask);
}
/** `value` where the mask is not set, else 0. */
@inline
export function drop(mask: Mask, value: V): V {
  return select<f32>(0, value, mask);
}
/** The magnitude of `a` with the sign of `sign`. */
@inline
export function withSign(a: V, sign: V): V {
  return f32.copysign(a, sign);
}
/** 2ⁿ, where `shifted` is n + 3 × 2²² as a float: its lowest bits are n, and go into the exponent. */
@inline
export function powerOfTwo(shifted: V): V {
  return reinterpret<f32>((reinterpret<u32>(shifted) << 23) + 0x3f800000);
}
@inline
export function total(a: V): f32 {
  return a;
}
@inline
export function largest(a: V): f32 {
  return a;
}

/** Stores the totals of four, side by side. */
@inline
export function storeTotals(at: usize, a: V, b: V, c: V, d: V): void {
  f32.store(at, a);
  f32.store(at, b, 4);
  f32.store(at, c, 8);
  f32.store(at, d, 12);
}

/** Four rows of four become four columns: with panels of two columns the compile-time branch never comes here. */
@inline
export function transposeFour(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  for (let row: usize = 0; row < 4; row++)
    for (let column: usize = 0; column < 4; column++)
      f32.store(to + column * toStride + 4 * row, f32.load(from + row * fromStride + 4 * column));
}

// Whole numbers, for hashes.

@inline
export function splatInteger(value: u32): I {
  return value;
}
/** start, start + 1, … */
@inline
export function counting(start: u32): I {
  return start;
}
@inline
export function storeIntegers(at: usize, value: I): void {
  i32.store(at, value);
}
@inline
export function addIntegers(a: I, b: I): I {
  return a + b;
}
@inline
export function mulIntegers(a: I, b: I): I {
  return a * b;
}
@inline
export function andIntegers(a: I, b: I): I {
  return a & b;
}
@inline
export function xorIntegers(a: I, b: I): I {
  return a ^ b;
}
@inline
export function shiftRight(a: I, by: i32): I {
  return a >> by;
}
@inline
export function below(a: I, b: I): Mask {
  return a < b;
}
@inline
export function chooseIntegers(mask: Mask, yes: I, no: I): I {
  return select<u32>(yes, no, mask);
}
@inline
export function everyLane(mask: Mask): bool {
  return mask;
}
