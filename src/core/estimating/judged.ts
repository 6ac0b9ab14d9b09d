// Figures of labelled rows with their intervals, quickly enough for every window.

import { asAnswers, type Thresholds } from '../answering.ts';
import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import { countedRows } from '../evaluating/counted.ts';
import { evaluateSlices } from '../evaluating/evaluate.ts';
import type { IntervalSpec } from '../evaluation.ts';
import { pivotOf } from '../parts/pivot.ts';
import { wilsonInterval } from '../proportion.ts';
import { runThrough } from '../run-through.ts';
import type { Term } from '../shared-parts.ts';
import { twoSharesP } from './exact-two-shares.ts';
import { groupValues, meanChangeP, type GroupedValues } from './permutation-mean.ts';

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
}

export interface Judged {
  readonly estimate: Estimate;
  /** Against the reference; NaN where it can't be known. */
  readonly pValue: number;
}

export function knownOf({ truth, scores, outputs, thresholds }: JudgedRows): Known {
  const all = !truth.some(Number.isNaN);
  const kept = all ? null : Int32Array.from(truth.keys()).filter((row) => !Number.isNaN(truth[row]!));
  const of = (from: Float32Array): Float32Array => {
    if (!kept) return from;
    const taken = new Float32Array(kept.length * outputs);
    kept.forEach((row, i) => taken.set(from.subarray(row * outputs, (row + 1) * outputs), i * outputs));
    return taken;
  };
  return {
    truth: kept ? Float64Array.from(kept, (row) => truth[row]!) : truth,
    scores: of(scores),
    answers: of(asAnswers({ truth, scores, outputs }, thresholds).scores),
    outputs,
  };
}

const isAnswered = ({ shared }: FigureOf): boolean => shared?.of === 'confusion' || shared?.of === 'matrix';

/** Of what is a mean of the rows, or rises with it. */
const termOf = ({ shared }: FigureOf): Term | null =>
  shared?.of === 'sums' && shared.terms.length === 1 ? shared.terms[0]! : null;

function termsOf(term: Term, { truth, scores, outputs }: Known, pivot: number): GroupedValues | null {
  const values = Float64Array.from(truth, (known, row) => term(known, scores, row * outputs, outputs, pivot));
  return values.every(Number.isFinite) ? groupValues(values) : null;
}

interface Count {
  readonly count: number;
  readonly n: number;
}

function shareOf(figure: FigureOf, { truth, scores, answers, outputs }: Known): Count | null {
  if (scores.some(Number.isNaN)) return null;
  const counted = countedRows(figure, { truth, scores: answers, outputs }, 0.5);
  if (!counted) return null;
  let [count, n] = [0, 0];
  for (const one of counted) {
    if (one >= 0) n++;
    if (one === 1) count++;
  }
  return { count, n };
}

/** The jackknife over 20 parts follows all but figures that jump from row to row. */
const spec = (figure: FigureOf, seed: number): IntervalSpec =>
  figure.chance === 'quantile'
    ? { method: 'percentile-bootstrap', resamples: 100, confidence: 0.95, seed }
    : { method: 'jackknife', resamples: 20, confidence: 0.95, seed };

/** Figures that share scores and the way of giving intervals are taken in one pass. */
function resampled(figures: readonly FigureOf[], known: Known, seed: number): Map<FigureOf, Estimate> {
  const found = new Map<FigureOf, Estimate>();
  const places = Int32Array.from(known.truth.keys());
  for (const answered of [false, true])
    for (const jumps of [false, true]) {
      const mine = figures.filter(
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
      for (const figure of mine) {
        const { value, low, high, n } = whole!.candidate[figure.id]!;
        // Bounds that equal the value are none: too few rows, or a figure that one row decides.
        found.set(figure, { value, n, low: low < high ? low : NaN, high: low < high ? high : NaN });
      }
    }
  return found;
}

/**
 * Learns the reference's rows; the function it returns judges any others, one result for each figure. Shares of rows have Wilson's
 * interval, which holds in small windows, and an exact test against the reference; means a permutation test.
 */
export function judgeAgainst(
  figures: readonly FigureOf[],
  reference: JudgedRows,
  seed: number,
): (rows: JudgedRows) => Judged[] {
  const before = knownOf(reference);
  const pivot = pivotOf(before.truth);
  const shares = figures.map((figure) => (figure.share ? shareOf(figure, before) : null));
  const terms = figures.map((figure) => {
    const term = termOf(figure);
    return term && before.truth.length > 0 ? { term, values: termsOf(term, before, pivot) } : null;
  });
  return (rows) => {
    const known = knownOf(rows);
    const counts = figures.map((figure) => (figure.share ? shareOf(figure, known) : null));
    const rest = resampled(
      figures.filter((_, at) => !counts[at]),
      known,
      seed,
    );
    return figures.map((figure, at): Judged => {
      const [count, usual] = [counts[at], shares[at]];
      if (count) {
        const { count: right, n } = count;
        const value = n > 0 ? right / n : NaN;
        const pValue = usual ? twoSharesP(right, n, usual.count, usual.n) : NaN;
        return { estimate: { value, n: known.truth.length, ...wilsonInterval(right, n) }, pValue };
      }
      const term = terms[at];
      const values = term?.values && known.truth.length > 0 ? termsOf(term.term, known, pivot) : null;
      const pValue = values && term?.values ? meanChangeP(values, term.values) : NaN;
      return { estimate: rest.get(figure)!, pValue };
    });
  };
}
