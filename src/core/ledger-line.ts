// One line of the ledger: what happened to a project, and why.

import type { TrialMove } from './trial.ts';

export const ledgerKinds = [
  'started',
  'trained',
  'compared',
  'promoted',
  'kept',
  'rolled-back',
  'alarm',
  'acknowledged',
  'alert-raised',
  'alert-cleared',
  'alert-snoozed',
  'alert-acknowledged',
  'rule-changed',
  'training-failed',
  'setting-changed',
  'data-changed',
  'evaluated',
  'aliased',
  'unaliased',
  'trial-started',
  'trial-widened',
  'trial-held',
  'trial-ended',
  'branched',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export interface LedgerLine {
  readonly v: 1;
  readonly projectId: string;
  /** 1, 2, 3 … within the project. */
  readonly seq: number;
  readonly at: number;
  readonly kind: LedgerKind;
  /** Windows that had passed. */
  readonly windowIndex: number;
  /** Version that the line is about (for promoted and rolled-back: the champion from here on). */
  readonly modelVersionId: string | null;
  /** Version that was champion before. */
  readonly previousId: string | null;
  readonly runId: string | null;
  readonly alertId: string | null;
  /** In words, for people. */
  readonly reason: string;
  /** A person's own alias that now points to the version, or to none any more. */
  readonly alias?: string;
  /** The evaluation that the line rests on. */
  readonly evaluationId?: string;
  readonly trial?: TrialMove;
  /** Of a line that puts an alert off: it keeps quiet until so many windows have passed. */
  readonly until?: number;
}
