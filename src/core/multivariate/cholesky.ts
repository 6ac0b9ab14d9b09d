// A x = b for a symmetric positive definite A, by Cholesky's decomposition.

/** @param a row-major size × size, overwritten. @param b overwritten with x. */
export function solveInPlace(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      if (i > j) a[i * size + j] = sum / a[j * size + j]!;
      // A direction in which nothing varies beyond rounding has no say.
      else a[i * size + i] = sum > 0 ? Math.sqrt(sum) : Infinity;
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
