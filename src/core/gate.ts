// What a version must show before it may be promoted, and what came of asking. The fields of the result are those of
// TFMA's ValidationResult.

import type { ParamValues } from './params.ts';
import type { SliceKey, SliceSpec } from './slice.ts';

export interface ValueBounds {
  readonly lower?: number;
  readonly upper?: number;
}

/** TFMA's change_threshold: candidate − baseline, and the same divided by the baseline. */
export interface ChangeBounds {
  readonly direction: 'higher' | 'lower';
  readonly absolute?: number;
  readonly relative?: number;
}

export interface GateThreshold {
  /** Id of a metric or descriptor. */
  readonly figure: string;
  /** Null: every slice that was computed, the whole included (TFMA's threshold); else the slices of these specs (per_slice_thresholds). */
  readonly slices: readonly SliceSpec[] | null;
  readonly value?: ValueBounds;
  readonly change?: ChangeBounds;
  /**
   * With `evidence`, what it means that an interval lies on both sides of the bound, or that a slice has too few rows: `ask` (if left
   * out) that more labels are needed; `pass` that the bound counts as kept until the opposite is shown, as of a guard against regressions.
   */
  readonly doubt?: 'ask' | 'pass';
}

export interface GateSpec {
  /** Whose rule decides: TFMA divides by the signed baseline, MLflow by its absolute value. */
  readonly semantics: 'tfma' | 'mlflow';
  readonly thresholds: readonly GateThreshold[];
  /**
   * Whether a bound counts as met or missed only when the whole interval is on one side of it; else the verdict is "not
   * enough evidence". False: the point estimate alone decides, as in TFMA and MLflow.
   */
  readonly evidence: boolean;
}

export interface GateFailure {
  readonly figure: string;
  readonly threshold: GateThreshold;
  /** Whether the change or the value is at fault. */
  readonly kind: 'value' | 'change' | 'missing';
  readonly value: number;
  readonly baseline: number | null;
  readonly n: number;
  /** TFMA's message ("Metric not found."); empty where it has none. */
  readonly message: string;
  /** In plain words, with slice, n, value and bound. */
  readonly words: string;
  /** Whether the interval leaves it open; only with `evidence`. */
  readonly unclear: boolean;
  /** About how many further labels would decide it; null: can't be said. */
  readonly moreLabels: number | null;
}

export interface GateResult {
  readonly verdict: 'passed' | 'failed' | 'not-enough-evidence';
  /** There was no baseline: thresholds of change were skipped. */
  readonly rubberStamp: boolean;
  readonly validationOk: boolean;
  readonly missingThresholds: boolean;
  readonly metricValidationsPerSlice: readonly {
    readonly sliceKey: SliceKey;
    readonly failures: readonly GateFailure[];
  }[];
  /** Slices that a threshold names and no row belongs to. */
  readonly missingSlices: readonly { readonly spec: SliceSpec; readonly words: string }[];
  readonly validationDetails: {
    readonly slicingDetails: readonly {
      readonly slicingSpec: SliceSpec;
      readonly numMatchingSlices: number;
    }[];
  };
  /** The largest `moreLabels` among what is unclear; null where nothing is or it can't be said. */
  readonly moreLabels: number | null;
}

/** An automatic test of a version and its parameters (core/model-tests). */
export interface TestSetting {
  readonly id: string;
  readonly params: ParamValues;
}

export interface TestResult {
  readonly id: string;
  /** Null: it does not apply to this version (said in `words`). */
  readonly passed: boolean | null;
  /** What was found, in plain words with its numbers. */
  readonly words: string;
  readonly observed: number | null;
  readonly limit: number | null;
  /** Rows of the table that show the fault, the worst first; at most 200. */
  readonly rows: readonly number[];
}
