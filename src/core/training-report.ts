// What a training tells while it goes: points of series, what its callbacks did, and now and then a look inside.

import type { CallbackEvent, CallbackState } from './callback.ts';

/** A figure at a step. NaN and ±Infinity are kept. */
export interface MetricPoint {
  readonly series: string;
  /** Optimiser steps taken. */
  readonly step: number;
  /** Milliseconds since the run began. */
  readonly timeMs: number;
  readonly value: number;
}

/** Counts of values between equally wide edges: counts.length + 1 edges, from `low` to `high`. Non-finite values are counted apart. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly notFinite: number;
}

/** A histogram with its name and place (TensorBoard's tags: "dense_1/kernel/histogram"). */
export interface HistogramPoint {
  readonly tag: string;
  readonly step: number;
  readonly epoch: number;
  readonly histogram: Histogram;
}

/** One layer with parameters, from one batch before its update. */
export interface LayerLook {
  /** "dense_1", "conv_1" … (core/network.ts order), "output". */
  readonly name: string;
  readonly gradientNorm: number;
  readonly weightNorm: number;
  readonly weights: Histogram;
  readonly gradients: Histogram;
  readonly activations: Histogram;
  /** Units whose output was 0 (relu) or saturated (sigmoid, tanh beyond ±0.99) for every row of the batch. */
  readonly deadUnits: number;
  readonly units: number;
}

/** Scores over the plane of the two features, in the units of the data. */
export interface Surface {
  readonly features: readonly [string, string];
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Points a side; scores are row-major, y upwards: index = iy × side + ix. */
  readonly side: number;
  /** Binary: P(positive); multiclass: the likeliest class's index; regression: the value. */
  readonly scores: Float32Array;
  /** Rows drawn over it: x, y, truth, one after another. */
  readonly points: Float32Array;
}

/** The model in the midst of its training: at most a few a second, at most a twentieth of the time. */
export interface LiveLook {
  readonly step: number;
  readonly epoch: number;
  readonly batchLoss: number;
  /** The run's metric on the same rows, without dropout. */
  readonly batchMetric: number;
  readonly layers: readonly LayerLook[];
  /** Null unless exactly two plain number features go in. */
  readonly surface: Surface | null;
  /** Some validation rows (training rows where there are none): table row, truth, outputs (rows × outputs). */
  readonly sample: {
    readonly rows: Int32Array;
    readonly truth: Float64Array;
    readonly scores: Float32Array;
    readonly outputs: number;
  };
}

/** Parameters that a callback kept under a name. */
export interface Kept {
  readonly name: string;
  /** Epochs that had ended, and steps taken. */
  readonly epoch: number;
  readonly step: number;
  readonly weights: Float32Array;
  /** Empty when only weights were kept. */
  readonly optimizer: Float32Array;
  /** State of every callback, in their order. */
  readonly callbacks: readonly CallbackState[];
  readonly learningRate: number;
  /** Step at which the optimiser began (core/learning.ts). */
  readonly optimizerFrom: number;
  readonly stepsPerEpoch: number;
  /** Σ loss × rows over the batches of the epoch under way; absent where no callback asks for it. */
  readonly lossSum?: number;
}

/** Text that a callback wrote: all of a file, as it stands. */
export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** What was new since the last report; none of it is ever dropped. */
export interface TrainingNews {
  readonly points: readonly MetricPoint[];
  readonly events: readonly CallbackEvent[];
  readonly histograms: readonly HistogramPoint[];
  readonly kept: readonly Kept[];
  readonly files: readonly WrittenFile[];
  /** For listeners in other tabs. */
  readonly published: readonly Readonly<Record<string, number>>[];
  /** The newest look; null when there was none since. */
  readonly look: LiveLook | null;
}
