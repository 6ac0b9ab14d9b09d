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

/**
 * How the candidate's figure stands to the baseline's, in words: "v2 … than v1 by …" is put together from these.
 * @param same difference that is called none.
 */
export function standing(
  candidate: number,
  baseline: number,
  same: number,
): 'higher' | 'lower' | 'same' | 'unknown' {
  const difference = candidate - baseline;
  if (!Number.isFinite(difference)) return 'unknown';
  return Math.abs(difference) < same ? 'same' : difference > 0 ? 'higher' : 'lower';
}
