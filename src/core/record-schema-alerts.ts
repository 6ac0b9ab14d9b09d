// What alerts and the rules that raise them must be.

import * as v from 'valibot';
import { alertLevels } from './alerting/rule.ts';
import { count, figure, finite, paramValues } from './record-schema-parts.ts';

const text = v.string();

export const alert = v.object({
  v: v.literal(1),
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
  ruleId: v.optional(text),
  severity: v.optional(v.picklist(alertLevels)),
  figures: v.optional(v.array(text)),
  words: v.optional(text),
});

export const alertRule = v.object({
  id: text,
  name: text,
  kind: text,
  params: paramValues,
  figures: v.array(text),
  level: v.picklist(alertLevels),
  on: v.boolean(),
  windows: count,
  clearAfter: count,
  cooldown: count,
  minimumRows: count,
});
