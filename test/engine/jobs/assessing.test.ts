// The jobs that judge a version, run without a worker.

import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { evaluateSlices } from '../../../src/core/evaluating/evaluate.ts';
import { figureOf } from '../../../src/core/figures.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { picturesOf } from '../../../src/core/pictures/pictures-of.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { runThrough } from '../../../src/core/run-through.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { slicesOf, noInputs } from '../../../src/core/slices/slices-of.ts';
import { assess } from '../../../src/engine/jobs/assess.ts';
import { pictures } from '../../../src/engine/jobs/pictures.ts';
import { scorePair } from '../../../src/engine/jobs/score-pair.ts';
import { searchSlices } from '../../../src/engine/jobs/search-slices.ts';
import { sliceRows } from '../../../src/engine/jobs/slice-rows.ts';
import { Tables } from '../../../src/engine/tables.ts';
import type { AssessRequest } from '../../../src/engine/evaluation-protocol.ts';
import { contextOf, features, loadRequest, rowsFrom } from '../fixtures.ts';

const tables = new Tables();
const loaded = tables.load(loadRequest('binary', 2600));
const { digest, table, truth } = loaded;

function modelOf(task: Task, seed: number, units = 1): ModelPackage {
  const recipe = fitRecipe(table, usualPlan(table, features), rowsFrom(0, 100), truth, 'binary', 2, 1);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [{ units, activation: 'sigmoid' as const }],
  };
  return { task, architecture, recipe, weights: initialWeights(architecture, seed) };
}
const [candidate, baseline] = [modelOf('binary', 1), modelOf('binary', 2)];
const rows = rowsFrom(200, 2600);

const request: AssessRequest = {
  digest,
  rows,
  candidate,
  baseline,
  spec: {
    figures: ['accuracy', 'roc-auc', 'log-loss'],
    slices: [{ by: 'overall' }, { by: 'values', features: ['colour'], fixed: {} }],
    minSliceSize: 1,
    interval: { method: 'percentile-bootstrap', resamples: 40, confidence: 0.95, seed: 1 },
    threshold: 0.5,
    cost: null,
  },
  gate: {
    semantics: 'tfma',
    thresholds: [{ figure: 'accuracy', slices: null, value: { lower: 0 } }],
    evidence: false,
  },
  tests: [{ id: 'no-missing-answers', params: {} }],
  trainedOn: { from: 0, to: 100 },
};

describe('scorePair', () => {
  it('scores all rows as if at once', async () => {
    const pair = await scorePair(
      { digest, rows, candidate, baseline },
      contextOf<'scorePair'>(tables).context,
    );
    expect(pair.candidate).toEqual(scoreRows(candidate, table, rows).scores);
    expect(pair.baseline).toEqual(scoreRows(baseline, table, rows).scores);
    expect(pair.truth).toEqual(truth.slice(200));
    expect(pair.outputs).toBe(1);
    const alone = { digest, rows, candidate, baseline: null };
    expect((await scorePair(alone, contextOf<'scorePair'>(tables).context)).baseline).toBeNull();
  });

  it.each([
    ['rows that are not there', { rows: Int32Array.of(5, 2600) }],
    ['a model of another question', { baseline: modelOf('multiclass', 1, 3) }],
  ])('refuses %s', async (_, changes) => {
    const asked = { digest, rows, candidate, baseline, ...changes };
    await expect(scorePair(asked, contextOf<'scorePair'>(tables).context)).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('assess', () => {
  it('gives figures on every slice, the comparison, the gate and the tests', async () => {
    const { context } = contextOf<'assess'>(tables);
    const found = await assess(request, context);
    const { spec } = request;
    const answers = {
      truth: truth.slice(200),
      candidate: scoreRows(candidate, table, rows).scores,
      baseline: scoreRows(baseline, table, rows).scores,
      outputs: 1,
    };
    const slices = slicesOf(table, rows, spec.slices, noInputs);
    expect(slices).toHaveLength(4);
    expect(found.slices).toEqual(
      runThrough(evaluateSlices(answers, slices, spec.figures.map(figureOf), spec)),
    );
    expect(found.comparison).toMatchObject({ n: 2400 });
    expect(found.gate.validationOk).toBe(true);
    expect(found.tests).toMatchObject([{ id: 'no-missing-answers', passed: true }]);
    expect(found.tookMs).toBeGreaterThan(0);
  });

  it('holds the figures of the slices against the gate', async () => {
    const gate = {
      ...request.gate,
      thresholds: [{ figure: 'accuracy', slices: null, value: { lower: 1.1 } }],
    };
    const { gate: result } = await assess({ ...request, gate }, contextOf<'assess'>(tables).context);
    expect(result.validationOk).toBe(false);
    expect(result.metricValidationsPerSlice).toHaveLength(4);
  });

  it('goes without a baseline, and makes slices of prepared rows', async () => {
    const spec = {
      ...request.spec,
      slices: [{ by: 'cluster', clusters: 2, seed: 1 } as const],
      interval: { ...request.spec.interval, method: 'none' as const },
    };
    const found = await assess({ ...request, baseline: null, spec }, contextOf<'assess'>(tables).context);
    expect(found.comparison).toBeNull();
    expect(found.gate.rubberStamp).toBe(true);
    expect(found.slices.map(({ baseline: none }) => none)).toEqual([null, null]);
    expect(found.slices.reduce((sum, { rows: n }) => sum + n, 0)).toBe(2400);
  });

  it('tells how far it is, part after part and never less than before', async () => {
    const { context, reports } = contextOf<'assess'>(tables);
    await assess(request, context);
    const parts = reports.map(({ doing }) => doing).filter((doing, i, all) => doing !== all[i - 1]);
    expect(parts).toEqual(['scoring', 'slicing', 'resampling', 'testing']);
    reports.forEach(({ done }, i) => expect(done).toBeGreaterThanOrEqual(reports[i - 1]?.done ?? 0));
    expect(reports.at(-1)!.done).toBeCloseTo(reports.at(-1)!.total, 9);
  });

  it('ends when it is aborted, in whatever part', async () => {
    for (const part of ['scoring', 'resampling'] as const) {
      const { context } = contextOf<'assess'>(tables);
      const abortIn: typeof context.report = ({ doing }) => {
        if (doing === part) context.controls.apply('abort');
      };
      const spec = { ...request.spec, interval: { ...request.spec.interval, resamples: 4000 } };
      const many = Int32Array.from({ length: 48_000 }, (_, i) => 200 + (i % 2400));
      const began = performance.now();
      const end = assess({ ...request, rows: many, spec }, { ...context, report: abortIn });
      await expect(end).rejects.toMatchObject({ code: 'aborted' });
      // All of it would take half a minute.
      expect(performance.now() - began).toBeLessThan(8000);
    }
  });

  it.each([
    ['a figure that does not exist', { figures: ['luck'] }],
    ['a figure of another task', { figures: ['rmse'] }],
  ])('refuses %s', async (_, changes) => {
    const spec = { ...request.spec, ...changes };
    await expect(assess({ ...request, spec }, contextOf<'assess'>(tables).context)).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('sliceRows', () => {
  const asked = { digest, rows, slices: request.spec.slices, model: candidate };

  it('gives the rows of the table that are in a slice', async () => {
    const { context } = contextOf<'sliceRows'>(tables);
    const found = await sliceRows({ ...asked, key: [['colour', 'red']] }, context);
    const column = table.columns.find(({ name }) => name === 'colour')!;
    if (column.kind !== 'category') throw new Error('colours are words');
    const red = column.levels.indexOf('red');
    expect(found.rows).toEqual(rows.filter((row) => column.codes[row] === red));
    expect((await sliceRows({ ...asked, key: [] }, context)).rows).toEqual(rows);
  });

  it('gives null for a slice that is not there', async () => {
    const { context } = contextOf<'sliceRows'>(tables);
    expect(await sliceRows({ ...asked, key: [['colour', 'mauve']] }, context)).toEqual({ rows: null });
  });
});

it('searchSlices finds where the answers are wrong, and can be aborted', async () => {
  // A model that always says yes does worst where the answer is most often no.
  const yes: ModelPackage = { ...candidate, weights: candidate.weights.map(() => 0) };
  yes.weights[yes.weights.length - 1] = 3;
  const spec = {
    features: [],
    bins: 4,
    minRows: 30,
    depth: 1,
    correction: 'holm',
    alpha: 0.05,
    most: 5,
  } as const;
  const { context, reports } = contextOf<'searchSlices'>(tables);
  const { slices, looked } = await searchSlices({ digest, rows, model: yes, spec }, context);
  expect(looked).toBeGreaterThan(10);
  expect(slices[0]!.loss).toBeGreaterThan(slices[0]!.restLoss);
  expect(slices[0]!.key[0]![0]).toBe('a');
  expect(reports.at(-1)).toEqual({ done: 4, total: 4 });
});

it('pictures draw all rows or those at the given places', async () => {
  const { context } = contextOf<'pictures'>(tables);
  const scored = await scorePair(
    { digest, rows, candidate, baseline },
    contextOf<'scorePair'>(tables).context,
  );
  const spec = {
    threshold: 0.5,
    positiveClass: 1,
    calibrationBins: 5,
    calibration: 'width',
  } as const;
  const shared = { task: 'binary', classes: loaded.classes, times: null, outputs: 1 } as const;
  const all = await pictures({ digest, rows, scored, places: null, spec }, context);
  expect(all).toEqual(
    picturesOf(
      { ...shared, truth: scored.truth, candidate: scored.candidate, baseline: scored.baseline },
      spec,
    ),
  );
  const places = Int32Array.of(3, 70, 71, 400);
  const some = await pictures({ digest, rows, scored, places, spec }, context);
  const at = (scores: Float32Array) => Float32Array.from(places, (place) => scores[place]!);
  expect(some).toEqual(
    picturesOf(
      {
        ...shared,
        truth: Float64Array.from(places, (place) => scored.truth[place]!),
        candidate: at(scored.candidate),
        baseline: at(scored.baseline!),
      },
      spec,
    ),
  );
});
