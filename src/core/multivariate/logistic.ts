// Logistic regression by Newton's method, penalised as scikit-learn's LogisticRegression: ½‖w‖² + C Σ weight · log loss, the
// intercept free. It takes a handful of steps and no chance, where training by small steps would need an epoch to get near.

import { solveInPlace } from './cholesky.ts';

export interface LogisticData {
  /** Row-major rows × width. */
  readonly x: Float64Array;
  readonly width: number;
  /** 1 or 0. */
  readonly y: ArrayLike<number>;
  /** How much each row counts. */
  readonly weights: ArrayLike<number>;
}

export interface Logistic {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

const mostSteps = 60;

/** Half the squared length of what is penalised, plus the weighted log loss. */
function lossAt({ x, width, y, weights }: LogisticData, beta: Float64Array): number {
  let loss = 0;
  for (let j = 0; j < width; j++) loss += beta[j]! ** 2 / 2;
  for (let row = 0; row < y.length; row++) {
    let eta = beta[width]!;
    for (let j = 0; j < width; j++) eta += beta[j]! * x[row * width + j]!;
    const margin = y[row] === 1 ? eta : -eta;
    loss +=
      weights[row]! * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
  }
  return loss;
}

/** C is 1: weights say the rest. */
export function learnLogistic(data: LogisticData): Logistic {
  const { x, width, y, weights } = data;
  const size = width + 1;
  let beta = new Float64Array(size);
  let loss = lossAt(data, beta);
  for (let taken = 0; taken < mostSteps; taken++) {
    const hessian = new Float64Array(size * size);
    const step = new Float64Array(size);
    for (let j = 0; j < width; j++) {
      hessian[j * size + j] = 1;
      step[j] = -beta[j]!;
    }
    for (let row = 0; row < y.length; row++) {
      const at = row * width;
      let eta = beta[width]!;
      for (let j = 0; j < width; j++) eta += beta[j]! * x[at + j]!;
      const chance = 1 / (1 + Math.exp(-eta));
      const weight = weights[row]!;
      const pull = weight * (y[row]! - chance);
      const curve = weight * chance * (1 - chance);
      for (let i = 0; i < width; i++) {
        const value = x[at + i]!;
        step[i]! += pull * value;
        const bent = curve * value;
        for (let j = 0; j <= i; j++) hessian[i * size + j]! += bent * x[at + j]!;
      }
      step[width]! += pull;
      for (let j = 0; j < width; j++) hessian[width * size + j]! += curve * x[at + j]!;
      hessian[width * size + width]! += curve;
    }
    solveInPlace(hessian, step);
    // Shortened where it would overshoot, which far from the minimum it may.
    let share = 1;
    let next = beta.map((value, j) => value + step[j]!);
    let nextLoss = lossAt(data, next);
    while (nextLoss > loss && share > 1e-6) {
      share /= 2;
      next = beta.map((value, j) => value + share * step[j]!);
      nextLoss = lossAt(data, next);
    }
    if (!(nextLoss <= loss)) break;
    beta = next;
    const gained = loss - nextLoss;
    loss = nextLoss;
    if (gained <= 1e-14 * loss) break;
  }
  return { coefficients: beta.slice(0, width), intercept: beta[width]! };
}
