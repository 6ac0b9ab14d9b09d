// What the kernels compute with where WebAssembly has SIMD: four float32 side by side. `lanes-scalar.ts` says the same for
// one. The compile script puts one of the two in the place of './lanes'.

export type V = v128;
export type I = v128;
export type Mask = v128;

export const lanes: i32 = 4;

// An address is folded into the instruction only where it is written there as a number.

@inline
export function loadSplat(at: usize): V {
  return v128.load32_splat(at);
}
@inline
export function loadSplat4(at: usize): V {
  return v128.load32_splat(at, 4);
}
@inline
export function loadSplat8(at: usize): V {
  return v128.load32_splat(at, 8);
}
@inline
export function loadSplat12(at: usize): V {
  return v128.load32_splat(at, 12);
}
@inline
export function splat(value: f32): V {
  return f32x4.splat(value);
}
@inline
export function add(a: V, b: V): V {
  return f32x4.add(a, b);
}
@inline
export function sub(a: V, b: V): V {
  return f32x4.sub(a, b);
}
@inline
export function mul(a: V, b: V): V {
  return f32x4.mul(a, b);
}
@inline
export function div(a: V, b: V): V {
  return f32x4.div(a, b);
}
@inline
export function root(a: V): V {
  return f32x4.sqrt(a);
}
/** The smaller; NaN in `a` stays. */
@inline
export function least(a: V, b: V): V {
  return f32x4.pmin(a, b);
}
/** The larger; NaN in `a` stays. */
@inline
export function most(a: V, b: V): V {
  return f32x4.pmax(a, b);
}
@inline
export function magnitude(a: V): V {
  return f32x4.abs(a);
}
@inline
export function negative(a: V): V {
  return f32x4.neg(a);
}
@inline
export function above(a: V, b: V): Mask {
  return f32x4.gt(a, b);
}
@inline
export function choose(mask: Mask, yes: V, no: V): V {
  return v128.bitselect(yes, no, mask);
}
/** `value` where the mask is set, else 0. */
@inline
export function keep(mask: Mask, value: V): V {
  return v128.and(value, mask);
}
/** `value` where the mask is not set, else 0. */
@inline
export function drop(mask: Mask, value: V): V {
  return v128.andnot(value, mask);
}
/** The magnitude of `a` with the sign of `sign`. */
@inline
export function withSign(a: V, sign: V): V {
  return v128.bitselect(sign, a, i32x4.splat(0x80000000));
}
/** 2ⁿ, where `shifted` is n + 3 × 2²² as a float: its lowest bits are n, and go into the exponent. */
@inline
export function powerOfTwo(shifted: V): V {
  return i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000));
}
@inline
export function total(a: V): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}
@inline
export function largest(a: V): f32 {
  return max(
    max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
    max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
  );
}

/** Stores the totals of four, side by side. */
@inline
export function storeTotals(at: usize, a: V, b: V, c: V, d: V): void {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7));
  v128.store(at, f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)));
}

/** Four rows of four become four columns. Strides in bytes. */
@inline
export function transposeFour(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStride);
  const c = v128.load(from + 2 * fromStride);
  const d = v128.load(from + 3 * fromStride);
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
  v128.store(to + 2 * toStride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * toStride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

// Whole numbers, for hashes.

@inline
export function splatInteger(value: u32): I {
  return i32x4.splat(value);
}
/** start, start + 1, … */
@inline
export function counting(start: u32): I {
  return i32x4.add(i32x4.splat(start), i32x4(0, 1, 2, 3));
}
@inline
export function storeIntegers(at: usize, value: I): void {
  v128.store(at, value);
}
@inline
export function addIntegers(a: I, b: I): I {
  return i32x4.add(a, b);
}
@inline
export function mulIntegers(a: I, b: I): I {
  return i32x4.mul(a, b);
}
@inline
export function andIntegers(a: I, b: I): I {
  return v128.and(a, b);
}
@inline
export function xorIntegers(a: I, b: I): I {
  return v128.xor(a, b);
}
@inline
export function shiftRight(a: I, by: i32): I {
  return i32x4.shr_u(a, by);
}
@inline
export function below(a: I, b: I): Mask {
  return i32x4.lt_u(a, b);
}
@inline
export function chooseIntegers(mask: Mask, yes: I, no: I): I {
  return v128.bitselect(yes, no, mask);
}
@inline
export function everyLane(mask: Mask): bool {
  return i32x4.all_true(mask);
}
