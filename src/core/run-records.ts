// What is kept of a run besides its record (records.ts): its log, what a person wrote about it, and parameters on the way.

import type { CallbackEvent, CallbackState } from './callback.ts';
import type { MetricSeries } from './metric-series.ts';
import type { EngineId, EngineInfo, EpochRecord } from './records.ts';
import type { HistogramPoint, WrittenFile } from './training-report.ts';

export type { MetricSeries, MetricSummary } from './metric-series.ts';

/** All that a run measured and did. Written once, with the end of the run. */
export interface RunLog {
  readonly v: 1;
  readonly runId: string;
  readonly projectId: string;
  readonly history: readonly EpochRecord[];
  /** Everything that is not in the history: learning rate, loss by step, gradient norms, figures of the machine ("system/…"). */
  readonly series: readonly MetricSeries[];
  readonly events: readonly CallbackEvent[];
  readonly histograms: readonly HistogramPoint[];
  readonly files: readonly WrittenFile[];
}

/**
 * What was new in a log between one checkpoint and the next: written with the checkpoint, so that a training that goes on
 * from there goes on with its whole log. Gone with the checkpoint.
 */
export interface LogPart {
  readonly v: 1;
  readonly runId: string;
  readonly projectId: string;
  /** 0, 1, 2 … within the run. */
  readonly part: number;
  readonly series: readonly MetricSeries[];
  readonly events: readonly CallbackEvent[];
  readonly histograms: readonly HistogramPoint[];
  /** Files as they stand; the newest of a name counts. */
  readonly files: readonly WrittenFile[];
}

/** Whether the same training, done again, ended with the same parameters. */
export interface RunVerification {
  readonly at: number;
  /** Null: they cannot be compared; `why` says the reason. */
  readonly same: boolean | null;
  /** SHA-256 of the parameters of this time; null where it did not come to that. */
  readonly digest: string | null;
  /** Those of the run. */
  readonly was: string | null;
  /** Who computed it this time; null where it did not come to that. */
  readonly engine: EngineInfo | null;
  readonly why: string | null;
}

/** What a person may change about a run at any time. There is none until the first change. */
export interface RunNote {
  readonly v: 1;
  readonly runId: string;
  readonly projectId: string;
  /** Null: the run's own. */
  readonly name: string | null;
  /** One of the run colours by number; null: by the run's number. */
  readonly colour: number | null;
  readonly notes: string;
  /** As in MLflow a tag has a value, which may be empty. */
  readonly tags: Readonly<Record<string, string>>;
  readonly archivedAt: number | null;
  /** Deleted runs are only hidden: what came from them keeps its parent. */
  readonly deletedAt: number | null;
  /** The latest time that the run was verified; absent: never. */
  readonly verification?: RunVerification;
}

/**
 * Where in a run parameters were kept, without the parameters: a run may keep them with every epoch. What was measured up to
 * there is in the run's log.
 */
export interface KeptPlace {
  readonly v: 1;
  readonly runId: string;
  readonly projectId: string;
  /** Unique within the run; the same name again replaces it. */
  readonly name: string;
  /** Epochs that had ended, and steps taken. */
  readonly epoch: number;
  readonly step: number;
  readonly learningRate: number;
  /** Step at which the optimiser began, where that was not the first. */
  readonly optimizerFrom?: number;
  /** As in a checkpoint (records.ts). */
  readonly stepsPerEpoch?: number;
  readonly lossSum?: number;
  readonly engine: EngineId | null;
  readonly keptAt: number;
  /** Only weights were kept: a training from here begins with a fresh optimiser. */
  readonly bare: boolean;
}

/** Parameters of a run at one moment, kept by a callback: a training can go on from here. */
export interface KeptCheckpoint extends Omit<KeptPlace, 'bare'> {
  readonly weights: Float32Array;
  /** Empty when only weights were kept. */
  readonly optimizer: Float32Array;
  readonly callbacks: readonly CallbackState[];
}
