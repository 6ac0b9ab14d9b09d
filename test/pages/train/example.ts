// A training as the page sees it, small enough to read.

import type { CallbackEvent } from '../../../src/core/callback.ts';
import type { EpochRecord, Run } from '../../../src/core/records.ts';
import type { Histogram, LayerLook, LiveLook, Surface } from '../../../src/core/training-report.ts';

/** Validation losses, and training losses where they differ. */
export const historyOf = (
  aside: readonly number[],
  train: readonly number[] = aside.map((loss) => loss * 0.98),
): EpochRecord[] =>
  aside.map((validationLoss, at) => ({
    epoch: at + 1,
    loss: train[at]!,
    validationLoss,
    metric: 0.8,
    validationMetric: 0.75,
    step: (at + 1) * 10,
  }));

export const histogram = (counts: readonly number[], low = -1, high = 1, notFinite = 0): Histogram => ({
  low,
  high,
  counts,
  notFinite,
});

export const layer = (name: string, more: Partial<LayerLook> = {}): LayerLook => ({
  name,
  gradientNorm: 0.1,
  weightNorm: 2,
  weights: histogram([1, 4, 2]),
  gradients: histogram([0, 9, 0]),
  activations: histogram([5, 3, 1], 0, 3),
  deadUnits: 0,
  units: 8,
  ...more,
});

/** P(positive) grows from left to right over 0 to 1: the left half answers no. */
export const surface: Surface = {
  features: ['width', 'length'],
  from: [0, 10],
  to: [1, 20],
  side: 4,
  scores: Float32Array.from({ length: 16 }, (_, at) => [0.1, 0.4, 0.6, 0.9][at % 4]!),
  points: Float32Array.from([0.1, 11, 0, 0.9, 19, 1, 0.8, 12, 0]),
};

export const look = (more: Partial<LiveLook> = {}): LiveLook => ({
  step: 120,
  epoch: 3,
  batchLoss: 0.4,
  batchMetric: 0.8,
  layers: [layer('dense_1'), layer('output', { units: 1 })],
  surface,
  sample: {
    rows: Int32Array.from([0, 1, 2, 3]),
    truth: Float64Array.from([0, 1, 1, 0]),
    scores: Float32Array.from([0.2, 0.9, 0.3, 0.1]),
    outputs: 1,
  },
  ...more,
});

export const event = (
  epoch: number,
  callback: number,
  id: string,
  text: string,
  acted: boolean,
  more: Partial<CallbackEvent> = {},
): CallbackEvent => ({
  hook: 'epoch-end',
  epoch,
  batch: null,
  step: epoch * 10,
  callback,
  id,
  text,
  acted,
  timeMs: epoch * 100,
  ...more,
});

export const run: Run = {
  v: 2,
  id: 'project/runs/1',
  projectId: 'project',
  number: 1,
  name: 'Run 1',
  purpose: 'retrain',
  status: 'running',
  model: { kind: 'mlp', params: {} },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 10, validationShare: 0.2 },
  plan: null,
  callbacks: [{ id: 'early-stopping', params: {} }],
  metric: 'accuracy',
  datasetDigest: '',
  trainedOn: { span: { from: 0, to: 100 }, rows: 80, validationRows: 20 },
  holdout: { from: 100, to: 100 },
  warmFrom: null,
  seed: 1,
  engine: null,
  machine: '',
  epochs: 0,
  summary: {},
  parentId: null,
  forkedFrom: null,
  weightsDigest: null,
  recipeDigest: '',
  windowIndex: 0,
  startedAt: 0,
  endedAt: null,
  error: null,
  modelVersionId: null,
};
