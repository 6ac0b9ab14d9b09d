// The guard of a trial: what the evidence allows after each window whose labels have come.

import type { TrialPlan } from '../trial.ts';
import { armRows, differencesAfter, type TrialRows } from './evidence.ts';
import type { RunningTrial } from './history.ts';
import type { RowMeasure } from './row-measure.ts';

export type GuardVerdict = 'wait' | 'widen' | 'promote' | 'roll-back' | 'undecided';

export interface GuardLook {
  readonly verdict: GuardVerdict;
  /** Last window whose labels it knew; null: none of the trial has labels yet. */
  readonly index: number | null;
  /** Challenger − champion in the measure. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The same as a gain: above 0 the challenger is better, whichever way the measure goes. */
  readonly gain: { readonly mean: number; readonly low: number; readonly high: number };
  /** Labelled rows of the challenger since the present step began, and windows with labels since the trial did. */
  readonly stepRows: number;
  readonly windows: number;
}

const lastStep = ({ shares }: TrialPlan, step: number): boolean => step + 1 >= shares.length;

function verdictOf(
  { plan, step }: Pick<RunningTrial, 'plan' | 'step'>,
  gain: GuardLook['gain'],
  stepRows: number,
  windows: number,
): GuardVerdict {
  if (gain.high < -plan.margin) return 'roll-back';
  const enough = stepRows >= plan.rowsPerStep;
  if (plan.kind === 'canary' && enough && gain.low > -plan.margin)
    return lastStep(plan, step) ? 'promote' : 'widen';
  if (plan.kind !== 'canary' && enough && gain.low > 0) return 'promote';
  return windows >= plan.maxWindows ? 'undecided' : 'wait';
}

/**
 * What the guard makes of the labels of the first `count` windows of the trial. Rolled back: the challenger is surely worse
 * than the margin allows. Canary: widened, after the last step promoted, when it is surely not worse than that and the step has
 * seen its rows. A/B and shadow: promoted when it is surely better. Undecided: its time is over.
 * "Surely" means by a confidence sequence of level alpha over the whole trial, of rows that count for the plan's bound at most:
 * what errors beyond it would add, the guard does not see.
 */
export function lookAfter(
  rows: TrialRows,
  count: number,
  trial: Pick<RunningTrial, 'plan' | 'step' | 'from'>,
  better: RowMeasure['better'],
): GuardLook {
  const { plan } = trial;
  const last = rows.windows[count - 1];
  const n = last?.rows ?? 0;
  const seen: TrialRows = {
    values: rows.values.subarray(0, n),
    second: rows.second.subarray(0, n),
    shares: rows.shares.subarray(0, n),
    windows: rows.windows.slice(0, count),
  };
  const { mean, low, high } = differencesAfter(seen, [n], plan)[0]!;
  const gain = better === 'higher' ? { mean, low, high } : { mean: -mean, low: -high, high: -low };
  const stepRows = armRows(seen, plan.kind, trial.from).challenger;
  return {
    verdict: verdictOf(trial, gain, stepRows, count),
    index: last?.index ?? null,
    mean,
    low,
    high,
    gain,
    stepRows,
    windows: count,
  };
}

/**
 * What the guard makes of labels that came at once, window after window in their order, so that it decides as if it had
 * looked at each: the first look that calls for something, otherwise the last.
 * @param fresh how many of the windows are new.
 */
export function lookAtFresh(
  rows: TrialRows,
  fresh: number,
  trial: Pick<RunningTrial, 'plan' | 'step' | 'from'>,
  better: RowMeasure['better'],
): GuardLook {
  const total = rows.windows.length;
  for (let count = Math.max(1, total - fresh + 1); count <= total; count++) {
    const look = lookAfter(rows, count, trial, better);
    if (look.verdict !== 'wait') return look;
  }
  return lookAfter(rows, total, trial, better);
}
