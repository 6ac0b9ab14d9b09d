// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub & Van Loan, Matrix Computations, §8.5): each
// turns a pair of coordinates until they no longer tell of each other. Slower than what a library does, exact to the last digits.

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** One after another in the order of `values`, each of length 1; row-major. */
  readonly vectors: Float64Array;
}

const mostSweeps = 60;

/** What lies beside the diagonal, squared. */
function beside(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) sum += a[i * size + j]! ** 2;
  return sum;
}

/** @param matrix symmetric, row-major size × size; only read. */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const scale = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < mostSweeps && beside(a, size) > 1e-32 * scale; sweep++)
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  // Of equal ones the later first, as LAPACK leaves them in scikit-learn: where nothing varies this says which are kept.
  const order = Array.from({ length: size }, (_, i) => size - 1 - i).sort(
    (i, j) => a[j * size + j]! - a[i * size + i]!,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => vectors.set(v.subarray(from * size, (from + 1) * size), to * size));
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q]!;
  if (off === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  // Rows p and q first, then columns p and q. Rows of `v` are the vectors, so that memory is walked along.
  for (const m of [a, v])
    for (let k = 0; k < size; k++) {
      const [one, other] = [m[p * size + k]!, m[q * size + k]!];
      m[p * size + k] = c * one - s * other;
      m[q * size + k] = s * one + c * other;
    }
  for (let k = 0; k < size; k++) {
    const [one, other] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = c * one - s * other;
    a[k * size + q] = s * one + c * other;
  }
}
