// Distances between the steps of two cumulative shares, in one walk over both samples in ascending order.

const finite = (gap: number): number => (Number.isFinite(gap) ? gap : 0);

/**
 * ∫ |F − G| dx and ∫ (F − G)² dx of two ascending samples with at least one value each: scipy's
 * wasserstein_distance, and half the square of its energy_distance. Infinite values count as the outermost finite one.
 */
export function cdfDistances(x: Float64Array, y: Float64Array): { first: number; second: number } {
  const [n, m] = [x.length, y.length];
  let [i, j, first, second] = [0, 0, 0, 0];
  let at = Math.min(x[0]!, y[0]!);
  while (i < n && j < m) {
    while (i < n && x[i]! <= at) i++;
    while (j < m && y[j]! <= at) j++;
    if (i === n && j === m) break;
    const next = i === n ? y[j]! : j === m ? x[i]! : x[i]! < y[j]! ? x[i]! : y[j]!;
    const off = Math.abs(i / n - j / m);
    const gap = finite(next - at);
    first += off * gap;
    second += off * off * gap;
    at = next;
  }
  // One side is used up: the other goes on alone.
  for (; i < n; at = x[i++]!) {
    const gap = finite(x[i]! - at);
    first += (1 - i / n) * gap;
    second += (1 - i / n) ** 2 * gap;
  }
  for (; j < m; at = y[j++]!) {
    const gap = finite(y[j]! - at);
    first += (1 - j / m) * gap;
    second += (1 - j / m) ** 2 * gap;
  }
  return { first, second };
}
