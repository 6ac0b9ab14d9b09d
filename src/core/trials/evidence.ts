// What the labels say so far about the two arms of a trial: the difference per row, bounded however often one looks.

import { usualThreshold, windowThresholds } from '../answering.ts';
import type { Scored } from '../define.ts';
import type { WindowRecord } from '../records.ts';
import { intervalAfter, pairedSequence, twoArmSequence } from '../sequential/confidence-sequence.ts';
import type { Sequence, SequenceInterval, SequenceSpec } from '../sequential/confidence-sequence.ts';
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
 * @param thresholdOf by which a version answers, by its id.
 */
export function trialRows(
  windows: readonly WindowRecord[],
  trial: Pick<RunningTrial, 'begun' | 'challengerId'>,
  truth: Float64Array,
  measure: RowMeasure,
  thresholdOf: (versionId: string) => number = () => usualThreshold,
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
    const out = rowValues(
      measure,
      scoredOf(window, window.scores, truth),
      windowThresholds(window, thresholdOf),
    );
    const shadow =
      tried.kind === 'shadow'
        ? rowValues(measure, scoredOf(window, tried.scores, truth), thresholdOf(tried.modelVersionId))
        : null;
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
function sequenceSpec(plan: TrialPlan): SequenceSpec {
  return {
    alpha: plan.alpha,
    target: Math.ceil((2 * plan.rowsPerStep) / (plan.shares[0] ?? 1)),
    least: fewestRows,
  };
}

const within = (values: Float64Array, least: number, most: number): Float64Array =>
  values.map((value) => Math.min(most, Math.max(least, value)));

/** The rows as the guard counts them: no outcome, in a shadow no difference, beyond the bound of the plan; null without one. */
function sequenceOf({ values, second, shares }: TrialRows, { kind, bound }: TrialPlan): Sequence | null {
  if (bound === undefined) return null;
  return kind === 'shadow'
    ? pairedSequence(within(values, -bound, bound), bound)
    : twoArmSequence({ outcomes: within(values, 0, bound), second, shares }, bound);
}

/**
 * Challenger − champion, mean per row, with its confidence sequence at the plan's alpha over the whole trial: shares may
 * change on the way, so no step needs an alpha of its own.
 * @param counts of rows that had come: one interval for each.
 */
export function differencesAfter(
  rows: TrialRows,
  counts: readonly number[],
  plan: TrialPlan,
): SequenceInterval[] {
  const sequence = sequenceOf(rows, plan);
  const spec = sequenceSpec(plan);
  return counts.map((n) =>
    sequence ? intervalAfter(sequence, n, spec) : { n, mean: NaN, low: -Infinity, high: Infinity },
  );
}

export interface CoursePoint extends SequenceInterval {
  /** Window whose labels had come last. */
  readonly index: number;
}

/** The difference as it stood after each labelled window: what the guard saw, and when. */
export function courseOf(rows: TrialRows, plan: TrialPlan): CoursePoint[] {
  const counts = rows.windows.map((window) => window.rows);
  return differencesAfter(rows, counts, plan).map((found, i) => ({
    index: rows.windows[i]!.index,
    ...found,
  }));
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
