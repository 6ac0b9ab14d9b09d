// Models trained to convergence, for figures that do not depend on a seed. Logistic regression: Newton's method on
// Σ log loss + ½‖w‖² without a penalty on the intercept, scikit-learn's LogisticRegression with C = 1. Linear
// regression: normal equations.

import type { Scenario } from '../../../src/core/define.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe, transform } from '../../../src/core/recipe.ts';
import type { Table } from '../../../src/core/table.ts';

export interface Problem {
  readonly table: Table;
  readonly features: readonly string[];
  readonly truth: Float64Array;
  readonly task: Scenario['task'];
}

/** @returns the answers of a model learnt from `train`, for any rows: P(positive), or the value. */
export function fitExactly(problem: Problem, train: Int32Array): (rows: Int32Array) => Float64Array {
  const { table, features, truth, task } = problem;
  const known = train.filter((row) => !Number.isNaN(truth[row]!));
  const recipe = fitRecipe(table, usualPlan(table, features), known, truth, task, 2, 1);
  const width = recipe.outputs.length + 1;
  const design = (rows: Int32Array): Float64Array => {
    const x = transform(recipe, table, rows);
    const withOne = new Float64Array(rows.length * width);
    for (let row = 0; row < rows.length; row++) {
      withOne[row * width] = 1;
      for (let i = 1; i < width; i++) withOne[row * width + i] = x[row * (width - 1) + i - 1]!;
    }
    return withOne;
  };
  const x = design(known);
  const y = Float64Array.from(known, (row) => truth[row]!);
  const weights = new Float64Array(width);
  const penalty = task === 'regression' ? 1e-6 : 1;
  const answer = (of: Float64Array, row: number): number => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += of[row * width + i]! * weights[i]!;
    return task === 'regression' ? sum : 1 / (1 + Math.exp(-sum));
  };
  for (let step = 0; step < (task === 'regression' ? 1 : 12); step++) {
    const gradient = new Float64Array(width);
    const hessian = new Float64Array(width * width);
    for (let i = 1; i < width; i++) {
      gradient[i] = penalty * weights[i]!;
      hessian[i * width + i] = penalty;
    }
    for (let row = 0; row < known.length; row++) {
      const p = answer(x, row);
      const curvature = task === 'regression' ? 1 : p * (1 - p);
      for (let i = 0; i < width; i++) {
        const xi = x[row * width + i]!;
        if (xi === 0) continue;
        gradient[i]! += (p - y[row]!) * xi;
        for (let j = 0; j <= i; j++) hessian[i * width + j]! += curvature * xi * x[row * width + j]!;
      }
    }
    const move = solve(hessian, gradient, width);
    for (let i = 0; i < width; i++) weights[i]! -= move[i]!;
  }
  return (rows) => {
    const of = design(rows);
    return Float64Array.from(rows, (_, row) => answer(of, row));
  };
}

/** Cholesky: `a` holds the lower half of a symmetric positive definite matrix. */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * n + j]!;
    }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= a[i * n + k]! * x[k]!;
    x[i]! /= a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= a[k * n + i]! * x[k]!;
    x[i]! /= a[i * n + i]!;
  }
  return x;
}
