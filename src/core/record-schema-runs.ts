// What the records of runs must be. Long lists (epochs, points, events, histograms) are checked by plain loops, not by
// schemas: a project may hold millions of them.

import * as v from 'valibot';
import { hooks } from './callback.ts';
import type { CallbackEvent, Hook } from './callback.ts';
import { engineIds } from './engine-records.ts';
import { errorCodes } from './errors.ts';
import type { MetricSeries, MetricSummary } from './metric-series.ts';
import {
  callbacks,
  callbackState,
  count,
  dictionary,
  engine,
  figure,
  finite,
  isPlain,
  model,
  retrainPlan,
  span,
  training,
} from './record-schema-parts.ts';
import { recipePlan } from './record-schema-data.ts';
import type { EpochRecord } from './records.ts';
import type { HistogramPoint } from './training-report.ts';

const format1 = v.literal(1);
const text = v.string();
const floats = v.instance(Float32Array);

type Fields = Readonly<Record<string, 'number' | 'integer' | 'text' | 'boolean'>>;

function has(value: Record<string, unknown>, fields: Fields): boolean {
  for (const name in fields) {
    const field = value[name];
    const kind = fields[name];
    if (kind === 'integer' ? !Number.isInteger(field) : typeof field !== (kind === 'text' ? 'string' : kind))
      return false;
  }
  return true;
}

const listOf =
  <T>(isItem: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(isItem);

const epochFields: Fields = {
  epoch: 'integer',
  loss: 'number',
  validationLoss: 'number',
  metric: 'number',
  validationMetric: 'number',
  step: 'integer',
};
const isEpoch = (value: unknown): value is EpochRecord => isPlain(value) && has(value, epochFields);
export const isHistory = listOf(isEpoch);

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

const summaryFields: Fields = {
  n: 'integer',
  first: 'number',
  last: 'number',
  lastStep: 'integer',
  min: 'number',
  minStep: 'integer',
  max: 'number',
  maxStep: 'integer',
  mean: 'number',
};
const isSummary = (value: unknown): value is MetricSummary => isPlain(value) && has(value, summaryFields);
const summary = v.pipe(
  v.custom<Record<string, MetricSummary>>(
    (value) => isPlain(value) && Object.values(value).every(isSummary),
    'figures of series are expected',
  ),
  v.transform((value): Record<string, MetricSummary> => {
    const entries = Object.entries(value).map(
      ([name, { n, first, last, lastStep, min, minStep, max, maxStep, mean }]) =>
        [name, { n, first, last, lastStep, min, minStep, max, maxStep, mean }] as const,
    );
    return Object.fromEntries(entries);
  }),
);

function isSeries(value: unknown): value is MetricSeries {
  if (!isPlain(value) || typeof value['name'] !== 'string') return false;
  const { steps, times, values } = value;
  return (
    steps instanceof Float64Array &&
    times instanceof Float64Array &&
    values instanceof Float64Array &&
    steps.length === values.length &&
    times.length === values.length
  );
}
const series = v.pipe(
  v.custom<MetricSeries[]>(listOf(isSeries), 'series of points are expected'),
  v.transform((list): MetricSeries[] =>
    list.map(({ name, steps, times, values }) => ({ name, steps, times, values })),
  ),
);

const eventFields: Fields = {
  epoch: 'integer',
  step: 'integer',
  callback: 'integer',
  id: 'text',
  text: 'text',
  acted: 'boolean',
  timeMs: 'number',
};
const known: ReadonlySet<unknown> = new Set<Hook>(hooks);
const isEvent = (value: unknown): value is CallbackEvent =>
  isPlain(value) &&
  has(value, eventFields) &&
  known.has(value['hook']) &&
  (value['batch'] === null || Number.isInteger(value['batch']));
const events = v.pipe(
  v.custom<CallbackEvent[]>(listOf(isEvent), 'a list of what callbacks did is expected'),
  v.transform((list): CallbackEvent[] =>
    list.map(({ hook, epoch, batch, step, callback, id, text: words, acted, timeMs }) => ({
      hook,
      epoch,
      batch,
      step,
      callback,
      id,
      text: words,
      acted,
      timeMs,
    })),
  ),
);

const pointFields: Fields = { tag: 'text', step: 'integer', epoch: 'integer' };
const histogramFields: Fields = { low: 'number', high: 'number', notFinite: 'integer' };
function isHistogram(value: unknown): value is HistogramPoint {
  if (!isPlain(value) || !has(value, pointFields)) return false;
  const { histogram } = value;
  if (!isPlain(histogram) || !has(histogram, histogramFields)) return false;
  const { counts } = histogram;
  return Array.isArray(counts) && counts.every((item) => typeof item === 'number');
}
const histograms = v.pipe(
  v.custom<HistogramPoint[]>(listOf(isHistogram), 'a list of histograms is expected'),
  v.transform((list): HistogramPoint[] =>
    list.map(({ tag, step, epoch, histogram: { low, high, counts, notFinite } }) => ({
      tag,
      step,
      epoch,
      histogram: { low, high, counts: [...counts], notFinite },
    })),
  ),
);

const files = v.array(v.object({ name: text, text }));

export const run = v.object({
  v: v.literal(2),
  id: text,
  projectId: text,
  number: count,
  name: text,
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
  machine: text,
  epochs: count,
  summary,
  parentId: v.nullable(text),
  forkedFrom: v.nullable(v.object({ runId: text, epoch: count, step: count })),
  weightsDigest: v.nullable(text),
  recipeDigest: text,
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
});

const ofRun = { v: format1, runId: text, projectId: text };

export const runLog = v.object({ ...ofRun, history, series, events, histograms, files });

export const logPart = v.object({
  ...ofRun,
  part: count,
  series,
  events,
  histograms,
  files,
});

export const runNote = v.object({
  ...ofRun,
  name: v.nullable(text),
  colour: v.nullable(count),
  notes: text,
  tags: dictionary(text),
  archivedAt: v.nullable(finite),
  deletedAt: v.nullable(finite),
  verification: v.optional(
    v.object({
      at: finite,
      same: v.nullable(v.boolean()),
      digest: v.nullable(text),
      was: v.nullable(text),
      engine: v.nullable(engine),
      why: v.nullable(text),
    }),
  ),
});

const place = {
  ...ofRun,
  name: text,
  epoch: count,
  step: count,
  learningRate: figure,
  optimizerFrom: v.optional(v.pipe(v.number(), v.safeInteger())),
  stepsPerEpoch: v.optional(count),
  lossSum: v.optional(figure),
  engine: v.nullable(v.picklist(engineIds)),
  keptAt: finite,
};

export const keptPlace = v.object({ ...place, bare: v.boolean() });

export const keptCheckpoint = v.object({
  ...place,
  weights: floats,
  optimizer: floats,
  callbacks: v.array(callbackState),
});

export const checkpoint = v.object({
  runId: text,
  epoch: count,
  step: count,
  weights: floats,
  optimizer: floats,
  history,
  engine: v.optional(v.picklist(engineIds)),
  callbacks: v.optional(v.array(callbackState)),
  learningRate: v.optional(figure),
  optimizerFrom: v.optional(v.pipe(v.number(), v.safeInteger())),
  elapsedMs: v.optional(finite),
  lossSum: v.optional(figure),
  stepsPerEpoch: v.optional(count),
  spoken: v.optional(dictionary(count)),
});
