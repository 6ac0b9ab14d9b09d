// How far out a value lies when three moments of its law are known: Pearson's type III (a shifted gamma) has any mean,
// deviation and skewness, and is the normal law where there is no skew.

import { chiSquareTail } from '../statistics.ts';

export interface ThreeMoments {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
}

/** Beyond it the gamma law has no top any more. */
const mostSkew = 2;

/** P(at least so much). NaN where the law is not known. */
export function pearsonTail(value: number, { mean, deviation, skewness }: ThreeMoments): number {
  const z = (value - mean) / deviation;
  if (!Number.isFinite(z) || Number.isNaN(skewness)) return NaN;
  if (Math.abs(skewness) < 1e-3) {
    const far = chiSquareTail(z * z, 1) / 2;
    return z > 0 ? far : 1 - far;
  }
  const skew = Math.min(mostSkew, Math.abs(skewness));
  const shape = 4 / (skew * skew);
  const side = skewness > 0 ? z : -z;
  // A gamma law of that shape has mean `shape` and deviation √shape; chi-square is twice it.
  const tail = chiSquareTail(2 * (shape + side * Math.sqrt(shape)), 2 * shape);
  return skewness > 0 ? tail : 1 - tail;
}

export function threeMoments(values: ArrayLike<number>): ThreeMoments {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let [squares, cubes] = [0, 0];
  for (let i = 0; i < n; i++) {
    squares += (values[i]! - mean) ** 2;
    cubes += (values[i]! - mean) ** 3;
  }
  const variance = squares / (n - 1);
  return { mean, deviation: Math.sqrt(variance), skewness: cubes / n / (squares / n) ** 1.5 };
}
