// Figures of labelled rows with their intervals, quickly enough for every window.

import { asAnswers, type Thresholds } from '../answering.ts';
import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import { evaluateSlices } from '../evaluating/evaluate.ts';
import type { IntervalSpec } from '../evaluation.ts';
import { hanleyMcneilError } from '../hanley-mcneil.ts';
import { knownRows } from '../parts/known-rows.ts';
import { answerOf } from '../parts/matrix.ts';
import { pivotOf } from '../parts/pivot.ts';
import { runThrough } from '../run-through.ts';
import { orderOfScores } from '../score-order.ts';
import type { Term } from '../shared-parts.ts';
import { answerCells, type AnswerCells } from './answer-cells.ts';
import { fitForParts, jackknifedAnswers } from './jackknifed-answers.ts';
import { fitForSums, jackknifedSums } from './jackknifed-sums.ts';
import { countCells, isAnswered, judgedShare, type Count, type Judged } from './judged-shares.ts';
import { groupValues, meanChangeP } from './permutation-mean.ts';
import { rankedArea } from './ranked.ts';

export interface JudgedRows {
  /** NaN where unknown: such rows are left out. */
  readonly truth: Float64Array;
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly thresholds: Thresholds;
}

/** Rows with a known answer; the scores of the same, and as bare answers. */
interface Known {
  readonly truth: Float64Array;
  readonly scores: Float32Array;
  readonly answers: Float32Array;
  readonly outputs: number;
  /** No score is NaN. */
  readonly isSound: boolean;
}

function hasNaN(values: Float64Array | Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true;
  return false;
}

export function knownOf({ truth, scores, outputs, thresholds }: JudgedRows): Known {
  const answers = asAnswers({ truth, scores, outputs }, thresholds).scores;
  if (!hasNaN(truth)) return { truth, scores, answers, outputs, isSound: !hasNaN(scores) };
  const kept = knownRows(truth);
  const of = (from: Float32Array): Float32Array => {
    const taken = new Float32Array(kept.length * outputs);
    for (let i = 0, at = 0; i < kept.length; i++)
      for (let u = kept[i]! * outputs; u < (kept[i]! + 1) * outputs; u++) taken[at++] = from[u]!;
    return taken;
  };
  const taken = of(scores);
  return {
    truth: Float64Array.from(kept, (row) => truth[row]!),
    scores: taken,
    answers: answers === scores ? taken : of(answers),
    outputs,
    isSound: !hasNaN(taken),
  };
}

/** Of what is a mean of the rows, or rises with it. */
const termOf = ({ shared }: FigureOf): Term | null =>
  shared?.of === 'sums' && shared.terms.length === 1 ? shared.terms[0]! : null;

/** Whether it can be told how likely so great a change is. */
export const hasChance = (figure: FigureOf): boolean => figure.share !== undefined || termOf(figure) !== null;

function termsOf(term: Term, { truth, scores, outputs }: Known, pivot: number): Float64Array | null {
  const values = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    const value = term(truth[row]!, scores, row * outputs, outputs, pivot);
    if (!Number.isFinite(value)) return null;
    values[row] = value;
  }
  return values;
}

const half95 = 1.959963984540054;

/** A mean ± 1.96 standard errors, each end read as the figure is: what rises with a mean has its ends where the mean has. */
function meanEstimate({ shared }: FigureOf, terms: Float64Array): Estimate | null {
  const n = terms.length;
  if (shared?.of !== 'sums' || n < 2) return null;
  let sum = 0;
  let least = Infinity;
  for (let row = 0; row < n; row++) {
    sum += terms[row]!;
    if (terms[row]! < least) least = terms[row]!;
  }
  const mean = sum / n;
  let squares = 0;
  for (let row = 0; row < n; row++) squares += (terms[row]! - mean) ** 2;
  const half = half95 * Math.sqrt(squares / (n - 1) / n);
  const read = (at: number): number => shared.read([at * n], n, n);
  const ends = [read(least >= 0 ? Math.max(0, mean - half) : mean - half), read(mean + half)];
  return { value: read(mean), n, low: Math.min(...ends), high: Math.max(...ends) };
}

/** An area with the standard error of Hanley and McNeil, which needs no resamples. */
function areaEstimate({ truth, scores }: Known): Estimate {
  const n = truth.length;
  const value = rankedArea(scores, truth, orderOfScores(scores));
  let positives = 0;
  for (let row = 0; row < n; row++) positives += truth[row]!;
  const half = half95 * hanleyMcneilError(value, positives, n - positives);
  return { value, n, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

function shareOf(figure: FigureOf, known: Known, cells: AnswerCells | null): Count | null {
  const { share } = figure;
  if (!share || !known.isSound) return null;
  if (cells && isAnswered(figure)) return countCells(share, cells.counts, cells.classes);
  const { truth, answers, outputs } = known;
  let count = 0;
  let n = 0;
  for (let row = 0; row < truth.length; row++) {
    const at = row * outputs;
    const counts = share(truth[row]!, answerOf(answers, at, outputs, 0.5), answers, at, outputs);
    if (counts === null) continue;
    n++;
    if (counts) count++;
  }
  return { count, n };
}

/** Null where no such share can be told. */
export function shareIn(figure: FigureOf, rows: JudgedRows): Count | null {
  const known = knownOf(rows);
  return shareOf(figure, known, isAnswered(figure) ? answerCells(known) : null);
}

/** The jackknife over 20 parts follows all but figures that jump from row to row. */
const spec = (figure: FigureOf, seed: number): IntervalSpec =>
  figure.chance === 'quantile'
    ? { method: 'percentile-bootstrap', resamples: 100, confidence: 0.95, seed }
    : { method: 'jackknife', resamples: 20, confidence: 0.95, seed };

interface Jackknives {
  readonly ofAnswers: ReturnType<typeof jackknifedAnswers>;
  readonly ofSums: ReturnType<typeof jackknifedSums>;
}

/** Figures that share scores and the way of giving intervals are taken in one pass. */
function resampled(
  figures: readonly FigureOf[],
  known: Known,
  seed: number,
  { ofAnswers, ofSums }: Jackknives,
  cells: AnswerCells | null,
): Map<FigureOf, Estimate> {
  const found = new Map<FigureOf, Estimate>();
  // Bounds that equal the value are none: too few rows, or a figure that one row decides.
  const keep = (figure: FigureOf, { value, low, high, n }: Estimate): void =>
    void found.set(figure, { value, n, low: low < high ? low : NaN, high: low < high ? high : NaN });
  const counted = known.truth.length < 2 || !cells ? [] : figures.filter(fitForParts);
  if (cells && counted.length > 0)
    ofAnswers(counted, known, cells).forEach((one, at) => keep(counted[at]!, one));
  for (const figure of known.truth.length < 2 ? [] : figures.filter(fitForSums)) {
    const estimate = ofSums(figure, known);
    if (estimate) keep(figure, estimate);
  }
  const rest = figures.filter((figure) => !found.has(figure));
  if (rest.length === 0) return found;
  const places = Int32Array.from(known.truth.keys());
  for (const answered of [false, true])
    for (const jumps of [false, true]) {
      const mine = rest.filter(
        (figure) => isAnswered(figure) === answered && (figure.chance === 'quantile') === jumps,
      );
      if (mine.length === 0) continue;
      const [whole] = runThrough(
        evaluateSlices(
          {
            truth: known.truth,
            candidate: answered ? known.answers : known.scores,
            baseline: null,
            outputs: known.outputs,
          },
          [{ key: [], places, spec: 0 }],
          mine,
          { interval: spec(mine[0]!, seed), minSliceSize: 0, threshold: 0.5 },
        ),
      );
      for (const figure of mine) keep(figure, whole!.candidate[figure.id]!);
    }
  return found;
}

/**
 * Learns the reference's rows; the function it returns judges any others, one result for each figure. Shares of rows have Wilson's
 * interval, which holds in small windows, and an exact test against the reference; means ± 1.96 standard errors and a permutation test;
 * areas the standard error of Hanley and McNeil; all others the jackknife or, where they jump from row to row, the bootstrap.
 */
export function judgeAgainst(
  figures: readonly FigureOf[],
  reference: JudgedRows,
  seed: number,
): (rows: JudgedRows) => Judged[] {
  const before = knownOf(reference);
  const pivot = pivotOf(before.truth);
  const cellsIn = (known: Known) => (figures.some(isAnswered) ? answerCells(known) : null);
  const cellsBefore = cellsIn(before);
  const shares = figures.map((figure) => shareOf(figure, before, cellsBefore));
  const terms = figures.map((figure) => {
    const term = termOf(figure);
    const values = term && before.truth.length > 0 ? termsOf(term, before, pivot) : null;
    return term ? { term, usual: values && groupValues(values) } : null;
  });
  const jackknives: Jackknives = { ofAnswers: jackknifedAnswers(seed), ofSums: jackknifedSums(seed) };
  return (rows) => {
    const known = knownOf(rows);
    const n = known.truth.length;
    const cells = cellsIn(known);
    const counts = figures.map((figure) => shareOf(figure, known, cells));
    const values = terms.map((term) => (term && n > 0 ? termsOf(term.term, known, pivot) : null));
    const quick = figures.map((figure, at): Estimate | null => {
      if (counts[at]) return null;
      if (figure.id === 'roc-auc' && n > 0 && known.isSound) return areaEstimate(known);
      return values[at] ? meanEstimate(figure, values[at]) : null;
    });
    const rest = resampled(
      figures.filter((_, at) => !counts[at] && !quick[at]),
      known,
      seed,
      jackknives,
      cells,
    );
    return figures.map((figure, at): Judged => {
      const count = counts[at];
      if (count) return judgedShare(count, n, shares[at] ?? null);
      const [before, now] = [terms[at]?.usual, values[at]];
      const pValue = before && now ? meanChangeP(now, before) : NaN;
      return { estimate: quick[at] ?? rest.get(figure)!, pValue };
    });
  };
}
