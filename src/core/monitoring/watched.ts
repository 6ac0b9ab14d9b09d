// What the engine is told of the stream so that it can watch it. Plain data: it travels to a worker.

import type { Thresholds } from '../answering.ts';
import type { ModelPackage } from '../records.ts';
import type { Span } from '../table.ts';
import type { MonitorPlan } from './plan.ts';

/** One window of the stream, as it passed. */
export interface WatchedWindow {
  readonly index: number;
  readonly span: Span;
  readonly modelVersionId: string;
  /** What went out, row-major rows × outputs. */
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly thresholds: Thresholds;
  /** One entry, or one for each version that answered. */
  readonly latencies: readonly { readonly rows: number; readonly ms: number }[];
  /** Whether its labels are in. */
  readonly labelled: boolean;
}

/** Rows of a table that the engine has. */
export interface WatchedRows {
  readonly digest: string;
  /** A stretch, or single rows in ascending order. */
  readonly rows: Span | Int32Array;
}

/** A version that answered, and the rows that its windows are compared with. */
export interface WatchedVersion {
  readonly id: string;
  readonly model: ModelPackage;
  readonly reference: WatchedRows;
  readonly unseen: WatchedRows;
  /** There are no rows that it did not learn from, and `unseen` is of those that it did. */
  readonly unseenLearnt: boolean;
}

/** What holds for all windows of a session. */
export interface WatchSetting {
  readonly plan: MonitorPlan;
  /** Rows known before the stream began. */
  readonly initialRows: number;
  /** Rows of one window of the stream. */
  readonly windowRows: number;
  /** Rows until a label is known; absent: it is known as soon as the row has passed. */
  readonly labelDelayRows?: number;
  /** Column of kind `time`; null: the rows have none. */
  readonly timeColumn: string | null;
  readonly metrics: readonly string[];
  readonly seed: number;
}

/** A monitor that could not do its work. The others went on. */
export interface MonitorFault {
  /** Id of the monitor; empty: nothing of a version could be watched. */
  readonly monitor: string;
  readonly modelVersionId: string;
  readonly reason: string;
}
