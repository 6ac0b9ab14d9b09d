// Histories for the tests of lineage: as many runs, versions and windows as a test asks for.

import type { Evaluation } from '../../src/core/evaluation.ts';
import type { LineageRecords } from '../../src/core/lineage.ts';
import type {
  Alert,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  WindowRecord,
} from '../../src/core/records.ts';
import { runOf } from './run-cases.ts';

export const dataOf = (number: number, more: Partial<DatasetVersion> = {}): DatasetVersion => ({
  v: 2,
  id: `p/data/${number}`,
  projectId: 'p',
  number,
  name: 'Rows',
  datasetId: 'own',
  digest: `digest-${number}`,
  rows: 100,
  columns: [{ name: 'x', kind: 'number' }],
  parentId: number > 1 ? `p/data/${number - 1}` : null,
  operation: number > 1 ? 'deleted 3 rows' : 'imported',
  edit: null,
  schema: null,
  split: null,
  tableKey: null,
  nextId: 0,
  createdAt: number,
  ...more,
});

export const versionOf = (number: number, more: Partial<ModelVersion> = {}): ModelVersion => ({
  v: 3,
  id: `p/v${number}`,
  projectId: 'p',
  number,
  runId: `p/run/${number}`,
  kind: 'mlp',
  architecture: { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] },
  recipe: {
    v: 2,
    inputs: [{ name: 'x', source: { from: 'column', column: 'x' }, steps: [] }],
    features: ['x'],
    outputs: ['x'],
    targetMean: 0,
    targetDeviation: 1,
    rows: 80,
  },
  task: 'binary',
  target: { column: 'y' },
  classes: ['no', 'yes'],
  weightsDigest: `weights-${number}`,
  metric: 'accuracy',
  level: { value: 0.8, low: 0.7, high: 0.9, n: 50 },
  trainedOn: { span: { from: 0, to: 80 }, rows: 80 },
  comparison: null,
  signature: null,
  dataDigest: null,
  createdAt: number,
  ...more,
});

export const windowOf = (index: number, version: number, more: Partial<WindowRecord> = {}): WindowRecord => ({
  v: 1,
  projectId: 'p',
  index,
  span: { from: 100 + 10 * index, to: 110 + 10 * index },
  modelVersionId: `p/v${version}`,
  scores: new Float32Array(10),
  outputs: 1,
  drift: {},
  latencyMs: 1,
  performance: null,
  ...more,
});

export const alertOf = (windowIndex: number, version: number): Alert => ({
  v: 1,
  id: `p/alert/${windowIndex}`,
  projectId: 'p',
  rule: 'below-level',
  params: {},
  windowIndex,
  modelVersionId: `p/v${version}`,
  metric: 'accuracy',
  value: 0.5,
  level: 0.8,
  threshold: 0.7,
  evidence: [],
  raisedAt: windowIndex,
});

export const evaluationOf = (
  version: number,
  baseline: number | null,
  number = 1,
  more: Partial<Evaluation> = {},
): Evaluation => ({
  v: 1,
  id: `p/v${version}/evaluation/${number}`,
  projectId: 'p',
  modelVersionId: `p/v${version}`,
  baselineId: baseline === null ? null : `p/v${baseline}`,
  on: { digest: 'digest-1', part: 'holdout', span: { from: 80, to: 100 }, rows: null, n: 20 },
  settings: {
    figures: ['accuracy'],
    slices: [],
    interval: { method: 'none', resamples: 0, confidence: 0.95, seed: 1 },
    threshold: 0.5,
    cost: null,
    gate: { semantics: 'tfma', thresholds: [], evidence: false },
    tests: [],
    minSliceSize: 1,
  },
  slices: [],
  comparison: null,
  gate: {
    verdict: 'passed',
    rubberStamp: baseline === null,
    validationOk: true,
    missingThresholds: false,
    metricValidationsPerSlice: [],
    missingSlices: [],
    validationDetails: { slicingDetails: [] },
    moreLabels: null,
  },
  tests: [],
  windowIndex: 0,
  createdAt: version,
  tookMs: 1,
  ...more,
});

export const promotion = (seq: number, version: number, windowIndex: number): LedgerLine => ({
  v: 1,
  projectId: 'p',
  seq,
  at: seq,
  kind: 'promoted',
  windowIndex,
  modelVersionId: `p/v${version}`,
  previousId: null,
  runId: null,
  alertId: null,
  reason: 'it did better',
});

export const emptyHistory: LineageRecords = {
  datasetVersions: [],
  runs: [],
  versions: [],
  evaluations: [],
  windows: [],
  alerts: [],
  ledger: [],
  aliases: new Map(),
};

/** `count` versions one after another, each champion for three windows, each with its evaluation; every tenth raised an alarm. */
export function history(count: number, more: Partial<LineageRecords> = {}): LineageRecords {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return {
    datasetVersions: [dataOf(1)],
    runs: numbers.map((number) =>
      runOf(number, { datasetDigest: 'digest-1', recipeDigest: 'plan', modelVersionId: `p/v${number}` }),
    ),
    versions: numbers.map((number) => versionOf(number)),
    evaluations: numbers.map((number) => evaluationOf(number, number > 1 ? number - 1 : null)),
    windows: numbers.flatMap((number) => [0, 1, 2].map((i) => windowOf(3 * (number - 1) + i, number))),
    alerts: numbers.filter((number) => number % 10 === 0).map((number) => alertOf(3 * number - 1, number)),
    ledger: numbers.map((number) => promotion(number, number, 3 * (number - 1))),
    aliases: count > 0 ? new Map([['champion', `p/v${count}`]]) : new Map(),
    ...more,
  };
}
