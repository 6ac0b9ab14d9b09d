// A monitor learns what it needs of the reference once, and then puts figures on each window. It is a pure function of rows,
// answers, labels and the plan: the same history gives the same figures, so none of them need be stored.

import type { Thresholds } from '../answering.ts';
import type { Task } from '../define.ts';
import type { Sample } from '../drift-sample.ts';
import type { ModelPackage } from '../records.ts';
import type { Named } from '../registry.ts';
import type { Span, Table } from '../table.ts';
import type { PutFigure } from './figure.ts';
import type { MonitorPlan } from './plan.ts';

/** Rows with what is known of them. What is costly is worked out when it is first asked for, and kept. */
export interface WindowView {
  readonly span: Span;
  readonly rows: number;
  /** Places of the rows in `table`, ascending. */
  readonly places: Int32Array;
  readonly table: Table;
  /** One feature (or any column) of these rows, sorted or counted. */
  sample(column: string): Sample;
  /** The answers that went out, row-major rows × outputs (regression: in the target's unit). */
  readonly scores: Float32Array;
  readonly outputs: number;
  readonly thresholds: Thresholds;
  /** Class index or value; NaN where it is not known. All NaN until the labels are in. */
  readonly truth: Float64Array;
  /** Milliseconds that the answers took, of each batch of rows in the window. Empty for a reference. */
  readonly latencies: readonly { readonly rows: number; readonly ms: number }[];
}

/** What is known before the first window of a reign. */
export interface MonitorKnowledge {
  readonly plan: MonitorPlan;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly features: readonly string[];
  readonly target: string;
  /** Metric ids that the project looks at, its own first. */
  readonly metrics: readonly string[];
  readonly model: ModelPackage;
  /** With labels and the model's own answers. */
  readonly reference: WindowView;
  /**
   * Rows that the model did not learn from, with labels and its answers: what calibration, level and error are taken of.
   * Equal to `reference` where that is of such rows.
   */
  readonly unseen: WindowView;
  /** There are none, and `unseen` is of rows that it did learn from: what is taken of them looks too good. */
  readonly unseenLearnt?: boolean;
  /** Rows of a usual window. */
  readonly windowRows: number;
  /** Where windows go by time: rows of each complete period before the stream. */
  readonly periods?: readonly number[];
  /** Rows until a label is known; absent: it is known as soon as the row has passed. */
  readonly labelDelayRows?: number;
  readonly seed: number;
}

export interface WindowMonitor {
  /** @param labelled whether the labels of the window are in. */
  (window: WindowView, put: PutFigure, labelled: boolean): void;
  /**
   * Of a monitor that compares with `unseen`: the same, compared with other rows. All but the p of its figures may be left out, and
   * figures that have none. Null where these rows do not do.
   */
  against?(rows: WindowView): WindowMonitor | null;
}

export interface Monitor extends Named {
  readonly about: string;
  /** `labels`: called once the labels of the window are in; `rows`: as soon as it has passed; `both`: at either time. */
  readonly needs: 'rows' | 'labels' | 'both';
  /**
   * Its p take rows for independent, and it keeps nothing from window to window: whoever runs it lets p allow for what rows that
   * follow one another have to do with each other (core/monitoring/allowing.ts). It compares with `reference`, or says how it would
   * (`against`).
   */
  readonly independentRows?: boolean;
  /** Null where it does not apply: a task or a table that it is not for. Called again at each new champion. */
  begin(known: MonitorKnowledge): WindowMonitor | null;
}
export const defineMonitor = (monitor: Monitor): Monitor => monitor;
