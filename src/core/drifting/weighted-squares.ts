// The law of a weighted sum of squared normal variables: that of ∫ B² dw of a Brownian bridge B.

import { chiSquareTail } from '../statistics.ts';
import type { Weighted } from './weighted-deviations.ts';

/**
 * The weights λ are the reciprocals of the eigenvalues μ of a matrix T with three diagonals: of √W K √W, where K is the bridge's
 * covariance, the inverse has 1/δ of the ways δ between the points. They are never worked out one by one: what is asked for follows
 * from the pivots of T − q, all positive below the least μ.
 */
class Pivots {
  readonly #diagonal: Float64Array;
  /** Squares beside the diagonal; the first is 0. */
  readonly #squares: Float64Array;
  /** Pivots at 0. */
  readonly #whole: Float64Array;
  /** Σ ln(1 − q λ). */
  log = 0;
  /** Σ 1/(μ − q), which is Σ λ / (1 − q λ). */
  rise = 0;
  /** Σ 1/(μ − q)². */
  bend = 0;

  /** @param points ascending `share` in (0, 1), each with the positive weight `width`. */
  constructor(points: readonly Weighted[]) {
    const way = (i: number): number => (points[i]?.share ?? 1) - (points[i - 1]?.share ?? 0);
    this.#diagonal = Float64Array.from(points, ({ width }, i) => (1 / way(i) + 1 / way(i + 1)) / width);
    this.#squares = Float64Array.from(points, ({ width }, i) =>
      i === 0 ? 0 : 1 / (way(i) ** 2 * width * points[i - 1]!.width),
    );
    this.#whole = new Float64Array(points.length).fill(1);
    let pivot = 1;
    for (let i = 0; i < points.length; i++)
      this.#whole[i] = pivot = this.#diagonal[i]! - this.#squares[i]! / pivot;
  }

  /** Works out the sums at q. @returns whether q lies below the least μ. */
  at(q: number): boolean {
    const [diagonal, squares, whole] = [this.#diagonal, this.#squares, this.#whole];
    let log = 0;
    let rise = 0;
    let bend = 0;
    let product = 1;
    // One over the pivot before, and its first two derivatives over it.
    let over = 0;
    let u = 0;
    let v = 0;
    for (let i = 0; i < diagonal.length; i++) {
      const part = squares[i]! * over;
      const pivot = diagonal[i]! - q - part;
      if (!(pivot > 0)) return false;
      over = 1 / pivot;
      v = part * (v - 2 * u * u) * over;
      u = (part * u - 1) * over;
      rise -= u;
      bend += u * u - v;
      product *= pivot / whole[i]!;
      // A product of all could leave the doubles.
      if (i % 8 === 7) {
        log += Math.log(product);
        product = 1;
      }
    }
    this.log = log + Math.log(product);
    this.rise = rise;
    this.bend = bend;
    return true;
  }

  /** The least μ: Laguerre's steps come to the least root of a polynomial from below without passing it. */
  least(): number {
    const count = this.#diagonal.length;
    let q = 0;
    for (let turn = 0; turn < 60 && this.at(q); turn++) {
      const { rise, bend } = this;
      const step = count / (rise + Math.sqrt(Math.max(0, (count - 1) * (count * bend - rise * rise))));
      q += step;
      if (step < 1e-15 * q) break;
    }
    return q;
  }
}

/** @param points ascending `share` in (0, 1), each with the positive weight `width`. */
export function weightedSquaresTail(points: readonly Weighted[]): {
  /** P(Σ λ χ² ≥ x). */
  tail(x: number): number;
  readonly largest: number;
} {
  const pivots = new Pivots(points);
  pivots.at(0);
  const mean = pivots.rise;
  const least = pivots.least();
  return { tail: (x) => tailOf(pivots, least, mean, x), largest: 1 / least };
}

/** The q below `least` at which the rise is `aim`: Newton's steps on 1/rise, which is nearly straight, between known bounds. */
function riseTo(pivots: Pivots, least: number, mean: number, aim: number): number {
  let low = aim < mean ? -1e12 / mean : 0;
  let high = aim < mean ? 0 : least;
  // All λ but the largest add no less than they do at 0.
  let q = aim < mean ? 0 : least - 1 / (aim - mean + 1 / least);
  for (let turn = 0; turn < 100; turn++) {
    const below = pivots.at(q);
    const { rise, bend } = pivots;
    if (below && Math.abs(rise - aim) <= 1e-14 * aim) break;
    if (below && rise < aim) low = q;
    else high = q;
    const next = below ? q + (rise * (1 - rise / aim)) / bend : NaN;
    const middle = (low + high) / 2;
    if (middle === low || middle === high || next === q) break;
    q = next > low && next < high ? next : middle;
  }
  return q;
}

/**
 * Kuonen's saddlepoint approximation (Saddlepoint approximations for distributions of quadratic forms in normal variables,
 * Biometrika 86, 1999), good to a few per cent of P however small it is.
 */
function tailOf(pivots: Pivots, least: number, mean: number, x: number): number {
  // At the mean itself the formula is 0 / 0; beside it, it is smooth.
  const aim = Math.abs(x / mean - 1) < 1e-3 ? mean * 1.001 : x;
  const s = riseTo(pivots, least, mean, aim) / 2;
  const w = Math.sign(s) * Math.sqrt(2 * Math.max(0, s * aim + pivots.log / 2));
  const v = s * Math.sqrt(2 * pivots.bend);
  const z = w + Math.log(v / w) / w;
  const half = chiSquareTail(z * z, 1) / 2;
  return Math.min(1, z > 0 ? half : 1 - half);
}
