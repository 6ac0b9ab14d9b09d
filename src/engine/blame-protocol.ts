// The job that looks for the cause of an alert, as part of protocol.ts.

import type { Blame } from '../core/blame/blame.ts';
import type { ModelPackage } from '../core/records.ts';

export interface BlameRequest {
  readonly digest: string;
  /** Rows with known answers that the windows are compared with. More than some thousand are drawn from. */
  readonly reference: Int32Array;
  /** Rows of the windows. */
  readonly rows: Int32Array;
  /** Of rows from this one on the answers are not known yet. */
  readonly knownTo: number;
  readonly model: ModelPackage;
  readonly metric: string;
  /** From which probability on a binary answer is yes. */
  readonly threshold: number;
  readonly seed: number;
}

export interface BlameResponse {
  /** Places of odd rows are rows of the table here. */
  readonly blame: Blame;
  /** Rows of the table that were answered wrongly, as far as that is known; none for a regression. */
  readonly wrong: Int32Array;
}

export interface BlameJobs {
  /** Which feature an alert is about, what it costs, and in which rows it shows. */
  blame: {
    request: BlameRequest;
    progress: { done: number; total: number };
    response: BlameResponse;
  };
}
