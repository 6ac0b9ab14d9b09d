// Two models on the same rows, answer by answer: where they agree, which rows the one gets right and the other wrong, and
// whether that is more than chance.

import type { Task } from './define.ts';
import type { CostMatrix, IntervalSpec, Measured, ModelComparison } from './evaluation.ts';
import { mcnemar } from './mcnemar.ts';
import { answerAt } from './pictures/answers.ts';
import { studentQuantile } from './student-t.ts';

export interface ComparisonInput {
  readonly task: Task;
  /** Number of classes; 2 for binary, 0 for regression. */
  readonly classes: number;
  /** NaN where the answer is not known: such rows count nowhere. */
  readonly truth: Float64Array;
  readonly candidate: Float32Array;
  readonly baseline: Float32Array;
  readonly outputs: number;
  /** From which probability on a binary answer is positive. */
  readonly threshold: number;
  /** By which the baseline answers; absent: the same. */
  readonly baselineThreshold?: number;
  readonly cost: CostMatrix | null;
  readonly interval: IntervalSpec;
}

/** Pearson's correlation; NaN where either does not vary. */
function correlation(one: Float32Array, other: Float32Array, rows: readonly number[]): number {
  const n = rows.length;
  let meanOne = 0;
  let meanOther = 0;
  for (const row of rows) {
    meanOne += one[row]! / n;
    meanOther += other[row]! / n;
  }
  let [product, squareOne, squareOther] = [0, 0, 0];
  for (const row of rows) {
    const [a, b] = [one[row]! - meanOne, other[row]! - meanOther];
    product += a * b;
    squareOne += a * a;
    squareOther += b * b;
  }
  return product / Math.sqrt(squareOne * squareOther);
}

/**
 * What a row's answer costs under candidate minus baseline, on average, with the paired t interval of that mean.
 * @param differences one per row.
 */
function meanCost(differences: Float64Array, { method, confidence }: IntervalSpec): Measured {
  const n = differences.length;
  let value = 0;
  for (const difference of differences) value += difference / n;
  let squares = 0;
  for (const difference of differences) squares += (difference - value) ** 2;
  if (n === 0) value = NaN;
  if (method === 'none' || n < 2) return { value, low: value, high: value, n, standardError: NaN };
  const standardError = Math.sqrt(squares / (n - 1) / n);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * standardError;
  return { value, low: value - half, high: value + half, n, standardError };
}

/**
 * Compares the answers of two models for the same rows. A model that gives no answer (NaN) is wrong there and agrees with none.
 * Cost is NaN then, and null for regression, where no matrix of answers exists.
 * @throws RangeError when scores do not fit the rows.
 */
export function compareModels(input: ComparisonInput): ModelComparison {
  const { task, classes, truth, candidate, baseline, outputs, threshold, cost, interval } = input;
  const { baselineThreshold = threshold } = input;
  if (candidate.length !== truth.length * outputs || baseline.length !== candidate.length)
    throw new RangeError(
      `${candidate.length} and ${baseline.length} scores do not fit ${truth.length} rows of ${outputs}.`,
    );
  const rows: number[] = [];
  truth.forEach((answer, row) => {
    if (!Number.isNaN(answer)) rows.push(row);
  });
  const n = rows.length;
  if (task === 'regression')
    return {
      n,
      agreement: correlation(candidate, baseline, rows),
      onlyCandidate: 0,
      onlyBaseline: 0,
      bothRight: 0,
      bothWrong: 0,
      answers: [],
      mcnemar: null,
      cost: null,
    };
  const answers = new Array<number>(classes * classes).fill(0);
  const costs = new Float64Array(cost ? n : 0);
  let [same, onlyCandidate, onlyBaseline, bothRight] = [0, 0, 0, 0];
  const shared = { task, truth, outputs };
  const [mine, theirs] = [
    { ...shared, scores: candidate, threshold },
    { ...shared, scores: baseline, threshold: baselineThreshold },
  ];
  rows.forEach((row, at) => {
    const one = answerAt(mine, row);
    const other = answerAt(theirs, row);
    const right = truth[row]!;
    if (one >= 0 && other >= 0) {
      answers[other * classes + one]!++;
      if (one === other) same++;
    }
    if (one === right && other === right) bothRight++;
    else if (one === right) onlyCandidate++;
    else if (other === right) onlyBaseline++;
    if (cost) costs[at] = (cost[right]?.[one] ?? NaN) - (cost[right]?.[other] ?? NaN);
  });
  return {
    n,
    agreement: n > 0 ? same / n : NaN,
    onlyCandidate,
    onlyBaseline,
    bothRight,
    bothWrong: n - bothRight - onlyCandidate - onlyBaseline,
    answers,
    mcnemar: mcnemar(onlyCandidate, onlyBaseline),
    cost: cost ? meanCost(costs, interval) : null,
  };
}
