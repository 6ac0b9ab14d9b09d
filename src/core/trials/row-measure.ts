// What one row says about a model: the guard of a trial needs a figure per row whose mean is (or stands for) the project's
// metric.

import { asAnswers, usualThreshold, type Thresholds } from '../answering.ts';
import type { FigureUnit, Scored, Task } from '../define.ts';

export interface RowMeasure {
  readonly id: 'right' | 'nats' | 'squared-distance' | 'absolute-error' | 'squared-error';
  readonly label: string;
  readonly better: 'higher' | 'lower';
  readonly unit: FigureUnit;
  /** Of one row whose answer is known; NaN where the model gave none. */
  valueOf(scored: Scored, row: number): number;
}

function predicted({ scores, outputs }: Scored, row: number): number {
  const at = row * outputs;
  if (outputs === 1) return scores[at]! >= 0.5 ? 1 : 0;
  let best = 0;
  for (let u = 1; u < outputs; u++) if (scores[at + u]! > scores[at + best]!) best = u;
  return best;
}

const probability = ({ scores, outputs }: Scored, row: number, label: number): number => {
  if (outputs > 1) return scores[row * outputs + label]!;
  return label === 1 ? scores[row]! : 1 - scores[row]!;
};

/** 1 where the answer is right, 0 where it is wrong: the mean is the accuracy. */
const right: RowMeasure = {
  id: 'right',
  label: 'Right answers',
  better: 'higher',
  unit: 'share',
  valueOf: (scored, row) => (predicted(scored, row) === scored.truth[row] ? 1 : 0),
};

/** −ln P(true class), clipped as the metric log-loss does, 36.04 at most: the mean is the log loss. */
const nats: RowMeasure = {
  id: 'nats',
  label: 'Log loss of a row',
  better: 'lower',
  unit: 'nats',
  valueOf(scored, row) {
    const p = probability(scored, row, scored.truth[row]!);
    return -Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  },
};

/** Squared distance of the probabilities from the truth (binary: of P(positive) alone): the mean is the Brier score. */
const squaredDistance: RowMeasure = {
  id: 'squared-distance',
  label: 'Squared error of the probabilities',
  better: 'lower',
  unit: 'number',
  valueOf(scored, row) {
    const { truth, scores, outputs } = scored;
    if (outputs === 1) return (scores[row]! - truth[row]!) ** 2;
    let sum = 0;
    for (let u = 0; u < outputs; u++) sum += (scores[row * outputs + u]! - (u === truth[row] ? 1 : 0)) ** 2;
    return sum;
  },
};

const absoluteError: RowMeasure = {
  id: 'absolute-error',
  label: 'Absolute error of a row',
  better: 'lower',
  unit: 'target',
  valueOf: ({ truth, scores }, row) => Math.abs(scores[row]! - truth[row]!),
};

/** The mean is the mean squared error, whose root is RMSE: smaller in the one is smaller in the other. */
const squaredError: RowMeasure = {
  id: 'squared-error',
  label: 'Squared error of a row',
  better: 'lower',
  unit: 'target-squared',
  valueOf: ({ truth, scores }, row) => (scores[row]! - truth[row]!) ** 2,
};

/** Metrics that are the mean of a figure per row, or rise and fall with one. */
const faithful: Readonly<Record<string, RowMeasure>> = {
  accuracy: right,
  'log-loss': nats,
  brier: squaredDistance,
  mae: absoluteError,
  mse: squaredError,
  rmse: squaredError,
};

export interface ChosenMeasure {
  readonly measure: RowMeasure;
  /** The metric is no mean over rows (AUC, F1, a quantile …), and this figure stands for it. */
  readonly standsIn: boolean;
}

/** What the guard looks at for a metric. */
export function rowMeasureOf(metric: string, task: Task): ChosenMeasure {
  const own = Object.hasOwn(faithful, metric) ? faithful[metric] : undefined;
  if (own) return { measure: own, standsIn: false };
  return { measure: task === 'regression' ? absoluteError : right, standsIn: true };
}

/**
 * A figure per row; NaN where the answer is unknown or the model gave none.
 * @param thresholds by which binary rows are answered.
 */
export function rowValues(
  measure: RowMeasure,
  given: Scored,
  thresholds: Thresholds = usualThreshold,
): Float64Array {
  const scored = measure.id === 'right' ? asAnswers(given, thresholds) : given;
  const { truth, scores, outputs } = scored;
  const values = new Float64Array(truth.length).fill(NaN);
  for (let row = 0; row < truth.length; row++) {
    let known = !Number.isNaN(truth[row]!);
    for (let at = row * outputs; at < (row + 1) * outputs; at++) known &&= !Number.isNaN(scores[at]!);
    if (known) values[row] = measure.valueOf(scored, row);
  }
  return values;
}
