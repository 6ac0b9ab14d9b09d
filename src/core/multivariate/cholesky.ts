// A x = b for a symmetric positive definite A, by Cholesky's decomposition.

/** @param a row-major size × size, overwritten. @param b overwritten with x. */
export function solveInPlace(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  // One column after another, four rows at a time: their sums don't wait for one another.
  for (let j = 0; j < size; j++) {
    const own = j * size;
    const square = sumLess(a, own, own, j);
    // A direction in which nothing varies beyond rounding has no say.
    const pivot = square > 0 ? Math.sqrt(square) : Infinity;
    a[own + j] = pivot;
    let i = j + 1;
    for (; i + 3 < size; i += 4) {
      let p = i * size;
      let q = p + size;
      let r = q + size;
      let s = r + size;
      let atP = a[p + j]!;
      let atQ = a[q + j]!;
      let atR = a[r + j]!;
      let atS = a[s + j]!;
      for (let k = own; k < own + j; k++, p++, q++, r++, s++) {
        const value = a[k]!;
        atP -= a[p]! * value;
        atQ -= a[q]! * value;
        atR -= a[r]! * value;
        atS -= a[s]! * value;
      }
      a[p] = atP / pivot;
      a[q] = atQ / pivot;
      a[r] = atR / pivot;
      a[s] = atS / pivot;
    }
    for (; i < size; i++) a[i * size + j] = sumLess(a, i * size, own, j) / pivot;
  }
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * size + k]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < size; k++) sum -= a[k * size + i]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
}

/** What stands at column `upTo` of the row from `at` on, less the products of what stands before it there and in the `other` row. */
function sumLess(a: Float64Array, at: number, other: number, upTo: number): number {
  let sum = a[at + upTo]!;
  for (let k = 0; k < upTo; k++) sum -= a[at + k]! * a[other + k]!;
  return sum;
}
