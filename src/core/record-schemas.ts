// What every field of the newest record formats must be. Metrics, losses and drift figures may be NaN or infinite (no
// rows, a diverged run); counts, times and positions may not. Parsing gives fresh plain data without stray fields.

import * as v from 'valibot';
import { recipe, recipePlan, scenario, split, tableSchema } from './record-schema-data.ts';
import {
  alarm,
  architecture,
  callbacks,
  columnKind,
  count,
  dictionary,
  figure,
  finite,
  model,
  paramValues,
  retrainPlan,
  target,
  task,
  training,
} from './record-schema-parts.ts';
import {
  checkpoint,
  keptCheckpoint,
  keptPlace,
  logPart,
  run,
  runLog,
  runNote,
} from './record-schema-runs.ts';
import type {
  Alert,
  Checkpoint,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  StoredTable,
  Weights,
  WindowRecord,
} from './records.ts';
import type { KeptCheckpoint, KeptPlace, LogPart, RunLog, RunNote } from './run-records.ts';

export interface RecordKinds {
  project: Project;
  'dataset version': DatasetVersion;
  run: Run;
  'run log': RunLog;
  'log part': LogPart;
  'run note': RunNote;
  'kept place': KeptPlace;
  'kept checkpoint': KeptCheckpoint;
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
  run,
  'run log': runLog,
  'log part': logPart,
  'run note': runNote,
  'kept place': keptPlace,
  'kept checkpoint': keptCheckpoint,
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
  checkpoint,
  weights: v.object({ digest: text, bytes: v.instance(ArrayBuffer) }),
  table: v.object({
    key: text,
    bytes: v.custom<Blob>(
      (value) => Object.prototype.toString.call(value) === '[object Blob]',
      'a file of bytes is expected',
    ),
  }),
};
