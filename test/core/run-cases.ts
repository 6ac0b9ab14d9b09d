// Runs for tests: a plain one, and whatever a test says differs.

import type { Run } from '../../src/core/records.ts';
import { runItem } from '../../src/core/run-item.ts';
import type { RunItem } from '../../src/core/run-item.ts';
import type { MetricSummary, RunNote } from '../../src/core/run-records.ts';

export const summaryOf = (last: number, more: Partial<MetricSummary> = {}): MetricSummary => ({
  n: 1,
  first: last,
  last,
  lastStep: 10,
  min: last,
  minStep: 10,
  max: last,
  maxStep: 10,
  mean: last,
  ...more,
});

export const runOf = (number: number, more: Partial<Run> = {}): Run => ({
  v: 2,
  id: `p/run/${number}`,
  projectId: 'p',
  number,
  name: `Run ${number}`,
  purpose: 'retrain',
  status: 'done',
  model: { kind: 'mlp', params: { layers: 1, units: 32, activation: 'relu' } },
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 30, validationShare: 0.2 },
  plan: { mix: 'all', windowRows: 500, halfLifeRows: 500, warm: false, holdoutWindows: 4 },
  metric: 'accuracy',
  datasetDigest: 'd'.repeat(64),
  trainedOn: { span: { from: 0, to: 1000 }, rows: 800, validationRows: 200 },
  holdout: { from: 1000, to: 1200 },
  warmFrom: null,
  seed: number,
  engine: null,
  machine: '',
  epochs: 30,
  summary: { loss: summaryOf(0.5 / number), val_accuracy: summaryOf(0.8) },
  parentId: null,
  forkedFrom: null,
  weightsDigest: null,
  recipeDigest: 'r'.repeat(64),
  windowIndex: 0,
  startedAt: 1_000_000 + number,
  endedAt: 1_000_500 + number,
  error: null,
  modelVersionId: null,
  ...more,
});

export const noteOf = (runId: string, more: Partial<RunNote> = {}): RunNote => ({
  v: 1,
  runId,
  projectId: 'p',
  name: null,
  colour: null,
  notes: '',
  tags: {},
  archivedAt: null,
  deletedAt: null,
  ...more,
});

export const itemOf = (
  number: number,
  more: Partial<Run> = {},
  note: Partial<RunNote> | null = null,
): RunItem => {
  const run = runOf(number, more);
  return runItem(run, note && noteOf(run.id, note));
};
