// What an evaluation must be, with the settings that asked for it: slices, intervals, gates, tests.

import * as v from 'valibot';
import type { Evaluation, EvaluationSettings, IntervalSpec } from './evaluation.ts';
import type { GateResult, GateSpec } from './gate.ts';
import { count, dictionary, estimate, figure, finite, paramValues, span } from './record-schema-parts.ts';
import type { SliceSpec } from './slice.ts';

const text = v.string();
const format1 = v.literal(1);

/** Slices of slices: the one schema that refers to itself. */
export const sliceSpec: v.GenericSchema<unknown, SliceSpec> = v.lazy(() => sliceKinds);
const sliceKinds: v.GenericSchema<unknown, SliceSpec> = v.variant('by', [
  v.object({ by: v.literal('overall') }),
  v.object({ by: v.literal('values'), features: v.array(text), fixed: dictionary(text) }),
  v.object({
    by: v.literal('bins'),
    feature: text,
    bins: count,
    how: v.picklist(['quantile', 'width']),
  }),
  v.object({ by: v.literal('rule'), name: text, condition: text }),
  v.object({ by: v.literal('cluster'), clusters: count, seed: finite }),
  v.object({ by: v.literal('time'), periods: count }),
  v.object({ by: v.literal('cross'), of: v.array(sliceSpec) }),
]);
const sliceKey = v.array(v.strictTuple([text, text]));

/** All of them, which the compiler checks: a method that is missing here could be asked for and not kept. */
const methods: Readonly<Record<IntervalSpec['method'], true>> = {
  jackknife: true,
  'poisson-bootstrap': true,
  'percentile-bootstrap': true,
  'basic-bootstrap': true,
  'expanded-percentile-bootstrap': true,
  bca: true,
  none: true,
};
const keysOf = <K extends string>(record: Readonly<Record<K, true>>): K[] => Object.keys(record) as K[];

const threshold = v.object({
  figure: text,
  slices: v.nullable(v.array(sliceSpec)),
  value: v.optional(v.object({ lower: v.optional(figure), upper: v.optional(figure) })),
  change: v.optional(
    v.object({
      direction: v.picklist(['higher', 'lower']),
      absolute: v.optional(figure),
      relative: v.optional(figure),
    }),
  ),
  doubt: v.optional(v.picklist(['ask', 'pass'])),
});
const gate: v.GenericSchema<unknown, GateSpec> = v.object({
  semantics: v.picklist(['tfma', 'mlflow']),
  thresholds: v.array(threshold),
  evidence: v.boolean(),
});
const gateResult: v.GenericSchema<unknown, GateResult> = v.object({
  verdict: v.picklist(['passed', 'failed', 'not-enough-evidence']),
  rubberStamp: v.boolean(),
  validationOk: v.boolean(),
  missingThresholds: v.boolean(),
  metricValidationsPerSlice: v.array(
    v.object({
      sliceKey,
      failures: v.array(
        v.object({
          figure: text,
          threshold,
          kind: v.picklist(['value', 'change', 'missing']),
          value: figure,
          baseline: v.nullable(figure),
          n: count,
          message: text,
          words: text,
          unclear: v.boolean(),
          moreLabels: v.nullable(figure),
        }),
      ),
    }),
  ),
  missingSlices: v.array(v.object({ spec: sliceSpec, words: text })),
  validationDetails: v.object({
    slicingDetails: v.array(v.object({ slicingSpec: sliceSpec, numMatchingSlices: count })),
  }),
  moreLabels: v.nullable(figure),
});

export const evaluationSettings: v.GenericSchema<unknown, EvaluationSettings> = v.object({
  figures: v.array(text),
  slices: v.array(sliceSpec),
  minSliceSize: count,
  interval: v.object({
    method: v.picklist(keysOf(methods)),
    resamples: count,
    confidence: finite,
    seed: finite,
  }),
  threshold: finite,
  cost: v.nullable(v.array(v.array(figure))),
  gate,
  tests: v.array(v.object({ id: text, params: paramValues })),
});

const measured = v.object({
  ...estimate.entries,
  standardError: figure,
  aboveZero: v.optional(figure),
  rests: v.optional(count),
});
const figures = dictionary(measured);

export const evaluation: v.GenericSchema<unknown, Evaluation> = v.object({
  v: format1,
  id: text,
  projectId: text,
  modelVersionId: text,
  baselineId: v.nullable(text),
  on: v.object({
    digest: text,
    part: v.picklist(['holdout', 'test', 'validation', 'stream']),
    span,
    rows: v.nullable(v.instance(Int32Array)),
    n: count,
  }),
  settings: evaluationSettings,
  slices: v.array(
    v.object({
      key: sliceKey,
      spec: count,
      rows: count,
      known: count,
      omitted: v.boolean(),
      candidate: figures,
      baseline: v.nullable(figures),
      difference: v.nullable(figures),
    }),
  ),
  comparison: v.nullable(
    v.object({
      n: count,
      agreement: figure,
      onlyCandidate: count,
      onlyBaseline: count,
      bothRight: count,
      bothWrong: count,
      answers: v.array(count),
      mcnemar: v.nullable(v.object({ statistic: figure, pValue: figure, exact: v.boolean() })),
      cost: v.nullable(measured),
    }),
  ),
  gate: gateResult,
  tests: v.array(
    v.object({
      id: text,
      passed: v.nullable(v.boolean()),
      words: text,
      observed: v.nullable(figure),
      limit: v.nullable(figure),
      rows: v.array(count),
    }),
  ),
  windowIndex: count,
  createdAt: finite,
  tookMs: figure,
});
