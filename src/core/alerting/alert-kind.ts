// What a kind of rule is: it looks at the figures of one window and says of each whether it is bad.

import type { Figure, FigureKey } from '../monitoring/figure.ts';
import type { Params, ParamValues } from '../params.ts';
import type { Named } from '../registry.ts';

/** A figure that a rule is to judge, with what it may be held against. */
export interface SeenFigure {
  readonly key: FigureKey;
  /** Null: the window has no such figure, or one on too few rows. */
  readonly figure: Figure | null;
  readonly worse: 'up' | 'down';
  /** What the champion reached before it was deployed; NaN where that is not known of this figure. */
  readonly level: number;
  /** Its figures in so many windows before this one, newest first; fewer where there are fewer under this champion. */
  before(windows: number): readonly Figure[];
  /** Its figures in the first so many windows of this champion, without this one. */
  first(windows: number): readonly Figure[];
}

export interface JudgedWindow {
  /** Rows that came since the window before: windows that slide share the rest. */
  readonly newRows: number;
  /** Share of the rule's budget that these figures may spend: a half where it also waits for others. */
  readonly share: number;
}

export interface FigureVerdict {
  /** Neither bad nor good: between the two, where an episode neither begins nor ends. */
  readonly verdict: 'bad' | 'good' | 'between';
  /** What the value was held against; NaN where that is no value. */
  readonly bound: number;
  /** Which of several bad figures is the worst: more is worse. Comparable within a kind only. */
  readonly severity: number;
}

export interface AlertKind extends Named {
  readonly about: string;
  readonly params: Params;
  /** One for each figure, in their order; null: nothing can be said of it. */
  judge(
    seen: readonly SeenFigure[],
    params: ParamValues,
    window: JudgedWindow,
  ): readonly (FigureVerdict | null)[];
}
export const defineAlertKind = (kind: AlertKind): AlertKind => kind;

/** A kind that looks at each figure by itself. Figures that are missing are passed over. */
export const judgeEach =
  (
    judge: (seen: SeenFigure, value: number, params: ParamValues) => FigureVerdict | null,
  ): AlertKind['judge'] =>
  (seen, params) =>
    seen.map((one) =>
      one.figure && !Number.isNaN(one.figure.value) ? judge(one, one.figure.value, params) : null,
    );

/** Bad beyond the bound, good otherwise. */
export const heldTo = (value: number, bound: number, worse: 'up' | 'down'): FigureVerdict => {
  const beyond = worse === 'up' ? value - bound : bound - value;
  return { verdict: beyond > 0 ? 'bad' : 'good', bound, severity: beyond };
};
