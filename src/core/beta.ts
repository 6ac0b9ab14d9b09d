// The incomplete beta function and its inverse.

import { logGamma } from './statistics.ts';

/**
 * The continued fraction of the incomplete beta function (Lentz; Press et al., Numerical Recipes, §6.4), which converges
 * fast for x below (a + 1) / (a + b + 2).
 */
export function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const bounded = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / bounded(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / bounded(1 + even * d);
    c = bounded(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / bounded(1 + odd * d);
    c = bounded(1 + odd / c);
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h;
}

/** ln of x^a (1 − x)^b / B(a, b). */
const logFront = (x: number, a: number, b: number): number =>
  a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);

/** The share of a beta distribution below x: the regularised incomplete beta function. `scipy.stats.beta.cdf`. */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logFront(x, a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * The x that a share of `probability` of a beta distribution lies below, by Newton's steps that a bracket keeps from straying.
 * `scipy.stats.beta.ppf`.
 * @param probability between 0 and 1.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 200; i++) {
    const over = betaBelow(x, a, b) - probability;
    if (over > 0) high = x;
    else low = x;
    const density = Math.exp(logFront(x, a, b)) / (x * (1 - x));
    const step = x - over / density;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-13 * x) return next;
    x = next;
  }
  return x;
}
