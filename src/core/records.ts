// The nouns that are kept. Plain data, immutable, each with its format version `v`. Readers of old formats and the
// validators live in record-formats.ts.

import type { AlertLevel, AlertRule } from './alerting/rule.ts';
import type { CallbackSetting, CallbackState } from './callback.ts';
import type { AlarmSettings, RetrainPlan, Scenario, Task, TrainingConfig } from './define.ts';
import type { EngineId, EngineInfo } from './engine-records.ts';
import type { Estimate } from './estimate.ts';
import type { ErrorData } from './errors.ts';
import type { EvaluationSettings } from './evaluation.ts';
import type { Injection } from './injection.ts';
import type { MetricSummary } from './metric-series.ts';
import type { MonitorPlan } from './monitoring/plan.ts';
import type { FigureKey } from './monitoring/figure.ts';
import type { Architecture } from './network.ts';
import type { ParamValues } from './params.ts';
import type { Recipe, RecipePlan } from './recipe-plan.ts';
import type { TableSchema } from './schema.ts';
import type { SplitSpec } from './split.ts';
import type { ColumnKind, Span } from './table.ts';
import type { WindowTrial } from './trial.ts';

export { engineIds } from './engine-records.ts';
export { ledgerKinds } from './ledger-line.ts';
export type { LedgerKind, LedgerLine } from './ledger-line.ts';
export type { EngineId, EngineInfo, MachineMemory, Probed } from './engine-records.ts';
export type { Estimate, Recipe };
export type { Comparison, ModelVersion, VersionNote } from './version-records.ts';

export interface DatasetVersion {
  readonly v: 2;
  /** `${projectId}/data/${number}`. */
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  readonly name: string;
  readonly datasetId: string;
  /** SHA-256 of the content, hex (core/digest.ts). */
  readonly digest: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  readonly parentId: string | null;
  /** How it came from its parent or source, in words. */
  readonly operation: string;
  /** The edit that made it (core/edits); null for a first version. */
  readonly edit: { readonly kind: string; readonly params: ParamValues } | null;
  /** Null in records from before there were schemas, and for scenes, whose card says it. */
  readonly schema: TableSchema | null;
  readonly split: SplitSpec | null;
  /** Key of its rows in the table store; null: they come with the page (file or generator). */
  readonly tableKey: string | null;
  /** Above every row id that it or an ancestor ever had; 0 where rows come with the page. */
  readonly nextId: number;
  readonly createdAt: number;
}

/** The rows of data versions, packed (exchange/compact.ts), by the SHA-256 of the packed bytes. */
export interface StoredTable {
  readonly key: string;
  readonly bytes: Blob;
}

/** All that is needed to answer for a row. */
export interface ModelPackage {
  readonly task: Task;
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  readonly weights: Float32Array;
  /** From which probability on a binary answer is yes; absent of a model that is no version yet. */
  readonly threshold?: number;
}

export interface EpochRecord {
  readonly epoch: number;
  readonly loss: number;
  /** NaN where there are no validation rows. */
  readonly validationLoss: number;
  readonly metric: number;
  readonly validationMetric: number;
  /** Steps taken since the start of training. */
  readonly step: number;
}

export type RunStatus = 'running' | 'paused' | 'done' | 'stopped' | 'failed';

/** One training. What it measured and did is in its log (run-records.ts); what a person says about it is in a note. */
export interface Run {
  readonly v: 2;
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  /** "Run 12". */
  readonly name: string;
  readonly purpose: 'first' | 'retrain';
  readonly status: RunStatus;
  readonly model: { readonly kind: string; readonly params: ParamValues };
  readonly training: TrainingConfig;
  readonly plan: RetrainPlan | null;
  /** How its rows are prepared. Absent in old records: the usual steps. */
  readonly recipe?: RecipePlan;
  /** In the order in which they are called; absent: none. */
  readonly callbacks?: readonly CallbackSetting[];
  readonly metric: string;
  readonly datasetDigest: string;
  /** Edited data version that it learns from; absent: the rows of the stream. */
  readonly dataVersionId?: string;
  /** Rows trained on: how many, and the stretch they come from. */
  readonly trainedOn: { readonly span: Span; readonly rows: number; readonly validationRows: number };
  /** Rows kept out for the comparison; empty for the first model. */
  readonly holdout: Span;
  /** Version that a warm start began from. */
  readonly warmFrom: string | null;
  readonly seed: number;
  readonly engine: EngineInfo | null;
  /** Browser and adapter; empty in runs from before it was noted. */
  readonly machine: string;
  /** Epochs that had ended when this was written. */
  readonly epochs: number;
  /** By name: loss, val_loss, the metric's id, the same with `val_`, learning_rate, and every other series of the log. */
  readonly summary: Readonly<Record<string, MetricSummary>>;
  /** Run that it came from: the one whose checkpoint it goes on from, or whose version it began from. */
  readonly parentId: string | null;
  /** Where in another run it went on; null: it began at the beginning. */
  readonly forkedFrom: { readonly runId: string; readonly epoch: number; readonly step: number } | null;
  /** SHA-256 of the final parameters' bytes; null: there are none, or the run is from before it was noted. */
  readonly weightsDigest: string | null;
  /** SHA-256 of the plan by which its rows are prepared; empty in runs from before it was noted. */
  readonly recipeDigest: string;
  /** Windows that had passed when it started. */
  readonly windowIndex: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly error: ErrorData | null;
  readonly modelVersionId: string | null;
}

/** What an unfinished run goes on from. Everything that the next step depends on. */
export interface Checkpoint {
  readonly runId: string;
  readonly epoch: number;
  readonly step: number;
  readonly weights: Float32Array;
  /** Optimiser state, flat: m, then v, as many as the optimiser has. The powers of the betas follow from `step`. */
  readonly optimizer: Float32Array;
  readonly history: readonly EpochRecord[];
  /** Who made it: the same one goes on bit for bit, another one within rounding. Absent in old records. */
  readonly engine?: EngineId;
  /** State of every callback, in their order. Absent in old records, which had none: they begin afresh. */
  readonly callbacks?: readonly CallbackState[];
  /** Base learning rate of the next step. Absent in old records: the training's own. */
  readonly learningRate?: number;
  /** Milliseconds of training that lie behind it. Absent in old records. */
  readonly elapsedMs?: number;
  /** Step at which the optimiser began, where that was not the first: Adam's corrections count from there. */
  readonly optimizerFrom?: number;
  /** Σ loss × rows over the batches of the epoch under way, where a callback asks for the loss of every one. */
  readonly lossSum?: number;
  /** By which its steps and epochs are counted: another batch size has others. Absent in old records. */
  readonly stepsPerEpoch?: number;
  /** How often each callback spoke at hooks of a batch in the epoch under way (engine/training/repeats.ts). */
  readonly spoken?: Readonly<Record<string, number>>;
}

export interface Weights {
  readonly digest: string;
  readonly bytes: ArrayBuffer;
}

/** One stretch of the stream as the deployed model saw it. `performance` is filled once, when the labels arrive. */
export interface WindowRecord {
  readonly v: 1;
  readonly projectId: string;
  readonly index: number;
  readonly span: Span;
  readonly modelVersionId: string;
  readonly scores: Float32Array;
  readonly outputs: number;
  /** PSI of each feature against the champion's training rows. */
  readonly drift: Readonly<Record<string, number>>;
  readonly latencyMs: number;
  /** Metric id → value with bootstrap interval; null until the labels are known. */
  readonly performance: Readonly<Record<string, Estimate>> | null;
  /** A version that was on trial meanwhile; `scores` holds what went out. */
  readonly trial?: WindowTrial;
}

export interface Alert {
  readonly v: 1;
  readonly id: string;
  readonly projectId: string;
  readonly rule: string;
  readonly params: ParamValues;
  readonly windowIndex: number;
  readonly modelVersionId: string;
  readonly metric: string;
  readonly value: number;
  readonly level: number;
  readonly threshold: number;
  /** The windows that made it fire. */
  readonly evidence: readonly { readonly index: number; readonly value: number; readonly n: number }[];
  readonly raisedAt: number;
  /**
   * The rest is of alerts by a rule on figures (core/alerting); those of the scenario's own alarm, and all from before there
   * were rules, lack it. Of such a rule `metric` is empty and `level` NaN, or what the champion reached before.
   */
  readonly ruleId?: string;
  readonly severity?: AlertLevel;
  /** Every figure that was bad, the worst first: what `value` and the evidence are of. */
  readonly figures?: readonly FigureKey[];
  /** What it says, in words for a person. */
  readonly words?: string;
}

export interface ProjectSettings {
  readonly labelDelayWindows: number;
  /** Windows per second; Infinity is stored as 0: as fast as it goes. */
  readonly speed: number;
  readonly pauseAtAlarm: boolean;
  readonly alarm: AlarmSettings;
  readonly model: { readonly kind: string; readonly params: ParamValues };
  readonly training: TrainingConfig;
  readonly retrain: RetrainPlan;
  /** How rows are prepared; absent: the usual steps for each feature (recipe-plan.ts). */
  readonly recipe?: RecipePlan;
  /** Data version that retraining learns from; absent: the one that the stream runs on. */
  readonly dataVersionId?: string;
  /** Callbacks of the next training, in the order in which they are called; absent: none. */
  readonly callbacks?: readonly CallbackSetting[];
  /** What every new version is asked; absent: the defaults of the task. */
  readonly evaluation?: EvaluationSettings;
  /** Rules on figures, beside the alarm; absent: the usual ones (core/alerting/usual-rules.ts). */
  readonly alerts?: readonly AlertRule[];
  /** What the deployed model is watched by; absent: the usual plan (monitoring/usual-plan.ts). */
  readonly monitor?: MonitorPlan;
  /** Changes that the person makes to the world, in the order in which they are applied; absent: none. */
  readonly injections?: readonly Injection[];
}

/** One person's life with one scenario. The only record that is replaced as things go on. */
export interface Project {
  readonly v: 1;
  readonly id: string;
  readonly scenarioId: Scenario['id'];
  /** A person's own, which is in no registry; its rows are those of data version 1. */
  readonly scenario?: Scenario;
  readonly seed: number;
  readonly createdAt: number;
  readonly openedAt: number;
  /** Windows that have passed. */
  readonly position: number;
  readonly playing: boolean;
  readonly settings: ProjectSettings;
}
