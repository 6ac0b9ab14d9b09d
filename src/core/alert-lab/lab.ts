// The alert lab: true drift times are known here, so detectors can be scored on delay, misses and false alarms.

import type { InjectionCourse } from '../injection.ts';
import type { ParamValues } from '../params.ts';

/** Where the errors come from that detectors look at: 1 wrong, 0 right. */
export type LabErrors =
  /** By lot, at these rates. */
  | { readonly from: 'rates'; readonly before: number; readonly after: number }
  /**
   * What a model really got wrong, before and after a change, drawn with replacement in stretches of `block` rows (1: row by row),
   * so that what hangs together stays together.
   */
  | {
      readonly from: 'rows';
      readonly before: Float64Array;
      readonly after: Float64Array;
      readonly block: number;
    };

export interface LabWorld {
  readonly errors: LabErrors;
  /** Rows of one stream, and where it changes. `overRows`: as with injected changes; 0 for sudden. */
  readonly rows: number;
  readonly changeAt: number;
  readonly course: InjectionCourse;
  readonly overRows: number;
  /** So many rows later an error is known: it is added to every delay. */
  readonly labelDelayRows: number;
}

export interface LabRequest {
  readonly world: LabWorld;
  /** Detectors (core/concept-drift) with the settings that are not turned. */
  readonly detectors: readonly { readonly id: string; readonly params: ParamValues }[];
  /** Streams for each: more of them tell less by chance. */
  readonly seeds: number;
  readonly seed: number;
}

export interface LabRate {
  readonly value: number;
  /** Exact 95 % interval of a Poisson count. */
  readonly low: number;
  readonly high: number;
}

/** One detector with one setting of its knob. */
export interface LabPoint {
  /** Value of the knob; NaN for a control, which has none. */
  readonly setting: number;
  /** The setting that the person has. */
  readonly chosen: boolean;
  /** Firings before the change, and in streams without one, for 10,000 rows. */
  readonly falseAlarms: LabRate;
  readonly streams: number;
  /** Streams in which it did not fire after the change. */
  readonly missed: number;
  /** Rows from the change to the first firing, of the streams in which it fired; NaN where it never did. */
  readonly delay: { readonly mean: number; readonly median: number; readonly p90: number };
}

export interface LabLine {
  /** Of a detector, or `always` and `random`: controls that look at nothing. */
  readonly id: string;
  readonly control: boolean;
  /** The eager end first. */
  readonly points: readonly LabPoint[];
}

export interface LabResult {
  readonly lines: readonly LabLine[];
  /** So many seeds went into it, and rows in all. */
  readonly seeds: number;
  readonly rows: number;
}

export interface LabProgress {
  readonly done: number;
  readonly total: number;
  /** What is known by now, to be drawn meanwhile. */
  readonly soFar: LabResult | null;
}
