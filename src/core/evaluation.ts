// What an evaluation of a model version is: which figures, on which slices, how sure, against which other version.

import type { GateResult, GateSpec, TestResult, TestSetting } from './gate.ts';
import type { Estimate } from './estimate.ts';
import type { SliceKey, SliceSpec } from './slice.ts';
import type { Span } from './table.ts';

/**
 * How sure a figure is: an id of core/intervals.
 * - `jackknife`: TFMA's, `resamples` buckets (20 there). `poisson-bootstrap`: TFMA's, `resamples` replicates (20 there), t-interval.
 * - `percentile-bootstrap`: quantiles over `resamples` draws of as many rows; `basic-bootstrap`: the same, turned over at the
 *   figure; `expanded-percentile-bootstrap`: the same, widened
 *   for the small number of rows; `bca`: the same, corrected for bias and skewness.
 */
export interface IntervalSpec {
  readonly method:
    | 'jackknife'
    | 'poisson-bootstrap'
    | 'percentile-bootstrap'
    | 'basic-bootstrap'
    | 'expanded-percentile-bootstrap'
    | 'bca'
    | 'none';
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
}

/** What a mistake costs: rows are the truth, columns the answer; for binary tasks [[TN, FP], [FN, TP]]. */
export type CostMatrix = readonly (readonly number[])[];

export interface EvaluationSpec {
  /** Ids of metrics and descriptors. */
  readonly figures: readonly string[];
  readonly slices: readonly SliceSpec[];
  /** Slices with fewer rows are named with their size only (TFMA's min_slice_size); the whole never is. */
  readonly minSliceSize: number;
  readonly interval: IntervalSpec;
  /** From which probability on a binary answer is positive. */
  readonly threshold: number;
  readonly cost: CostMatrix | null;
}

/** What a project asks of every new version. Absent in a project: the defaults of its task (evaluation-defaults.ts). */
export interface EvaluationSettings extends EvaluationSpec {
  readonly gate: GateSpec;
  readonly tests: readonly TestSetting[];
}

/** A figure with its interval; `low` = `high` = `value` where none can be given. */
export interface Measured extends Estimate {
  /** NaN where the method gives none. */
  readonly standardError: number;
  /**
   * Of a difference, by methods that draw rows with replacement: share of the resamples in which it is above 0, those of no
   * difference by half. Absent elsewhere, and in evaluations of before it was kept.
   */
  readonly aboveZero?: number;
  /**
   * How many rows of the rarer outcome an interval from resamples rests on (evaluating/counted.ts). Absent where it is exact, where
   * none was asked for, and of counts of rows.
   */
  readonly rests?: number;
}

export interface SliceResult {
  readonly key: SliceKey;
  readonly spec: number;
  readonly rows: number;
  /** Rows with a known answer. */
  readonly known: number;
  /** Fewer rows than asked for: no figures, and a gate can't find its metric. */
  readonly omitted: boolean;
  readonly candidate: Readonly<Record<string, Measured>>;
  /** Null without a baseline. */
  readonly baseline: Readonly<Record<string, Measured>> | null;
  /** Candidate − baseline on the same resamples. */
  readonly difference: Readonly<Record<string, Measured>> | null;
}

/** Two models on the same rows, answer by answer. */
export interface ModelComparison {
  /** Rows with a known answer. */
  readonly n: number;
  /** Share of rows with the same answer; for regression the correlation of the answers. */
  readonly agreement: number;
  /** Rows that only the one answers rightly; 0 for regression. */
  readonly onlyCandidate: number;
  readonly onlyBaseline: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  /** Answers of the baseline (rows) by answers of the candidate (columns), classes × classes, row-major; empty for regression. */
  readonly answers: readonly number[];
  /** Null for regression. */
  readonly mcnemar: {
    readonly statistic: number;
    readonly pValue: number;
    /** Exact binomial test, for few discordant rows; else χ² with continuity correction. */
    readonly exact: boolean;
  } | null;
  /** Candidate − baseline by the person's cost matrix, per row; null without one. */
  readonly cost: Measured | null;
}

/** Rows that were judged: `rows` null means all of the span. */
export interface EvaluatedRows {
  /** Digest of the table. */
  readonly digest: string;
  readonly part: 'holdout' | 'test' | 'validation' | 'stream';
  readonly span: Span;
  readonly rows: Int32Array | null;
  readonly n: number;
}

/** One look at one version, with everything that a decision rests on. Immutable; a new look is a new record. */
export interface Evaluation {
  readonly v: 1;
  /** `${modelVersionId}/evaluation/${number}`. */
  readonly id: string;
  readonly projectId: string;
  readonly modelVersionId: string;
  readonly baselineId: string | null;
  readonly on: EvaluatedRows;
  readonly settings: EvaluationSettings;
  readonly slices: readonly SliceResult[];
  readonly comparison: ModelComparison | null;
  readonly gate: GateResult;
  readonly tests: readonly TestResult[];
  readonly windowIndex: number;
  readonly createdAt: number;
  readonly tookMs: number;
}
