// What every field of the newest record formats must be. Metrics, losses and drift figures may be NaN or infinite (no
// rows, a diverged run); counts, times and positions may not. Parsing gives fresh plain data without stray fields.

import * as v from 'valibot';
import { errorCodes } from './errors.ts';
import { recipe, recipePlan, scenario, split, tableSchema } from './record-schema-data.ts';
import {
  alarm,
  architecture,
  callbacks,
  callbackState,
  columnKind,
  count,
  dictionary,
  engine,
  figure,
  finite,
  isPlain,
  model,
  paramValues,
  retrainPlan,
  target,
  task,
  training,
} from './record-schema-parts.ts';
import { engineIds } from './records.ts';
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
} from './records.ts';

export interface RecordKinds {
  project: Project;
  'dataset version': DatasetVersion;
  run: Run;
  'model version': ModelVersion;
  window: WindowRecord;
  alert: Alert;
  'ledger line': LedgerLine;
  checkpoint: Checkpoint;
  weights: Weights;
  table: StoredTable;
}
export type RecordKind = keyof RecordKinds;

const format1 = v.literal(1);
const format2 = v.literal(2);
const text = v.string();
const span = v.object({ from: count, to: count });
const floats = v.instance(Float32Array);

const estimate = v.object({ value: figure, low: figure, high: figure, n: count });
const epochFigures = ['loss', 'validationLoss', 'metric', 'validationMetric'] as const;

function isHistory(value: unknown): value is EpochRecord[] {
  if (!Array.isArray(value)) return false;
  for (const point of value) {
    if (!isPlain(point) || !Number.isInteger(point['epoch']) || !Number.isInteger(point['step']))
      return false;
    for (const name of epochFigures) if (typeof point[name] !== 'number') return false;
  }
  return true;
}

/** A plain loop, not a schema: a project may hold a million epochs. */
const history = v.pipe(
  v.custom<EpochRecord[]>(isHistory, 'a list of epochs is expected'),
  v.transform((points): EpochRecord[] =>
    points.map(({ epoch, loss, validationLoss, metric, validationMetric, step }) => ({
      epoch,
      loss,
      validationLoss,
      metric,
      validationMetric,
      step,
    })),
  ),
);

export const schemas: { readonly [K in RecordKind]: v.GenericSchema<unknown, RecordKinds[K]> } = {
  project: v.object({
    v: format1,
    id: text,
    scenarioId: text,
    scenario: v.optional(scenario),
    seed: finite,
    createdAt: finite,
    openedAt: finite,
    position: count,
    playing: v.boolean(),
    settings: v.object({
      labelDelayWindows: count,
      speed: finite,
      pauseAtAlarm: v.boolean(),
      alarm,
      model,
      training,
      retrain: retrainPlan,
      recipe: v.optional(recipePlan),
      dataVersionId: v.optional(text),
      callbacks: v.optional(callbacks),
    }),
  }),
  'dataset version': v.object({
    v: format2,
    id: text,
    projectId: text,
    number: count,
    name: text,
    datasetId: text,
    digest: text,
    rows: count,
    columns: v.array(v.object({ name: text, kind: columnKind })),
    parentId: v.nullable(text),
    operation: text,
    edit: v.nullable(v.object({ kind: text, params: paramValues })),
    schema: v.nullable(tableSchema),
    split: v.nullable(split),
    tableKey: v.nullable(text),
    nextId: count,
    createdAt: finite,
  }),
  run: v.object({
    v: format1,
    id: text,
    projectId: text,
    number: count,
    purpose: v.picklist(['first', 'retrain']),
    status: v.picklist(['running', 'paused', 'done', 'stopped', 'failed']),
    model,
    training,
    plan: v.nullable(retrainPlan),
    recipe: v.optional(recipePlan),
    callbacks: v.optional(callbacks),
    metric: text,
    datasetDigest: text,
    dataVersionId: v.optional(text),
    trainedOn: v.object({ span, rows: count, validationRows: count }),
    holdout: span,
    warmFrom: v.nullable(text),
    seed: finite,
    engine: v.nullable(engine),
    history,
    windowIndex: count,
    startedAt: finite,
    endedAt: v.nullable(finite),
    // The code list is closed for writing; an unknown code of a later page still reads (AppError.revive).
    error: v.nullable(
      v.object({
        code: v.fallback(v.picklist(errorCodes), 'unknown'),
        message: text,
        stack: v.optional(text),
      }),
    ),
    modelVersionId: v.nullable(text),
  }),
  'model version': v.object({
    v: format2,
    id: text,
    projectId: text,
    number: count,
    runId: text,
    kind: text,
    architecture,
    recipe,
    task,
    target,
    classes: v.array(text),
    weightsDigest: text,
    metric: text,
    level: estimate,
    trainedOn: v.object({ span, rows: count }),
    comparison: v.nullable(
      v.object({
        metric: text,
        span,
        rows: count,
        championId: text,
        championValue: figure,
        challengerValue: figure,
        difference: estimate,
        confidence: finite,
        resamples: count,
        verdict: v.picklist(['challenger', 'champion', 'unclear']),
      }),
    ),
    createdAt: finite,
  }),
  window: v.object({
    v: format1,
    projectId: text,
    index: count,
    span,
    modelVersionId: text,
    scores: floats,
    outputs: count,
    drift: dictionary(figure),
    latencyMs: figure,
    performance: v.nullable(dictionary(estimate)),
  }),
  alert: v.object({
    v: format1,
    id: text,
    projectId: text,
    rule: text,
    params: paramValues,
    windowIndex: count,
    modelVersionId: text,
    metric: text,
    value: figure,
    level: figure,
    threshold: figure,
    evidence: v.array(v.object({ index: count, value: figure, n: count })),
    raisedAt: finite,
  }),
  'ledger line': v.object({
    v: format1,
    projectId: text,
    seq: v.pipe(count, v.minValue(1)),
    at: finite,
    kind: v.picklist([
      'started',
      'trained',
      'compared',
      'promoted',
      'kept',
      'rolled-back',
      'alarm',
      'acknowledged',
      'training-failed',
      'setting-changed',
      'data-changed',
    ]),
    windowIndex: count,
    modelVersionId: v.nullable(text),
    previousId: v.nullable(text),
    runId: v.nullable(text),
    alertId: v.nullable(text),
    reason: text,
  }),
  checkpoint: v.object({
    runId: text,
    epoch: count,
    step: count,
    weights: floats,
    optimizer: floats,
    history,
    engine: v.optional(v.picklist(engineIds)),
    callbacks: v.optional(v.array(callbackState)),
    learningRate: v.optional(figure),
    elapsedMs: v.optional(figure),
    optimizerFrom: v.optional(count),
  }),
  weights: v.object({ digest: text, bytes: v.instance(ArrayBuffer) }),
  table: v.object({
    key: text,
    bytes: v.custom<Blob>(
      (value) => Object.prototype.toString.call(value) === '[object Blob]',
      'a file of bytes is expected',
    ),
  }),
};
