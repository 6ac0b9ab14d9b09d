import { answeredRows } from '../estimating/answered.ts';
import { binaryEstimator, multiclassEstimator, type Answered } from '../estimating/class-estimator.ts';
import { deviationLimits, chunksOf, type Limits } from '../estimating/chunk-limits.ts';
import { fitDle, lossEstimates } from '../estimating/dle.ts';
import { labelShift } from '../estimating/label-shift.ts';
import { outOfFold } from '../estimating/out-of-fold.ts';
import { groupValues, meanChangeP, type GroupedValues } from '../estimating/permutation-mean.ts';
import { metrics } from '../metrics/index.ts';
import { bareFigure, figureKey, type PutFigure } from '../monitoring/figure.ts';
import {
  defineMonitor,
  type MonitorKnowledge,
  type WindowMonitor,
  type WindowView,
} from '../monitoring/monitor.ts';
import { Random } from '../random.ts';

const half95 = 1.959963984540054;
/** Of fewer rows with labels nothing is learnt. */
const fewestRows = 50;
/** Of fewer stretches a standard deviation says little: then 3 standard errors about the level. */
const fewestStretches = 5;

interface Estimate {
  readonly value: number;
  readonly error: number;
}

function putEstimate(
  put: PutFigure,
  id: string,
  { value, error }: Estimate,
  n: number,
  limits: Limits,
  pValue: number,
): void {
  const higher = metrics.get(id).better === 'higher';
  const share = metrics.get(id).unit === 'share' || id.includes('roc-auc') || id === 'average-precision';
  put(
    figureKey('estimated', id),
    bareFigure(value, n, {
      low: Math.max(0, value - half95 * error),
      high: Math.min(share ? 1 : Infinity, value + half95 * error),
      pValue,
      threshold: higher ? limits.lower : limits.upper,
    }),
  );
}

/** The tool's limits, or where the reference is too short for them what chance allows about its level. */
const limitsFor = (tools: Limits, level: Estimate, stretches: number): Limits =>
  stretches >= fewestStretches
    ? tools
    : { lower: Math.max(0, level.value - 3 * level.error), upper: level.value + 3 * level.error };

/** Shares of the answers, and of answer and truth together (rows answered × columns true). */
function ratesOf(answers: Int32Array, classes: number): Float64Array {
  const rates = new Float64Array(classes);
  for (const answer of answers) rates[answer]! += 1 / answers.length;
  return rates;
}

function putShares(
  put: PutFigure,
  joint: Float64Array,
  answers: Int32Array,
  referenceRows: number,
  names: readonly string[],
): void {
  const found = labelShift(joint, ratesOf(answers, names.length), referenceRows, answers.length);
  names.forEach((name, c) => {
    const [value, error] = found ? [found.shares[c]!, found.errors[c]!] : [NaN, NaN];
    const cut = (share: number): number => Math.min(1, Math.max(0, share));
    put(
      figureKey('estimated', 'class-share', name),
      bareFigure(cut(value), answers.length, {
        low: cut(value - half95 * error),
        high: cut(value + half95 * error),
      }),
    );
  });
}

function jointOf(truth: Float64Array, answers: Int32Array, classes: number): Float64Array {
  const joint = new Float64Array(classes * classes);
  answers.forEach((answer, row) => (joint[answer * classes + truth[row]!]! += 1 / answers.length));
  return joint;
}

function classification({ task, metrics: ids, unseen, windowRows, seed, ...known }: MonitorKnowledge) {
  const reference = answeredRows(unseen, true);
  const n = reference.kept.length;
  const names = known.classes;
  if (n < fewestRows) return null;
  const stretches = Math.floor(n / windowRows);
  const joint = jointOf(reference.truth, reference.answers, names.length);
  const estimator =
    task === 'binary'
      ? binaryEstimator(reference, windowRows, seed)
      : multiclassEstimator(reference, unseen.outputs, windowRows, ids.includes('roc-auc-ovr-macro'));
  const probabilities = estimator.probabilities(reference);
  const limits = new Map(
    Object.entries(estimator.figures(reference, probabilities)).map(([id, estimate]) => {
      const error = estimate.error * Math.sqrt(n / windowRows);
      return [id, limitsFor(estimator.limits[id]!, { value: estimate.value, error }, stretches)];
    }),
  );
  const rightOf = (rows: Answered): Float64Array => estimator.right(rows, estimator.probabilities(rows));
  const usual = groupValues(estimator.right(reference, probabilities));
  const look: WindowMonitor = (window, put) => {
    const rows = answeredRows(window, false);
    if (rows.kept.length === 0) return;
    const chances = estimator.probabilities(rows);
    const figures = estimator.figures(rows, chances);
    for (const [id, limit] of limits) {
      const estimate = figures[id]!;
      if (Number.isNaN(estimate.value)) continue;
      const pValue = id === 'accuracy' ? meanChangeP(estimator.right(rows, chances), usual) : NaN;
      putEstimate(put, id, estimate, rows.kept.length, limit, pValue);
    }
    putShares(put, joint, rows.answers, n, names);
  };
  return Object.assign(look, {
    against(others: WindowView): WindowMonitor {
      const theirs = groupValues(rightOf(answeredRows(others, true)));
      return (window, put) => {
        const rows = answeredRows(window, false);
        put(
          figureKey('estimated', 'accuracy'),
          bareFigure(NaN, rows.kept.length, { pValue: meanChangeP(rightOf(rows), theirs) }),
        );
      };
    },
  });
}

/**
 * The model of the errors is learnt from the reference, so what it expects of windows is off together, by an amount that a test of
 * rows does not know: a quarter of a window's departure is left to it. Found by simulation, from 200 rows on.
 */
const ownDoubt = 0.25;

/** Of all error of the reference in its one worst row: of more, what is expected of windows hangs on whether it was learnt from. */
const worstShare = 0.1;

/** @param errors of the reference. */
function hangsOnOne(errors: Float64Array): boolean {
  let most = 0;
  let sum = 0;
  for (const error of errors) {
    if (error > most) most = error;
    sum += error;
  }
  return most > worstShare * sum;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function lossChangeP(terms: Float64Array, usual: GroupedValues | null): number {
  if (!usual) return NaN;
  const allowed = ownDoubt * (meanOf(terms) - usual.sum / usual.rows);
  const left = new Float64Array(terms.length);
  for (let i = 0; i < left.length; i++) left[i] = terms[i]! - allowed;
  return meanChangeP(left, usual);
}

interface Errors {
  readonly absolute: Float64Array;
  readonly squared: Float64Array;
}

/** How far off the answers were, of rows of which that is known. */
function errorsIn({ truth, scores }: WindowView, from: number, to: number): Errors {
  const absolute = new Float64Array(to - from);
  let known = 0;
  for (let row = from; row < to; row++) {
    const error = Math.abs(truth[row]! - scores[row]!);
    if (!Number.isNaN(error)) absolute[known++] = error;
  }
  const squared = new Float64Array(known);
  for (let i = 0; i < known; i++) squared[i] = absolute[i]! ** 2;
  return { absolute: absolute.subarray(0, known), squared };
}

/** What windows are held against: as much as is expected of these rows. */
function usualLosses(rows: WindowView, { absolute, squared }: Errors) {
  const off = errorsIn(rows, 0, rows.rows);
  return {
    mae: hangsOnOne(off.absolute) ? null : groupValues(absolute),
    mse: hangsOnOne(off.squared) ? null : groupValues(squared),
  };
}

function regression({ unseen, features, windowRows, seed }: MonitorKnowledge): WindowMonitor | null {
  const { table, places, scores, truth } = unseen;
  const rows = { table, places, predictions: scores };
  if (errorsIn(unseen, 0, unseen.rows).absolute.length < fewestRows) return null;
  const estimate = fitDle(features, rows, truth);
  const level = estimate(rows);
  const usual = usualLosses(
    unseen,
    outOfFold(features, rows, truth, new Random(seed).stream('expected errors'), estimate.trees),
  );
  const stretches = chunksOf(unseen.rows, windowRows).map(({ from, to }) => {
    const { absolute, squared } = errorsIn(unseen, from, to);
    const mse = meanOf(squared);
    return { mae: meanOf(absolute), mse, rmse: Math.sqrt(mse) };
  });
  const limits = lossEstimates.map((id) => {
    const error = level.errors[id] * Math.sqrt(unseen.rows / windowRows);
    const tools = deviationLimits(
      stretches.map((figures) => figures[id]),
      0,
    );
    return limitsFor(tools, { value: level.values[id], error }, Math.floor(unseen.rows / windowRows));
  });
  const expectedOf = (window: WindowView) =>
    estimate({ table: window.table, places: window.places, predictions: window.scores });
  const look: WindowMonitor = (window, put) => {
    if (window.rows === 0) return;
    const { values, errors, absolute, squared } = expectedOf(window);
    const [p, ofSquares] = [lossChangeP(absolute, usual.mae), lossChangeP(squared, usual.mse)];
    lossEstimates.forEach((id, at) =>
      putEstimate(
        put,
        id,
        { value: values[id], error: errors[id] },
        window.rows,
        limits[at]!,
        id === 'mae' ? p : ofSquares,
      ),
    );
  };
  return Object.assign(look, {
    against(others: WindowView): WindowMonitor {
      const theirs = usualLosses(others, expectedOf(others));
      return (window, put) => {
        const { absolute, squared } = expectedOf(window);
        const [p, ofSquares] = [lossChangeP(absolute, theirs.mae), lossChangeP(squared, theirs.mse)];
        for (const id of lossEstimates)
          put(
            figureKey('estimated', id),
            bareFigure(NaN, window.rows, { pValue: id === 'mae' ? p : ofSquares }),
          );
      };
    },
  });
}

/**
 * CBPE for classes and a direct loss estimate for numbers, both after NannyML 0.13.1, learnt on rows that the model had not learnt
 * from; its ± 3 standard deviations as the limit, the band at 95 %. Accuracy and errors are means of what is expected of single
 * rows, so they have a permutation test against the reference; expected errors have none where one row has most of the error.
 * Shares of the classes by black-box shift estimation: NaN where the answers can't tell.
 */
export default defineMonitor({
  id: 'estimated',
  label: 'Estimated performance',
  about: 'How good the answers are likely to be, before the labels are known.',
  needs: 'rows',
  independentRows: true,
  begin: (known) => (known.task === 'regression' ? regression(known) : classification(known)),
});
