// One thing, one file: the shapes that the registries hold. `define…` is the compile-time half of the contract,
// test/registries.test.ts the run-time half.

import type { AlertKind } from './alerting/alert-kind.ts';
import type { Chance, CountsRow } from './figure-chance.ts';
import type { Initializer } from './initial-weights.ts';
import type { Clip, OptimizerKind, RegressionLoss } from './learning.ts';
import type { Architecture } from './network.ts';
import type { ParamValues, Params } from './params.ts';
import type { Random } from './random.ts';
import type { Named } from './registry.ts';
import type { ImageShape } from './schema.ts';
import type { SharedParts } from './shared-parts.ts';
import type { Column, ColumnKind, Table } from './table.ts';

export type Task = 'binary' | 'multiclass' | 'regression';

/** Known answers and a model's outputs for the same rows. */
export interface Scored {
  /** Class index (binary: 1 is the positive class) or target value; length n. */
  readonly truth: Float64Array;
  /** Row-major n × outputs: binary P(positive), multiclass P(class), regression the value in the target's unit. */
  readonly scores: Float32Array;
  /** 1 for binary and regression, the number of classes for multiclass. */
  readonly outputs: number;
  readonly weights?: Float64Array;
}

/** What a figure is measured in: a share of rows, nats, the target's unit or its square, rows, or a bare number. */
export type FigureUnit = 'share' | 'nats' | 'target' | 'target-squared' | 'rows' | 'number';

/** A figure of a model's answers: one number of rows, their answers and what a model said. */
export interface FigureOf extends Named {
  readonly about: string;
  /** In the notation of a textbook, e.g. "TP / (TP + FN)". */
  readonly formula?: string;
  readonly tasks: readonly Task[];
  readonly unit: FigureUnit;
  /** NaN where it is undefined (no rows). */
  compute(scored: Scored): number;
  /** The same from sums that many figures share (core/shared-parts): what makes a thousand resamples affordable. */
  readonly shared?: SharedParts;
  /** Of a plain share of rows. */
  readonly share?: CountsRow;
  readonly chance?: Chance;
}

export interface Metric extends FigureOf {
  readonly better: 'higher' | 'lower';
  /** Whether it is taken of every window of the stream, with its interval. */
  readonly everyWindow?: boolean;
}
export const defineMetric = (metric: Metric): Metric => metric;

/** A figure of which neither more nor less is better by itself: counts, mean prediction, calibration ratio. */
export type Descriptor = FigureOf;
export const defineDescriptor = (descriptor: Descriptor): Descriptor => descriptor;

/** What a preprocessing step may know besides its column: of the training rows, and of no others. */
export interface TrainingKnowledge {
  /** Answers of the column's rows, in their order: class index or value; NaN where missing. */
  readonly truth: Float64Array;
  readonly task: Task;
  /** Number of classes; 2 for binary, 0 for regression. */
  readonly classes: number;
  readonly seed: number;
}

/** A preprocessing step: learns plain data from the training rows, then maps a column to one or more columns. */
export interface Preprocessor extends Named {
  readonly about: string;
  readonly group: 'gaps' | 'scale' | 'shape' | 'encode' | 'time' | 'text';
  readonly kinds: readonly ColumnKind[];
  readonly params: Params;
  /** @param column training rows only. */
  fit(column: Column, params: ParamValues, known: TrainingKnowledge): FittedData;
  apply(column: Column, fitted: FittedData): Column[];
  /**
   * The training rows themselves, each prepared without its own answer (out of fold). Steps that look at no answer do not
   * have it: for them training rows are prepared like all others.
   */
  crossFit?(column: Column, params: ParamValues, known: TrainingKnowledge): Column[];
}
export type FittedData = Readonly<Record<string, number | string | readonly string[] | readonly number[]>>;
export const definePreprocessor = (preprocessor: Preprocessor): Preprocessor => preprocessor;

export interface ModelKind extends Named {
  readonly about: string;
  /** Whether a row must be an image, one number per pixel. */
  readonly images?: boolean;
  /** Whether a row should be a series: the same columns at one step after another. */
  readonly series?: boolean;
  /** Whether a row should count words. */
  readonly texts?: boolean;
  readonly tasks: readonly Task[];
  readonly params: Params;
  /**
   * @param inputs width of a prepared row. @param outputs 1, or the number of classes for `multiclass`.
   * @throws RangeError in words for people when the layers do not fit.
   */
  architecture(inputs: number, outputs: number, task: Task, params: ParamValues): Architecture;
}
export const defineModel = (kind: ModelKind): ModelKind => kind;

export type ColumnRole = 'feature' | 'target' | 'time' | 'weight' | 'group' | 'ignore';

export interface ColumnCard {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
}

/** A move of a generator's parameters: linear over `overRows` rows from `atRow` on; 0 rows is a sudden change. */
export interface DriftEvent {
  readonly atRow: number;
  readonly overRows: number;
  readonly to: Readonly<Record<string, number>>;
}

export interface Dataset extends Named {
  readonly about: string;
  readonly task: Task;
  readonly target: string;
  readonly positive?: string;
  readonly timeColumn?: string;
  readonly rows: number;
  readonly columns: readonly ColumnCard[];
  /** What was measured on it, and what it is good for teaching. */
  readonly drift: string;
  readonly lesson: string;
  readonly leaks: readonly string[];
  readonly source: string;
  readonly citation?: string;
  readonly licence: { readonly spdx: string; readonly note: string };
  readonly changes: readonly string[];
  /** For sets of pictures: the shape that the feature columns have together. */
  readonly image?: ImageShape;
  readonly content:
    | { readonly from: 'file'; readonly file: string; readonly bytes: number; readonly sha256: string }
    | {
        readonly from: 'generator';
        readonly params: Params;
        make(rows: number, random: Random, params: ParamValues, drift: readonly DriftEvent[]): Table;
      }
    /** A person's own: its rows lie in this browser's storage with their data version. */
    | { readonly from: 'own' };
}
export const defineDataset = (dataset: Dataset): Dataset => dataset;

/** How the answer is read from the table. */
export interface TargetSpec {
  readonly column: string;
  /** Category level (or number as text) that counts as the positive class of a binary task. */
  readonly positive?: string;
  /** For a number column made binary: positive when value ≥ atLeast. */
  readonly atLeast?: number;
}

/**
 * How the learning rate moves over a whole training: the same; every few epochs to a share of itself; down half a cosine; the same
 * or the first, after a linear rise over its first steps; exponentially; as 1 / (1 + …); as a power of what is left.
 */
export type RateCourse =
  | 'constant'
  | 'step'
  | 'exponential'
  | 'inverse-time'
  | 'polynomial'
  | 'cosine'
  | 'warm-up'
  | 'warm-up-cosine';

/** Settings that are absent have the defaults of core/training-params.ts; records from before they existed lack them. */
export interface TrainingConfig {
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Seeded random share of the training rows that is kept for validation. */
  readonly validationShare: number;
  /** What a regression minimises; the other tasks minimise cross-entropy. */
  readonly loss?: RegressionLoss;
  readonly rateCourse?: RateCourse;
  /** Of `step`: epochs between two changes, and what the rate is multiplied by. */
  readonly stepEpochs?: number;
  readonly stepFactor?: number;
  /** Of the courses that fall: the rate at the end as a share of the first. Absent: as the course has it. */
  readonly rateEnd?: number;
  /** Of `polynomial`; 1 is a straight line. */
  readonly ratePower?: number;
  /** Of the courses with a warm-up: the share of all steps over which the rate rises. */
  readonly warmUpShare?: number;
  /** Of the optimisers `momentum` and `nesterov`. */
  readonly momentum?: number;
  /** Of the optimiser `adamw`. */
  readonly weightDecay?: number;
  readonly l1?: number;
  readonly l2?: number;
  /** Share of the outputs of every hidden dense layer without a share of its own that is left out at random. */
  readonly dropout?: number;
  /** What a gradient is cut at; 0: not at all. */
  readonly clipNorm?: number;
  /** What `clipNorm` bounds: the length of all parameters' gradient together, of each kernel's and bias', or every number. */
  readonly clipBy?: Clip['by'];
  /** `balanced`: every class weighs the same in total, rows / (classes × rows of the class). */
  readonly classWeights?: 'none' | 'balanced';
  /** Where the parameters of a cold start are drawn from. */
  readonly initializer?: Initializer;
  /** Of initial parameters, validation rows, order and dropout; 0: from the project and the number of the run. */
  readonly seed?: number;
}

export type Mix = 'all' | 'window' | 'recency' | 'new';

export interface RetrainPlan {
  readonly mix: Mix;
  /** For `window`: how many of the latest labelled rows. */
  readonly windowRows: number;
  /** For `recency`: a row this many rows old counts half. */
  readonly halfLifeRows: number;
  /** Warm: continue from the champion's weights and recipe. Cold: fresh weights, recipe fitted anew. */
  readonly warm: boolean;
  /** The latest labelled windows are kept out of training; champion and challenger are compared on them. */
  readonly holdoutWindows: number;
}

export interface AlarmSettings {
  readonly rule: string;
  readonly params: ParamValues;
}

export interface Scenario extends Named {
  /** Place in the menu. */
  readonly order: number;
  readonly about: string;
  readonly lesson: string;
  readonly dataset: string;
  readonly task: Task;
  readonly target: TargetSpec;
  readonly features: readonly string[];
  /** What one row is: "hour", "hours". */
  readonly unit: { readonly one: string; readonly many: string };
  /** For regression: unit of the target, e.g. "mpg". */
  readonly targetUnit?: string;
  /** Row order of the stream: the file's own, or group after group (each group in seeded random order). */
  readonly arrange:
    | { readonly by: 'file' }
    | { readonly by: 'group'; readonly column: string; readonly groups: readonly string[] };
  /** For a generator. */
  readonly generate?: {
    readonly rows: number;
    readonly params: ParamValues;
    readonly drift: readonly DriftEvent[];
  };
  /** The first rows, known before the stream begins. */
  readonly trainRows: number;
  readonly windowRows: number;
  readonly labelDelayWindows: number;
  readonly metric: string;
  readonly alarm: AlarmSettings;
  readonly model: { readonly kind: string; readonly params: ParamValues };
  readonly training: TrainingConfig;
  readonly retrain: RetrainPlan;
  readonly seed: number;
}
export const defineScenario = (scenario: Scenario): Scenario => scenario;

/** The champion's labelled windows since it was deployed, oldest first. */
export interface AlarmInput {
  /** The champion's own validation level. */
  readonly level: number;
  readonly better: 'higher' | 'lower';
  readonly values: readonly number[];
}

/** A kind of rule that can be a scenario's own alarm. */
export interface AlarmRule extends AlertKind {
  /** The value that a window must reach. */
  threshold(level: number, better: 'higher' | 'lower', params: ParamValues): number;
  fires(input: AlarmInput, params: ParamValues): boolean;
}
export const defineAlarmRule = (rule: AlarmRule): AlarmRule => rule;
