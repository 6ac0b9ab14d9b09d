// What a trial is set up with, what it would be without a person's word, and what is wrong with a plan.

import type { TrialKind, TrialPlan } from '../trial.ts';
import type { RowMeasure } from './row-measure.ts';

/** Rows that the guard waits for in each arm before it says anything: its interval holds before, but tells nobody much. */
export const fewestRows = 30;

/**
 * How much worse is still borne, per row: five right answers in a hundred, a twentieth of a nat, a hundredth of squared
 * distance, a tenth of the champion's own error.
 * @param level mean of the measure that the champion reached.
 */
function usualMargin(measure: RowMeasure, level: number): number {
  switch (measure.id) {
    case 'right':
    case 'nats':
      return 0.05;
    case 'squared-distance':
      return 0.01;
    case 'absolute-error':
    case 'squared-error':
      return Number.isFinite(level) && level > 0 ? Number((level / 10).toPrecision(2)) : 0.1;
  }
}

/** Whether a row's measure has a largest value of its own, so that there is nothing to choose. */
export const hasOwnBound = ({ id }: Pick<RowMeasure, 'id'>): boolean =>
  id === 'right' || id === 'squared-distance';

/**
 * The most that a row counts for. Its own largest value where it has one. Log loss: as though one in a thousand had been given to
 * the true class. Errors: 8 times the champion's mean, squared errors 20 times, which of 10,000 normal ones fewer than one is above.
 * Larger bounds hide less and need more rows.
 * @param level as for usualMargin.
 */
function usualBound(measure: Pick<RowMeasure, 'id'>, level: number): number {
  const mean = Number.isFinite(level) && level > 0 ? level : 1;
  switch (measure.id) {
    case 'right':
      return 1;
    case 'squared-distance':
      return 2;
    case 'nats':
      return 6.9;
    case 'absolute-error':
      return Number((8 * mean).toPrecision(2));
    case 'squared-error':
      return Number((20 * mean).toPrecision(2));
  }
}

export function usualPlan(kind: TrialKind, measure: RowMeasure, level: number, seed: number): TrialPlan {
  return {
    kind,
    shares: kind === 'canary' ? [0.1, 0.25, 0.5] : kind === 'ab' ? [0.5] : [],
    rowsPerStep: kind === 'canary' ? 50 : 100,
    // An A/B test asks which is better, whatever it is by.
    margin: kind === 'ab' ? 0 : usualMargin(measure, level),
    bound: usualBound(measure, level),
    alpha: 0.05,
    automatic: kind !== 'shadow',
    maxWindows: 40,
    seed,
  };
}

/** Share of the rows at a step; in a shadow nothing goes out. */
export const shareAt = (plan: TrialPlan, step: number): number => plan.shares[step] ?? 0;

const whole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

/** What is wrong, in words, by field; empty when the plan can begin. */
export function planProblems(plan: TrialPlan): Partial<Record<keyof TrialPlan, string>> {
  const { kind, shares } = plan;
  const problems: Partial<Record<keyof TrialPlan, string>> = {};
  const rising = shares.every((share, i) => share > (shares[i - 1] ?? 0) && share < 1);
  if (kind === 'shadow' && shares.length > 0)
    problems.shares = 'In the shadow no row goes to the challenger.';
  if (kind === 'ab' && shares.length !== 1) problems.shares = 'An A/B test has one share.';
  if (kind === 'canary' && shares.length === 0) problems.shares = 'A canary needs at least one share.';
  if (!rising) problems.shares = 'Shares lie between 0 and 100 %, each above the one before it.';
  if (!whole(plan.rowsPerStep, fewestRows))
    problems.rowsPerStep = `A whole number, at least ${fewestRows}: fewer say too little.`;
  if (!(plan.margin >= 0 && Number.isFinite(plan.margin))) problems.margin = 'A number, at least 0.';
  const { bound = NaN } = plan;
  if (!(bound > 0 && Number.isFinite(bound))) problems.bound = 'A number above 0.';
  else if (plan.margin >= bound) problems.margin = `Below ${bound}, the most that a row counts for.`;
  if (!(plan.alpha > 0 && plan.alpha <= 0.5)) problems.alpha = 'A chance between 0 and 50 %.';
  if (!whole(plan.maxWindows, 1)) problems.maxWindows = 'A whole number of windows, at least 1.';
  return problems;
}
