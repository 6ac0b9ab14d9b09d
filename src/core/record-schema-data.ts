// What the records of data and its preparation must be: recipes, schemas, splits, a person's own scenario.

import * as v from 'valibot';
import {
  alarm,
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
import { fieldKinds, fieldRoles } from './schema.ts';
import { splitMethods } from './split.ts';

const format1 = v.literal(1);
const text = v.string();

const source = v.variant('from', [
  v.object({ from: v.literal('column'), column: text }),
  v.object({ from: v.picklist(['lag', 'rolling-mean']), column: text, rows: count, group: v.nullable(text) }),
  v.object({ from: v.literal('product'), columns: v.array(text) }),
]);
const fittedStep = v.object({
  step: text,
  params: paramValues,
  fitted: v.array(dictionary(v.union([figure, text, v.array(text), v.array(figure)]))),
});
export const recipe = v.object({
  v: v.literal(2),
  inputs: v.array(v.object({ name: text, source, steps: v.array(fittedStep) })),
  features: v.array(text),
  outputs: v.array(text),
  targetMean: figure,
  targetDeviation: figure,
  rows: count,
});

export const recipePlan = v.object({
  v: format1,
  inputs: v.array(
    v.object({ name: text, source, steps: v.array(v.object({ step: text, params: paramValues })) }),
  ),
});
const schemaField = v.object({
  name: text,
  kind: v.picklist(fieldKinds),
  role: v.picklist(fieldRoles),
  optional: v.boolean(),
  min: v.nullable(finite),
  max: v.nullable(finite),
  categories: v.nullable(v.array(text)),
});
export const tableSchema = v.object({
  v: format1,
  fields: v.array(schemaField),
  image: v.nullable(
    v.object({ width: count, height: count, channels: v.picklist([1, 3]), brightest: finite }),
  ),
});
export const split = v.object({
  v: format1,
  method: v.picklist(splitMethods),
  testShare: finite,
  folds: count,
  fold: count,
  gapRows: count,
  column: v.nullable(text),
  seed: finite,
});

/** Generators are in the registry only: a person's own scenario has rows. */
export const scenario = v.object({
  id: text,
  label: text,
  order: finite,
  about: text,
  lesson: text,
  dataset: text,
  task,
  target,
  features: v.array(text),
  unit: v.object({ one: text, many: text }),
  targetUnit: v.optional(text),
  arrange: v.variant('by', [
    v.object({ by: v.literal('file') }),
    v.object({ by: v.literal('group'), column: text, groups: v.array(text) }),
  ]),
  trainRows: count,
  windowRows: count,
  labelDelayWindows: count,
  metric: text,
  alarm,
  model,
  training,
  retrain: retrainPlan,
  seed: finite,
});
