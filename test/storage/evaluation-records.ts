// A whole evaluation and what goes with it, for the tests of records and storage.

import type { Evaluation, EvaluationSettings, Measured } from '../../src/core/evaluation.ts';
import type { GateThreshold } from '../../src/core/gate.ts';
import type { VersionNote } from '../../src/core/records.ts';
import type { TrialMove, WindowTrial } from '../../src/core/trial.ts';

const measured = (value: number): Measured => ({
  value,
  low: value - 0.1,
  high: value + 0.1,
  n: 10,
  standardError: NaN,
});

const threshold: GateThreshold = {
  figure: 'accuracy',
  slices: [{ by: 'values', features: ['hour'], fixed: { ['__proto__']: 'x' } }],
  value: { lower: 0.5 },
  change: { direction: 'higher', absolute: -0.01, relative: 0 },
  doubt: 'pass',
};

export const settings = (changes: Partial<EvaluationSettings> = {}): EvaluationSettings => ({
  figures: ['accuracy', 'constructor'],
  slices: [
    { by: 'overall' },
    { by: 'bins', feature: 'hour', bins: 4, how: 'quantile' },
    { by: 'rule', name: 'night', condition: 'hour < 6' },
    { by: 'cluster', clusters: 3, seed: 1 },
    {
      by: 'cross',
      of: [
        { by: 'time', periods: 2 },
        { by: 'cross', of: [{ by: 'overall' }] },
      ],
    },
  ],
  minSliceSize: 5,
  interval: { method: 'poisson-bootstrap', resamples: 20, confidence: 0.95, seed: 3 },
  threshold: 0.5,
  cost: [
    [0, 1],
    [5, 0],
  ],
  gate: { semantics: 'tfma', thresholds: [threshold], evidence: true },
  tests: [{ id: 'golden-rows', params: { rows: 5, strict: true } }],
  ...changes,
});

export const evaluation = (number = 1, changes: Partial<Evaluation> = {}): Evaluation => ({
  v: 1,
  id: `p1/model/1/evaluation/${number}`,
  projectId: 'p1',
  modelVersionId: 'p1/model/1',
  baselineId: 'p1/model/0',
  on: {
    digest: 'ab12',
    part: 'holdout',
    span: { from: 80, to: 90 },
    rows: Int32Array.of(80, 82, 89),
    n: 3,
  },
  settings: settings(),
  slices: [
    {
      key: [],
      spec: 0,
      rows: 10,
      known: 9,
      omitted: false,
      candidate: { accuracy: measured(0.8), constructor: measured(NaN), ['__proto__']: measured(1) },
      baseline: { accuracy: measured(0.7) },
      difference: { accuracy: measured(0.1) },
    },
    {
      key: [['hour', '[0, 6)']],
      spec: 1,
      rows: 2,
      known: 2,
      omitted: true,
      candidate: {},
      baseline: null,
      difference: null,
    },
  ],
  comparison: {
    n: 9,
    agreement: 0.9,
    onlyCandidate: 2,
    onlyBaseline: 1,
    bothRight: 5,
    bothWrong: 1,
    answers: [3, 1, 2, 3],
    mcnemar: { statistic: 1, pValue: 1, exact: true },
    cost: measured(-0.5),
  },
  gate: {
    verdict: 'not-enough-evidence',
    rubberStamp: false,
    validationOk: false,
    missingThresholds: false,
    metricValidationsPerSlice: [
      {
        sliceKey: [],
        failures: [
          {
            figure: 'accuracy',
            threshold,
            kind: 'change',
            value: 0.8,
            baseline: 0.7,
            n: 9,
            message: '',
            words: 'It could be chance.',
            unclear: true,
            moreLabels: 120,
          },
        ],
      },
    ],
    missingSlices: [{ spec: { by: 'overall' }, words: 'No row belongs to it.' }],
    validationDetails: { slicingDetails: [{ slicingSpec: { by: 'overall' }, numMatchingSlices: 1 }] },
    moreLabels: 120,
  },
  tests: [
    { id: 'golden-rows', passed: null, words: 'None are known.', observed: null, limit: 3, rows: [81] },
  ],
  windowIndex: 4,
  createdAt: 1700,
  tookMs: 12.5,
  ...changes,
});

export const versionNote = (changes: Partial<VersionNote> = {}): VersionNote => ({
  v: 1,
  modelVersionId: 'p1/model/1',
  projectId: 'p1',
  notes: 'Good at night.',
  tags: { team: 'bikes', ['__proto__']: '' },
  ...changes,
});

export const trial = (changes: Partial<WindowTrial> = {}): WindowTrial => ({
  modelVersionId: 'p1/model/2',
  kind: 'canary',
  share: 0.25,
  answered: Uint8Array.of(0, 1, 0, 0),
  scores: Float32Array.of(NaN, 0.5, NaN, NaN),
  latencyMs: 0.5,
  ...changes,
});

export const trialMove = (changes: Partial<TrialMove> = {}): TrialMove => ({
  plan: {
    kind: 'canary',
    shares: [0.05, 0.25, 0.5],
    rowsPerStep: 100,
    margin: 0.02,
    bound: 1,
    alpha: 0.05,
    automatic: true,
    maxWindows: 20,
    seed: 7,
  },
  step: 1,
  share: 0.25,
  outcome: 'undecided',
  ...changes,
});
