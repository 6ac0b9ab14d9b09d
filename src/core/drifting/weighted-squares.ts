// The law of a weighted sum of squared normal variables: that of ∫ B² dw of a Brownian bridge B.

import { chiSquareTail } from '../statistics.ts';

/** @param points ascending `share` in (0, 1), each with the positive weight `width`. */
export function weightedSquaresTail(points: readonly { readonly share: number; readonly width: number }[]): {
  /** P(Σ λ χ² ≥ x). */
  tail(x: number): number;
  readonly largest: number;
} {
  const weights = weightsOf(points);
  return { tail: (x) => tailOf(weights, x), largest: weights[0] ?? 0 };
}

/**
 * The weights λ, largest first: eigenvalues of √W K √W, where K is the bridge's covariance. Its inverse has three diagonals, with
 * 1/δ of the ways δ between the points, so its eigenvalues are found by counting signs (Sturm).
 */
function weightsOf(points: readonly { readonly share: number; readonly width: number }[]): number[] {
  const count = points.length;
  const way = (i: number): number => (points[i]?.share ?? 1) - (points[i - 1]?.share ?? 0);
  const diagonal = Float64Array.from(points, ({ width }, i) => (1 / way(i) + 1 / way(i + 1)) / width);
  const squares = Float64Array.from(points, ({ width }, i) =>
    i === 0 ? 0 : 1 / (way(i) ** 2 * width * points[i - 1]!.width),
  );
  /**
   * Eigenvalues below each of four x: each division waits for the one before it, so four rows of them take hardly longer than one.
   */
  const below = (x: Float64Array, found: Int32Array): void => {
    const [x0, x1, x2, x3] = [x[0]!, x[1]!, x[2]!, x[3]!];
    let [p0, p1, p2, p3] = [1, 1, 1, 1];
    let [n0, n1, n2, n3] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const middle = diagonal[i]!;
      const square = squares[i]!;
      p0 = middle - x0 - square / p0;
      p1 = middle - x1 - square / p1;
      p2 = middle - x2 - square / p2;
      p3 = middle - x3 - square / p3;
      if (p0 === 0) p0 = 1e-300;
      if (p1 === 0) p1 = 1e-300;
      if (p2 === 0) p2 = 1e-300;
      if (p3 === 0) p3 = 1e-300;
      if (p0 < 0) n0++;
      if (p1 < 0) n1++;
      if (p2 < 0) n2++;
      if (p3 < 0) n3++;
    }
    found[0] = n0;
    found[1] = n1;
    found[2] = n2;
    found[3] = n3;
  };
  const [from, to, at] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  const found = new Int32Array(4);
  // By the sum of the weights, no eigenvalue of the inverse is smaller than one over it.
  let low = 1 / points.reduce((sum, { share, width }) => sum + width * share * (1 - share), 0);
  const weights: number[] = [];
  for (let k = 1; k <= count; k += 4) {
    // The next four, as far as there are so many; the others take the last one once more.
    const wanted = [0, 1, 2, 3].map((i) => Math.min(count, k + i));
    from.fill(low);
    to.fill(low * 2);
    for (let far = true; far;) {
      below(to, found);
      far = false;
      for (let i = 0; i < 4; i++)
        if (found[i]! < wanted[i]! && to[i]! < 1e300) {
          from[i] = to[i]!;
          to[i]! *= 2;
          far = true;
        }
    }
    for (let turn = 0; turn < 44; turn++) {
      for (let i = 0; i < 4; i++) at[i] = (from[i]! + to[i]!) / 2;
      below(at, found);
      for (let i = 0; i < 4; i++)
        if (found[i]! < wanted[i]!) from[i] = at[i]!;
        else to[i] = at[i]!;
    }
    low = from[3]!;
    for (let i = 0; i < 4 && k + i <= count; i++) weights.push(2 / (from[i]! + to[i]!));
  }
  return weights;
}

/**
 * Kuonen's saddlepoint approximation (Saddlepoint approximations for distributions of quadratic forms in normal variables,
 * Biometrika 86, 1999), good to a few per cent of P however small it is.
 */
function tailOf(weights: readonly number[], x: number): number {
  const mean = weights.reduce((sum, weight) => sum + weight, 0);
  // At the mean itself the formula is 0 / 0; beside it, it is smooth.
  const aim = Math.abs(x / mean - 1) < 1e-3 ? mean * 1.001 : x;
  const rise = (s: number): number => {
    let sum = 0;
    for (const weight of weights) sum += weight / (1 - 2 * weight * s);
    return sum;
  };
  let [low, high] = [0, 1 / (2 * weights[0]!)];
  if (aim < mean) {
    [low, high] = [-1 / mean, 0];
    while (rise(low) > aim && low > -1e12 / mean) low *= 2;
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rise(middle) < aim) low = middle;
    else high = middle;
  }
  const s = (low + high) / 2;
  const [log, bend] = weights.reduce(
    ([sum, curve], weight) => [
      sum - Math.log(1 - 2 * weight * s) / 2,
      curve + 2 * (weight / (1 - 2 * weight * s)) ** 2,
    ],
    [0, 0] as [number, number],
  );
  const w = Math.sign(s) * Math.sqrt(2 * Math.max(0, s * aim - log));
  const v = s * Math.sqrt(bend);
  const z = w + Math.log(v / w) / w;
  const half = chiSquareTail(z * z, 1) / 2;
  return Math.min(1, z > 0 ? half : 1 - half);
}
