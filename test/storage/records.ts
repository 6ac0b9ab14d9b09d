// Small whole records for the storage tests.

import { digestBytes } from '../../src/core/digest.ts';
import type {
  Alert,
  Checkpoint,
  DatasetVersion,
  EpochRecord,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  StoredTable,
  Weights,
  WindowRecord,
} from '../../src/core/records.ts';
import type {
  KeptCheckpoint,
  KeptPlace,
  LogPart,
  MetricSeries,
  RunLog,
  RunNote,
} from '../../src/core/run-records.ts';
import { summaryOf } from '../../src/core/run-summary.ts';
import type { HistogramPoint } from '../../src/core/training-report.ts';
import type { CallbackEvent } from '../../src/core/callback.ts';

const training = {
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 3,
  validationShare: 0.2,
} as const;
const plan = { mix: 'all', windowRows: 500, halfLifeRows: 300, warm: false, holdoutWindows: 2 } as const;
const model = { kind: 'mlp', params: { units: 8, activation: 'relu', bias: true } };

export const project = (id = 'p1', changes: Partial<Project> = {}): Project => ({
  v: 1,
  id,
  scenarioId: 'bikes',
  seed: 7,
  createdAt: 1000,
  openedAt: 2000,
  position: 0,
  playing: true,
  settings: {
    labelDelayWindows: 1,
    speed: 0,
    pauseAtAlarm: true,
    alarm: { rule: 'below-level', params: { margin: 0.1, windows: 3 } },
    model,
    training,
    retrain: plan,
  },
  ...changes,
});

export const datasetVersion = (projectId = 'p1', changes: Partial<DatasetVersion> = {}): DatasetVersion => ({
  v: 2,
  id: `${projectId}/data/1`,
  projectId,
  number: 1,
  name: 'Bike rides 2011',
  datasetId: 'bike_share_2011',
  digest: 'ab12',
  rows: 100,
  columns: [{ name: 'hour', kind: 'integer' }],
  parentId: null,
  operation: 'Loaded',
  edit: null,
  schema: null,
  split: null,
  tableKey: null,
  nextId: 0,
  createdAt: 1000,
  ...changes,
});

export const epochs = (count: number, loss = 0.5): EpochRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    epoch: i + 1,
    loss: loss / (i + 1),
    validationLoss: NaN,
    metric: 0.1 * (i % 10),
    validationMetric: NaN,
    step: 10 * (i + 1),
  }));

export const run = (id = 'p1/run/1', changes: Partial<Run> = {}): Run => ({
  v: 2,
  id,
  projectId: 'p1',
  number: 1,
  name: 'Run 1',
  purpose: 'first',
  status: 'running',
  model,
  training,
  plan: null,
  metric: 'accuracy',
  datasetDigest: 'ab12',
  trainedOn: { span: { from: 0, to: 80 }, rows: 64, validationRows: 16 },
  holdout: { from: 0, to: 0 },
  warmFrom: null,
  seed: 7,
  engine: {
    trainer: 'tfjs',
    backend: 'wasm',
    adapter: null,
    software: false,
    reason: 'fastest by a short probe',
    stepsPerSecond: 900,
  },
  machine: 'Chromium 150 · no adapter',
  epochs: 3,
  summary: summaryOf({ metric: 'accuracy', validationRows: 16, history: epochs(3), series: [] }),
  parentId: null,
  forkedFrom: null,
  weightsDigest: null,
  recipeDigest: 'ef56',
  windowIndex: 0,
  startedAt: 1500,
  endedAt: null,
  error: null,
  modelVersionId: null,
  ...changes,
});

export const series = (name = 'learning_rate', n = 3): MetricSeries => ({
  name,
  steps: Float64Array.from({ length: n }, (_, i) => i + 1),
  times: Float64Array.from({ length: n }, (_, i) => 1.5 * i),
  values: Float64Array.from({ length: n }, (_, i) => [0.1, NaN, -Infinity, -0][i % 4]!),
});

export const event = (changes: Partial<CallbackEvent> = {}): CallbackEvent => ({
  hook: 'epoch-end',
  epoch: 2,
  batch: null,
  step: 30,
  callback: 0,
  id: 'early-stopping',
  text: 'patience 1 of 5',
  acted: false,
  timeMs: 12.5,
  ...changes,
});

export const histogram = (tag = 'dense_1/kernel/histogram'): HistogramPoint => ({
  tag,
  step: 10,
  epoch: 1,
  histogram: { low: -1, high: 1, counts: [3, 0, 4], notFinite: 1 },
});

const logged = {
  series: [series(), series('batch_loss', 5)],
  events: [event(), event({ hook: 'train-batch-end', batch: 4 })],
  histograms: [histogram(), histogram('output/bias/histogram'), histogram()],
  files: [{ name: 'training.csv', text: 'epoch,loss\n' }],
};

export const runLog = (runId = 'p1/run/1', changes: Partial<RunLog> = {}): RunLog => ({
  v: 1,
  runId,
  projectId: 'p1',
  history: epochs(3),
  ...logged,
  ...changes,
});

export const logPart = (part = 0, changes: Partial<LogPart> = {}): LogPart => ({
  v: 1,
  runId: 'p1/run/1',
  projectId: 'p1',
  part,
  ...logged,
  ...changes,
});

export const runNote = (runId = 'p1/run/1', changes: Partial<RunNote> = {}): RunNote => ({
  v: 1,
  runId,
  projectId: 'p1',
  name: null,
  colour: 3,
  notes: 'Looks good.',
  tags: { kind: 'baseline', ['__proto__']: '' },
  archivedAt: null,
  deletedAt: null,
  ...changes,
});

export const keptCheckpoint = (name = 'best', changes: Partial<KeptCheckpoint> = {}): KeptCheckpoint => ({
  v: 1,
  runId: 'p1/run/1',
  projectId: 'p1',
  name,
  epoch: 2,
  step: 20,
  weights: Float32Array.of(0.25, -1.5),
  optimizer: new Float32Array(0),
  callbacks: [{ wait: 1, best: -Infinity, weights: Float32Array.of(1, NaN) }],
  learningRate: 0.005,
  engine: 'wasm',
  keptAt: 1700,
  ...changes,
});

export const placeOf = ({ weights: _w, optimizer, callbacks: _c, ...place }: KeptCheckpoint): KeptPlace => ({
  ...place,
  bare: optimizer.length === 0,
});

export const modelVersion = (id = 'p1/model/1', changes: Partial<ModelVersion> = {}): ModelVersion => ({
  v: 3,
  id,
  projectId: 'p1',
  number: 1,
  runId: 'p1/run/1',
  kind: 'mlp',
  architecture: { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] },
  recipe: {
    v: 2,
    inputs: [
      {
        name: 'hour',
        source: { from: 'column', column: 'hour' },
        steps: [{ step: 'standardize', params: {}, fitted: [{ mean: 11.5, deviation: 6.9, levels: ['a'] }] }],
      },
    ],
    features: ['hour'],
    outputs: ['hour'],
    targetMean: 0,
    targetDeviation: 1,
    rows: 64,
  },
  task: 'binary',
  target: { column: 'busy', atLeast: 100 },
  classes: ['quiet', 'busy'],
  weightsDigest: 'cd34',
  metric: 'accuracy',
  level: { value: 0.88, low: 0.8, high: 0.93, n: 16 },
  trainedOn: { span: { from: 0, to: 80 }, rows: 64 },
  comparison: null,
  signature: {
    inputs: [
      { name: 'hour', kind: 'integer', range: [0, 23], levels: null, mayBeMissing: false },
      { name: 'weather', kind: 'category', range: null, levels: ['clear', ''], mayBeMissing: true },
    ],
    output: { name: 'busy', classes: ['quiet', 'busy'], unit: null },
    example: { hour: '7', ['__proto__']: '' },
  },
  dataDigest: 'ab12',
  createdAt: 1600,
  ...changes,
});

export const windowRecord = (index = 0, changes: Partial<WindowRecord> = {}): WindowRecord => ({
  v: 1,
  projectId: 'p1',
  index,
  span: { from: 80, to: 90 },
  modelVersionId: 'p1/model/1',
  scores: Float32Array.of(0.1, NaN, -0, Infinity),
  outputs: 1,
  drift: { hour: 0.02, constructor: 0.3, ['__proto__']: 0.4 },
  latencyMs: 1.5,
  performance: null,
  ...changes,
});

export const performance = { accuracy: { value: 0.75, low: 0.6, high: 0.9, n: 10 } };

export const alert = (id = 'p1/alert/1', changes: Partial<Alert> = {}): Alert => ({
  v: 1,
  id,
  projectId: 'p1',
  rule: 'below-level',
  params: { margin: 0.1 },
  windowIndex: 4,
  modelVersionId: 'p1/model/1',
  metric: 'accuracy',
  value: 0.6,
  level: 0.88,
  threshold: 0.78,
  evidence: [{ index: 3, value: 0.6, n: 10 }],
  raisedAt: 3000,
  ...changes,
});

export const line = (seq = 1, changes: Partial<LedgerLine> = {}): LedgerLine => ({
  v: 1,
  projectId: 'p1',
  seq,
  at: 1000 + seq,
  kind: 'started',
  windowIndex: 0,
  modelVersionId: null,
  previousId: null,
  runId: null,
  alertId: null,
  reason: 'A person began.',
  ...changes,
});

export const checkpoint = (runId = 'p1/run/1', changes: Partial<Checkpoint> = {}): Checkpoint => ({
  runId,
  epoch: 2,
  step: 20,
  weights: Float32Array.of(0.25, -1.5),
  optimizer: Float32Array.of(0.1, 0.2, 0.3, 0.4),
  history: epochs(2),
  ...changes,
});

export async function weightsOf(values: Float32Array<ArrayBuffer>): Promise<Weights> {
  return { digest: await digestBytes(new Uint8Array(values.buffer)), bytes: values.buffer };
}

/** A localStorage that only a test sees. */
export class Place {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

export async function tableOf(text: string): Promise<StoredTable> {
  const bytes = new Blob([text]);
  return { key: await digestBytes(new Uint8Array(await bytes.arrayBuffer())), bytes };
}
