// Every column, and the product of every two (each with itself as well), in the order of scikit-learn's PolynomialFeatures of
// degree 2. A straight line through these can bend: it sees that two columns no longer go together.

export const widthWithProducts = (width: number): number => width + (width * (width + 1)) / 2;

/** Row-major rows × widthWithProducts(width). */
export function withProducts(z: Float64Array, width: number): Float64Array {
  const rows = z.length / width;
  const wide = widthWithProducts(width);
  const out = new Float64Array(rows * wide);
  for (let row = 0; row < rows; row++) {
    let to = row * wide;
    const from = row * width;
    for (let i = 0; i < width; i++) out[to++] = z[from + i]!;
    for (let i = 0; i < width; i++) {
      const value = z[from + i]!;
      for (let j = i; j < width; j++) out[to++] = value * z[from + j]!;
    }
  }
  return out;
}
