// The only place where the jobs of the engine are written down. Both ends are typed from it (worker/rpc.ts, serve.ts).

import type { Thresholds } from '../core/answering.ts';
import type { CallbackSetting, CallbackState } from '../core/callback.ts';
import type { BlameJobs } from './blame-protocol.ts';
import type { BlindSpotsJobs } from './blind-spots-protocol.ts';
import type { EvaluationJobs } from './evaluation-protocol.ts';
import type { InjectionJobs } from './injection-protocol.ts';
import type { MonitoringJobs } from './monitoring-protocol.ts';
import type { TargetSpec, Task, TrainingConfig } from '../core/define.ts';
import type { ErrorData } from '../core/errors.ts';
import type { Landscape, SliceKind } from '../core/landscape.ts';
import type { ParamValues } from '../core/params.ts';
import type {
  Checkpoint,
  EngineId,
  EngineInfo,
  EpochRecord,
  Estimate,
  ModelPackage,
  Probed,
} from '../core/records.ts';
import type { LabJobs } from './lab-protocol.ts';
import type { QuietJobs } from './quiet-protocol.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import type { Span, Table } from '../core/table.ts';
import type { TrainingNews, WrittenFile } from '../core/training-report.ts';
import type { TrialKind, WindowTrial } from '../core/trial.ts';
import type { Walkthrough } from '../core/walkthrough.ts';

export interface TrainRequest {
  readonly runId: string;
  readonly digest: string;
  /** How rows are prepared: fitted on `rows` and on no others. */
  readonly plan: RecipePlan;
  /** Rows to learn from, and their sample weights (null: all count 1). */
  readonly rows: Int32Array;
  readonly rowWeights: Float32Array | null;
  readonly validationRows: Int32Array;
  readonly model: { readonly kind: string; readonly params: ParamValues };
  readonly training: TrainingConfig;
  /** Called at the hooks of the training, in this order. */
  readonly callbacks: readonly CallbackSetting[];
  /** Metric id reported beside the loss. */
  readonly metric: string;
  readonly seed: number;
  /** Warm start: weights and recipe to go on from. Null: recipe fitted on `rows`, fresh weights. */
  readonly start: ModelPackage | null;
  /**
   * Where to go on from: an unfinished run's, or one of another run that this run begins with. Without the optimiser's
   * state it begins a fresh one; without callback states they begin afresh; without a learning rate the training's holds.
   * Made with another batch size, its whole epochs count.
   */
  readonly checkpoint: Checkpoint | null;
  /** The engine to compute on where it is at hand and nothing was begun on another one; absent or null: the chosen one. */
  readonly engine?: EngineId | null;
  /** Files that its callbacks had written at the checkpoint; they are written on. */
  readonly files: readonly WrittenFile[];
}

export interface TrainProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** Who computes it. */
  readonly engine: EngineInfo;
  /** Epochs that ended since the last report, in order: none is ever dropped. */
  readonly records: readonly EpochRecord[];
  /** About once a second at the end of an epoch, every five in a long one, and whenever a callback asks for one. */
  readonly checkpoint: Checkpoint | null;
  /** How many of the news are older than the checkpoint, where reports were merged; absent: all of them. */
  readonly beforeCheckpoint?: {
    readonly points: number;
    readonly events: number;
    readonly histograms: number;
  };
  /** What was new since the last report: none of it is ever dropped, of looks the newest counts. */
  readonly news: TrainingNews;
}

/** A moment of a training to go on from. */
export interface TrainMoment {
  /** Epochs that had ended, and steps taken. */
  readonly epoch: number;
  readonly step: number;
  /** Base rate of the next step. */
  readonly learningRate: number;
}

/** Where the weights of a training that ran away come from. */
export interface GoodMoment extends TrainMoment {
  /**
   * `before`: before the loss ran away. `beginning`: there was no such moment after the beginning. `callback`: a callback
   * put them there; the rest is of the moment that would have been gone back to.
   */
  readonly from: 'before' | 'beginning' | 'callback';
  /** Empty where weights of a callback stay, for the optimiser has not seen these. */
  readonly optimizer: Float32Array;
  /** Step at which the optimiser began. */
  readonly optimizerFrom: number;
  readonly stepsPerEpoch: number;
  /** Whole epochs that had ended then. */
  readonly history: readonly EpochRecord[];
}

export interface TrainResponse {
  readonly model: ModelPackage;
  readonly history: readonly EpochRecord[];
  /** A person or a callback ended it: fewer epochs than asked. */
  readonly stopped: boolean;
  readonly engine: EngineInfo;
  /** Base rate at the end. */
  readonly learningRate: number;
  /** What the callbacks remember at the end, in their order. */
  readonly callbacks: readonly CallbackState[];
  /**
   * `diverged`: numbers ran away and the page's guard ended the training. The model then holds the weights of `goodAt`.
   */
  readonly failure: ErrorData | null;
  /** The step that left what is not finite, and its rate; null when all was well, or no step is to blame. */
  readonly failedAt: TrainMoment | null;
  /** Where the model's weights come from; null when all was well. `history` holds the epochs of the run-away too. */
  readonly goodAt: GoodMoment | null;
}

/** Where a look at a training begins, in place of its own beginning. */
export interface TrainFrom {
  readonly weights: Float32Array;
  /** Empty: a fresh one. */
  readonly optimizer: Float32Array;
  readonly step: number;
  /** Step at which the optimiser began; of a fresh one it is `step`. */
  readonly optimizerFrom: number;
  /** Base rate of the next step; null: the training's own. */
  readonly learningRate: number | null;
}

/** A version that answers some of a window's rows (or, in a shadow, all of them for nobody). */
export interface TrialRequest {
  readonly model: ModelPackage;
  readonly kind: TrialKind;
  readonly share: number;
  /** Of the hash by which rows are routed (core/trials/routing.ts). */
  readonly seed: number;
}

export interface Observation {
  /** What went out. */
  readonly scores: Float32Array;
  readonly outputs: number;
  /** PSI by feature. */
  readonly drift: Record<string, number>;
  /** What the champion's answers took. */
  readonly latencyMs: number;
  /** Null without a trial. */
  readonly trial: Pick<WindowTrial, 'answered' | 'scores' | 'latencyMs'> | null;
}

export interface Jobs
  extends BlameJobs, BlindSpotsJobs, EvaluationJobs, InjectionJobs, LabJobs, MonitoringJobs, QuietJobs {
  /**
   * Chooses the engine for small dense nets: the preferred one, otherwise the fastest by a short probe. `known` are
   * the figures of an earlier visit; the answer holds all that are known now.
   */
  probe: {
    request: { prefer: EngineId | null; known: Probed | null };
    progress: never;
    response: { info: EngineInfo; probed: Probed | null };
  };
  /** Keeps a table in the worker under its digest; later jobs name it. Idempotent. */
  load: {
    request: { digest: string; table: Table; target: TargetSpec; task: Task; classes: readonly string[] };
    progress: never;
    response: { rows: number };
  };
  /** The table is not needed any more. */
  unload: { request: { digest: string }; progress: never; response: Record<never, never> };
  train: { request: TrainRequest; progress: TrainProgress; response: TrainResponse };
  /** A window passes: score it and measure drift against the reference rows. No label is looked at. */
  observe: {
    request: {
      digest: string;
      span: Span;
      reference: Span;
      model: ModelPackage;
      trial: TrialRequest | null;
    };
    progress: never;
    response: Observation;
  };
  /** Labels arrive: metrics of given scores with percentile bootstrap intervals. */
  judge: {
    request: {
      digest: string;
      span: Span;
      scores: Float32Array;
      outputs: number;
      metrics: readonly string[];
      /** By which binary rows were answered: one for all, or one for each. */
      thresholds: Thresholds;
      seed: number;
    };
    progress: never;
    response: Record<string, Estimate>;
  };
  /** Score any rows and judge them with one metric. */
  evaluate: {
    request: { digest: string; rows: Int32Array; model: ModelPackage; metric: string; seed: number };
    progress: never;
    response: { estimate: Estimate; scores: Float32Array; outputs: number };
  };
  /** Champion and challenger on the same rows, paired bootstrap of the difference (challenger − champion). */
  compare: {
    request: {
      digest: string;
      rows: Int32Array;
      champion: ModelPackage;
      challenger: ModelPackage;
      metric: string;
      resamples: number;
      confidence: number;
      seed: number;
    };
    progress: never;
    response: { championValue: number; challengerValue: number; difference: Estimate };
  };
  /** What one version would have scored on each of many windows (e.g. the first model, never replaced). */
  replay: {
    request: { digest: string; spans: readonly Span[]; model: ModelPackage; metric: string };
    progress: { done: number; total: number };
    response: { values: Float64Array; scores: Float32Array[] };
  };
  /** Takes `ahead` steps in float64 and walks through the one after them. */
  walk: {
    request: { digest: string; training: TrainRequest; from: TrainFrom | null; ahead: number };
    progress: never;
    response: Walkthrough;
  };
  /** Trains some steps in float64 and maps the loss on a slice through where they led. */
  landscape: {
    request: {
      digest: string;
      training: TrainRequest;
      from: TrainFrom | null;
      steps: number;
      slice:
        | { readonly kind: Exclude<SliceKind, 'parameters'> }
        | { readonly kind: 'parameters'; readonly parameters: readonly [number, number] };
      /** Of rows and random directions. */
      seed: number;
    };
    progress: { done: number; total: number };
    response: Landscape;
  };
}

export type JobName = keyof Jobs;
