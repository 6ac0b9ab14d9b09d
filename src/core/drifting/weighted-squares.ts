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
  /** Eigenvalues below x. */
  const below = (x: number): number => {
    let [found, pivot] = [0, 1];
    for (let i = 0; i < count; i++) {
      pivot = diagonal[i]! - x - squares[i]! / pivot;
      if (pivot === 0) pivot = 1e-300;
      if (pivot < 0) found++;
    }
    return found;
  };
  // By the sum of the weights, no eigenvalue of the inverse is smaller than one over it.
  let low = 1 / points.reduce((sum, { share, width }) => sum + width * share * (1 - share), 0);
  const weights: number[] = [];
  for (let k = 1; k <= count; k++) {
    let [from, to] = [low, low * 2];
    while (below(to) < k && to < 1e300) [from, to] = [to, to * 2];
    for (let i = 0; i < 44; i++) {
      const middle = (from + to) / 2;
      if (below(middle) < k) from = middle;
      else to = middle;
    }
    low = from;
    weights.push(2 / (from + to));
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
