// What the records of the registry must be: versions, what a person says of them, and the lines that move them.

import * as v from 'valibot';
import { recipe } from './record-schema-data.ts';
import {
  architecture,
  columnKind,
  count,
  dictionary,
  estimate,
  figure,
  finite,
  span,
  target,
  task,
} from './record-schema-parts.ts';
import { ledgerKinds } from './records.ts';

const text = v.string();

const comparison = v.object({
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
});
const signature = v.object({
  inputs: v.array(
    v.object({
      name: text,
      kind: columnKind,
      range: v.nullable(v.strictTuple([figure, figure])),
      levels: v.nullable(v.array(text)),
      mayBeMissing: v.boolean(),
    }),
  ),
  output: v.object({ name: text, classes: v.array(text), unit: v.nullable(text) }),
  example: dictionary(text),
});

export const modelVersion = v.object({
  v: v.literal(3),
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
  threshold: v.optional(finite),
  level: estimate,
  trainedOn: v.object({ span, rows: count }),
  comparison: v.nullable(comparison),
  signature: v.nullable(signature),
  dataDigest: v.nullable(text),
  createdAt: finite,
});

export const versionNote = v.object({
  v: v.literal(1),
  modelVersionId: text,
  projectId: text,
  notes: text,
  tags: dictionary(text),
});

const trialKind = v.picklist(['shadow', 'canary', 'ab']);
const trialMove = v.object({
  plan: v.object({
    kind: trialKind,
    shares: v.array(finite),
    rowsPerStep: count,
    margin: figure,
    bound: v.optional(figure),
    alpha: finite,
    automatic: v.boolean(),
    maxWindows: count,
    seed: finite,
  }),
  step: count,
  share: finite,
  outcome: v.optional(v.picklist(['promoted', 'rolled-back', 'undecided', 'stopped'])),
});

export const windowRecord = v.object({
  v: v.literal(1),
  projectId: text,
  index: count,
  span,
  modelVersionId: text,
  scores: v.instance(Float32Array),
  outputs: count,
  drift: dictionary(figure),
  latencyMs: figure,
  performance: v.nullable(dictionary(estimate)),
  trial: v.optional(
    v.object({
      modelVersionId: text,
      kind: trialKind,
      share: finite,
      answered: v.instance(Uint8Array),
      scores: v.instance(Float32Array),
      latencyMs: figure,
    }),
  ),
});

export const ledgerLine = v.object({
  v: v.literal(1),
  projectId: text,
  seq: v.pipe(count, v.minValue(1)),
  at: finite,
  kind: v.picklist(ledgerKinds),
  windowIndex: count,
  modelVersionId: v.nullable(text),
  previousId: v.nullable(text),
  runId: v.nullable(text),
  alertId: v.nullable(text),
  reason: text,
  alias: v.optional(text),
  evaluationId: v.optional(text),
  trial: v.optional(trialMove),
  until: v.optional(count),
});
