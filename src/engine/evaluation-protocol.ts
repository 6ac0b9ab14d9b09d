// The jobs that judge a model version, as part of protocol.ts: they are many and belong together.

import type { EvaluationSpec, ModelComparison, SliceResult } from '../core/evaluation.ts';
import type { GateResult, GateSpec, TestResult, TestSetting } from '../core/gate.ts';
import type { EvaluationPictures, PicturesSpec } from '../core/pictures.ts';
import type { ModelPackage } from '../core/records.ts';
import type { SliceKey, SliceSpec } from '../core/slice.ts';
import type { SliceSearchSpec, WeakSlice } from '../core/slice-search.ts';
import type { Span } from '../core/table.ts';

export interface AssessRequest {
  readonly digest: string;
  /** Rows to judge on: none of them may have been learnt from. */
  readonly rows: Int32Array;
  readonly candidate: ModelPackage;
  readonly baseline: ModelPackage | null;
  readonly spec: EvaluationSpec;
  readonly gate: GateSpec;
  readonly tests: readonly TestSetting[];
  /** Rows that the candidate learnt from: what its tests compare with. */
  readonly trainedOn: Span;
}

export interface AssessProgress {
  readonly done: number;
  readonly total: number;
  /** What is being done: "scoring", "slicing", "resampling", "testing". */
  readonly doing: 'scoring' | 'slicing' | 'resampling' | 'testing';
}

export interface AssessResponse {
  readonly slices: readonly SliceResult[];
  readonly comparison: ModelComparison | null;
  readonly gate: GateResult;
  readonly tests: readonly TestResult[];
  readonly tookMs: number;
}

export interface ScoredPair {
  /** Known answers of the rows; NaN where there is none. */
  readonly truth: Float64Array;
  readonly candidate: Float32Array;
  readonly baseline: Float32Array | null;
  readonly outputs: number;
  /** From which probability on the baseline answers yes; absent: from the same as the candidate. */
  readonly baselineThreshold?: number;
}

export interface EvaluationJobs {
  /** Figures on every slice with their intervals, the comparison, the gate and the tests. */
  assess: { request: AssessRequest; progress: AssessProgress; response: AssessResponse };
  /** What one or two versions answer for given rows. */
  scorePair: {
    request: {
      digest: string;
      rows: Int32Array;
      candidate: ModelPackage;
      baseline: ModelPackage | null;
    };
    progress: never;
    response: ScoredPair;
  };
  /** Everything that the plots of an evaluation draw, for all rows or those at the given places. */
  pictures: {
    request: {
      digest: string;
      rows: Int32Array;
      scored: ScoredPair;
      places: Int32Array | null;
      spec: PicturesSpec;
    };
    progress: never;
    response: EvaluationPictures;
  };
  /** The rows (of the table) of one slice. Null: no spec gives that slice. */
  sliceRows: {
    request: {
      digest: string;
      rows: Int32Array;
      slices: readonly SliceSpec[];
      key: SliceKey;
      model: ModelPackage;
    };
    progress: never;
    response: { rows: Int32Array | null };
  };
  /** Looks for slices on which the model does worse than on the rest. */
  searchSlices: {
    request: {
      digest: string;
      rows: Int32Array;
      model: ModelPackage;
      spec: SliceSearchSpec;
    };
    progress: { done: number; total: number };
    response: { slices: readonly WeakSlice[]; looked: number; near: readonly WeakSlice[] };
  };
}
