// A version on trial beside the champion: it answers in the shadow, for a growing share of the rows, or for half of them.

export type TrialKind = 'shadow' | 'canary' | 'ab';

/** Fixed when the trial begins; every step of it is a line of the ledger. */
export interface TrialPlan {
  readonly kind: TrialKind;
  /** Shares of the rows that the challenger answers, step after step: canary [0.05, 0.25, 0.5], ab [0.5], shadow []. */
  readonly shares: readonly number[];
  /** Labelled rows of the challenger that a step needs at least. */
  readonly rowsPerStep: number;
  /** How much worse, in the metric per row, is still borne by the guard. */
  readonly margin: number;
  /**
   * The most that one row counts for in the measure, whatever its loss: only of bounded values can be said how rarely a decision
   * is wrong. Absent in plans of before there were bounds: their guard never finds anything sure.
   */
  readonly bound?: number;
  /** Chance of a wrong decision over the whole trial, however often one looks. */
  readonly alpha: number;
  /** Whether the guard widens, promotes and rolls back by itself; else it only says so. */
  readonly automatic: boolean;
  /** Windows after which an undecided trial ends with the champion. */
  readonly maxWindows: number;
  readonly seed: number;
}

/** How a trial ended: the version came into production, was found worse, or neither was clear in time; or a person ended it. */
export type TrialOutcome = 'promoted' | 'rolled-back' | 'undecided' | 'stopped';

/** What a line of the ledger says of a trial. */
export interface TrialMove {
  readonly plan: TrialPlan;
  readonly step: number;
  readonly share: number;
  /** Of the line that ends it. */
  readonly outcome?: TrialOutcome;
}

/** A window's rows under trial. In a shadow nothing of the challenger went out. */
export interface WindowTrial {
  readonly modelVersionId: string;
  readonly kind: TrialKind;
  readonly share: number;
  /** 1 where the challenger's answer went out. */
  readonly answered: Uint8Array;
  /** The challenger's scores, rows × outputs; NaN for rows that it did not see. */
  readonly scores: Float32Array;
  /** What the challenger's answers took; the window's own figure is that of the champion. */
  readonly latencyMs: number;
}
