// What every field of the newest record formats must be. Metrics, losses and drift figures may be NaN or infinite (no
// rows, a diverged run); counts, times and positions may not. Parsing gives fresh plain data without stray fields.

import * as v from 'valibot';
import { alert, alertRule } from './record-schema-alerts.ts';
import { recipePlan, scenario, split, tableSchema } from './record-schema-data.ts';
import { evaluation, evaluationSettings } from './record-schema-evaluations.ts';
import {
  alarm,
  callbacks,
  columnKind,
  count,
  finite,
  model,
  paramValues,
  retrainPlan,
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
import { injection } from './record-schema-injections.ts';
import { monitorPlan } from './record-schema-monitoring.ts';
import { ledgerLine, modelVersion, versionNote, windowRecord } from './record-schema-versions.ts';
import type { Evaluation } from './evaluation.ts';
import type {
  Alert,
  Checkpoint,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  StoredTable,
  VersionNote,
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
  'version note': VersionNote;
  evaluation: Evaluation;
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
      evaluation: v.optional(evaluationSettings),
      injections: v.optional(v.array(injection)),
      alerts: v.optional(v.array(alertRule)),
      monitor: v.optional(monitorPlan),
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
  'model version': modelVersion,
  'version note': versionNote,
  evaluation,
  window: windowRecord,
  alert,
  'ledger line': ledgerLine,
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
