// Candidate and baseline in one picture: the same order, colours and marks in every chart of an evaluation.

import type { ChartTheme } from './types.ts';

interface ShownModel<Drawn> {
  /** "v2". */
  readonly label: string;
  readonly drawn: Drawn;
}

export interface TwoModels<Drawn> {
  readonly candidate: ShownModel<Drawn>;
  readonly baseline: ShownModel<Drawn> | null;
  /** Rows with a known answer. */
  readonly n: number;
}

interface Styled<Drawn> extends ShownModel<Drawn> {
  readonly colour: string;
  /** Beside the colour, so that it is never colour alone. */
  readonly dash: 'solid' | 'dash';
  readonly symbol: 'circle' | 'square';
}

/** The models in the order of their traces: the baseline first, so that the candidate lies on top. */
export function shownModels<Drawn>(data: TwoModels<Drawn>, theme: ChartTheme): Styled<Drawn>[] {
  const { candidate, baseline } = data;
  return [
    ...(baseline
      ? [{ ...baseline, colour: theme.champion, dash: 'dash' as const, symbol: 'square' as const }]
      : []),
    { ...candidate, colour: theme.challenger, dash: 'solid' as const, symbol: 'circle' as const },
  ];
}

/** The models with their labels, the candidate first, for words and tables. */
export function saidModels<Drawn>({ candidate, baseline }: TwoModels<Drawn>): ShownModel<Drawn>[] {
  return baseline ? [candidate, baseline] : [candidate];
}

/** Paired interval of candidate − baseline. */
export interface DifferenceInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * How the candidate's figure stands to the baseline's: one is called higher only where the interval of the difference says so.
 * @param same difference that is called none.
 * @param interval null: nobody has asked how sure the difference is.
 */
export function standing(
  candidate: number,
  baseline: number,
  same: number,
  interval: DifferenceInterval | null,
): 'higher' | 'lower' | 'same' | 'chance' | 'unknown' {
  const difference = candidate - baseline;
  if (!Number.isFinite(difference)) return 'unknown';
  if (Math.abs(difference) < same) return 'same';
  if (!interval) return 'unknown';
  const clear = difference > 0 ? interval.low > 0 : interval.high < 0;
  return !clear ? 'chance' : difference > 0 ? 'higher' : 'lower';
}
