// What the labels say so far about the two arms of a trial: the difference per row, bounded however often one looks.

import type { Scored } from '../define.ts';
import type { WindowRecord } from '../records.ts';
import { pairedSequence, twoArmSequence } from '../sequential/confidence-sequence.ts';
import type { SequenceInterval, SequenceSpec } from '../sequential/confidence-sequence.ts';
import type { TrialPlan } from '../trial.ts';
import type { RunningTrial } from './history.ts';
import { fewestRows } from './plan.ts';
import { rowValues, type RowMeasure } from './row-measure.ts';

/** The rows under trial whose answers are known, in the order in which they came. */
export interface TrialRows {
  /** In a shadow challenger − champion of the same row, otherwise the measure of the row that was answered. */
  readonly values: Float64Array;
  /** 1 where the challenger's answer went out. */
  readonly second: Uint8Array;
  readonly shares: Float64Array;
  /** Windows with labels, in order, and how many of the rows had come with each. */
  readonly windows: readonly { readonly index: number; readonly rows: number }[];
}

function scoredOf(window: WindowRecord, scores: Float32Array, truth: Float64Array): Scored {
  return { truth: truth.subarray(window.span.from, window.span.to), scores, outputs: window.outputs };
}

/**
 * @param windows of the project, by index. @param truth of the whole table: only rows of judged windows are looked at.
 */
export function trialRows(
  windows: readonly WindowRecord[],
  trial: Pick<RunningTrial, 'begun' | 'challengerId'>,
  truth: Float64Array,
  measure: RowMeasure,
): TrialRows {
  const most = windows.reduce((sum, { span }) => sum + span.to - span.from, 0);
  const values = new Float64Array(most);
  const second = new Uint8Array(most);
  const shares = new Float64Array(most);
  const ends: { index: number; rows: number }[] = [];
  let n = 0;
  for (const window of windows) {
    const { trial: tried } = window;
    if (window.index < trial.begun || window.performance === null) continue;
    if (tried?.modelVersionId !== trial.challengerId) continue;
    const out = rowValues(measure, scoredOf(window, window.scores, truth));
    const shadow = tried.kind === 'shadow' ? rowValues(measure, scoredOf(window, tried.scores, truth)) : null;
    for (let row = 0; row < out.length; row++) {
      const value = shadow ? shadow[row]! - out[row]! : out[row]!;
      if (Number.isNaN(value)) continue;
      values[n] = value;
      second[n] = tried.answered[row]!;
      shares[n] = tried.share;
      n++;
    }
    ends.push({ index: window.index, rows: n });
  }
  return {
    values: values.subarray(0, n),
    second: second.subarray(0, n),
    shares: shares.subarray(0, n),
    windows: ends,
  };
}

/** Narrowest where the first step, or the one test, may end. */
export function sequenceSpec(plan: TrialPlan): SequenceSpec {
  return {
    alpha: plan.alpha,
    target: Math.ceil((2 * plan.rowsPerStep) / (plan.shares[0] ?? 1)),
    side: 'both',
    least: fewestRows,
  };
}

/**
 * Challenger − champion, mean per row, with its confidence sequence at the plan's alpha over the whole trial: shares may
 * change on the way, so no step needs an alpha of its own.
 * @param count of the rows that had come.
 */
export function differenceAfter(rows: TrialRows, count: number, plan: TrialPlan): SequenceInterval {
  const values = rows.values.subarray(0, count);
  const spec = sequenceSpec(plan);
  return plan.kind === 'shadow'
    ? pairedSequence(values, spec)
    : twoArmSequence({ outcomes: values, second: rows.second, shares: rows.shares }, spec);
}

export interface CoursePoint extends SequenceInterval {
  /** Window whose labels had come last. */
  readonly index: number;
}

/** The difference as it stood after each labelled window: what the guard saw, and when. */
export function courseOf(rows: TrialRows, plan: TrialPlan): CoursePoint[] {
  return rows.windows.map(({ index, rows: count }) => ({ index, ...differenceAfter(rows, count, plan) }));
}

/** Rows with known answers by arm, from a window on. In a shadow both models answered each. */
export function armRows(
  rows: TrialRows,
  kind: TrialPlan['kind'],
  from = 0,
): { champion: number; challenger: number } {
  const before = rows.windows.findLast(({ index }) => index < from)?.rows ?? 0;
  const second = rows.second.subarray(before);
  if (kind === 'shadow') return { champion: second.length, challenger: second.length };
  const challenger = second.reduce((sum, arm) => sum + arm, 0);
  return { champion: second.length - challenger, challenger };
}
