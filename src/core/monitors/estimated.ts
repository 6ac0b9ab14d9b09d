import { answeredRows, type AnsweredRows } from '../estimating/answered.ts';
import { fitCbpe } from '../estimating/cbpe.ts';
import { fitMulticlassCbpe } from '../estimating/cbpe-multiclass.ts';
import { deviationLimits, chunksOf, type Limits } from '../estimating/chunk-limits.ts';
import { fitDle, lossEstimates } from '../estimating/dle.ts';
import { labelShift } from '../estimating/label-shift.ts';
import { outOfFold } from '../estimating/out-of-fold.ts';
import { groupValues, meanChangeP } from '../estimating/permutation-mean.ts';
import { metrics } from '../metrics/index.ts';
import { bareFigure, figureKey, type PutFigure } from '../monitoring/figure.ts';
import { defineMonitor, type MonitorKnowledge, type WindowMonitor } from '../monitoring/monitor.ts';
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

/** Mean of what is expected of single rows: may be tested, for a window's rows are drawn like the reference's. */
const shareOfWindow = (terms: Float64Array, reference: ReturnType<typeof groupValues>): number =>
  meanChangeP(terms, reference);

function classification({ task, metrics: ids, unseen, windowRows, seed, ...known }: MonitorKnowledge) {
  const reference = answeredRows(unseen, true);
  const n = reference.kept.length;
  const { outputs } = unseen;
  const names = known.classes;
  if (n < fewestRows) return null;
  const stretches = Math.floor(n / windowRows);
  const joint = jointOf(reference.truth, reference.answers, names.length);
  const estimators =
    task === 'binary'
      ? binaryOf(reference, windowRows, seed)
      : multiclassOf(reference, outputs, windowRows, ids.includes('roc-auc-ovr-macro'));
  const level = estimators(reference.scores, reference.answers);
  const limits = new Map(
    level.figures.map(({ id, estimate, limits: tools }) => {
      const error = estimate.error * Math.sqrt(n / windowRows);
      return [id, limitsFor(tools, { value: estimate.value, error }, stretches)];
    }),
  );
  const usual = groupValues(level.right);
  return (window: AnsweredRows, put: PutFigure): void => {
    const rows = answeredRows(window, false);
    if (rows.kept.length === 0) return;
    const { figures, right } = estimators(rows.scores, rows.answers);
    for (const { id, estimate } of figures)
      if (!Number.isNaN(estimate.value))
        putEstimate(
          put,
          id,
          estimate,
          rows.kept.length,
          limits.get(id)!,
          id === 'accuracy' ? shareOfWindow(right, usual) : NaN,
        );
    putShares(put, joint, rows.answers, n, names);
  };
}

interface Found {
  readonly figures: readonly { readonly id: string; readonly estimate: Estimate; readonly limits: Limits }[];
  /** Chance of each row to be answered right. */
  readonly right: Float64Array;
}
type Estimator = (scores: Float32Array, answers: Int32Array) => Found;
type Reference = ReturnType<typeof answeredRows>;

function chancesOf(scores: Float32Array, answers: Int32Array, calibrated: (score: number) => number) {
  const right = new Float64Array(scores.length);
  for (let row = 0; row < right.length; row++) {
    const p = calibrated(scores[row]!);
    right[row] = answers[row] === 1 ? p : 1 - p;
  }
  return right;
}

function binaryOf(reference: Reference, windowRows: number, seed: number): Estimator {
  const estimator = fitCbpe(reference, windowRows, seed);
  return (scores, answers) => ({
    figures: Object.entries(estimator.estimate(scores, answers)).map(([id, estimate]) => ({
      id,
      estimate,
      limits: Object.entries(estimator.limits).find(([other]) => other === id)![1],
    })),
    right: chancesOf(scores, answers, estimator.calibrated),
  });
}

function multiclassOf(reference: Reference, classes: number, windowRows: number, ranks: boolean): Estimator {
  const estimator = fitMulticlassCbpe({ ...reference, classes }, windowRows, ranks);
  return (scores, answers) => {
    const probabilities = estimator.calibrated(scores);
    return {
      figures: Object.entries(estimator.estimate(scores, answers)).map(([id, estimate]) => ({
        id,
        estimate,
        limits: Object.entries(estimator.limits).find(([other]) => other === id)![1],
      })),
      right: Float64Array.from(answers, (answer, row) => probabilities[row * classes + answer]!),
    };
  };
}

/**
 * The model of the errors is learnt from the reference, so what it expects of windows is off together, by an amount that a test of
 * rows does not know: a quarter of a window's departure is left to it. Found by simulation, from 200 rows on.
 */
const ownDoubt = 0.25;

/** Of all error of the reference in its one worst row: of more, what is expected of windows hangs on whether it was learnt from. */
const worstShare = 0.1;

/** @param errors of the reference, NaN where unknown. */
function hangsOnOne(errors: Float64Array): boolean {
  const known = errors.filter((error) => !Number.isNaN(error));
  const [most, sum] = known.reduce(([a, b], error) => [Math.max(a, error), b + error], [0, 0]);
  return most > worstShare * sum;
}

function lossChangeP(terms: Float64Array, usual: ReturnType<typeof groupValues> | null): number {
  if (!usual) return NaN;
  const mean = terms.reduce((sum, value) => sum + value, 0) / terms.length;
  const allowed = ownDoubt * (mean - usual.sum / usual.rows);
  return meanChangeP(
    terms.map((value) => value - allowed),
    usual,
  );
}

function regression({ unseen, features, windowRows, seed }: MonitorKnowledge): WindowMonitor | null {
  const { table, places, scores, truth } = unseen;
  const known = truth.reduce((sum, value, row) => sum + Number(!Number.isNaN(value - scores[row]!)), 0);
  if (known < fewestRows) return null;
  const estimate = fitDle(features, { table, places, predictions: scores }, truth);
  const level = estimate({ table, places, predictions: scores });
  const fresh = outOfFold(
    features,
    { table, places, predictions: scores },
    truth,
    new Random(seed).stream('expected errors'),
  );
  const off = Float64Array.from(truth, (value, row) => Math.abs(value - scores[row]!));
  const usual = {
    mae: hangsOnOne(off) ? null : groupValues(fresh.absolute),
    mse: hangsOnOne(off.map((error) => error ** 2)) ? null : groupValues(fresh.squared),
  };
  const stretches = chunksOf(off.length, windowRows).map(({ from, to }) => {
    const errors = off.subarray(from, to).filter((error) => !Number.isNaN(error));
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const mse = mean(errors.map((error) => error ** 2));
    return { mae: mean(errors), mse, rmse: Math.sqrt(mse) };
  });
  const limits = lossEstimates.map((id) => {
    const error = level.errors[id] * Math.sqrt(places.length / windowRows);
    const tools = deviationLimits(
      stretches.map((figures) => figures[id]),
      0,
    );
    return limitsFor(tools, { value: level.values[id], error }, Math.floor(off.length / windowRows));
  });
  return (window, put) => {
    if (window.rows === 0) return;
    const found = estimate({ table: window.table, places: window.places, predictions: window.scores });
    const pValues = {
      mae: lossChangeP(found.absolute, usual.mae),
      mse: lossChangeP(found.squared, usual.mse),
    };
    lossEstimates.forEach((id, at) =>
      putEstimate(
        put,
        id,
        { value: found.values[id], error: found.errors[id] },
        window.rows,
        limits[at]!,
        id === 'mae' ? pValues.mae : pValues.mse,
      ),
    );
  };
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
