// A rule says of which figures too much is too much, and for how long before anyone is told.

import type { ParamValues } from '../params.ts';

/** From what is only worth knowing to what somebody has to answer. */
export const alertLevels = ['info', 'warning', 'alarm'] as const;
export type AlertLevel = (typeof alertLevels)[number];

export interface AlertRule {
  /** Unique in the project; alerts and ledger lines name it. */
  readonly id: string;
  readonly name: string;
  /** Id of a kind (core/alerts). */
  readonly kind: string;
  readonly params: ParamValues;
  /** Keys of figures; a star stands for anything: "quality/missing/*". */
  readonly figures: readonly string[];
  readonly level: AlertLevel;
  readonly on: boolean;
  /** So many windows in a row must be bad before it speaks. */
  readonly windows: number;
  /** So many in a row must be good before the episode is over. */
  readonly clearAfter: number;
  /** Windows of a new champion that it does not look at. */
  readonly cooldown: number;
  /** A figure on fewer rows says nothing. */
  readonly minimumRows: number;
}
