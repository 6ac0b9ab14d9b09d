import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../../src/core/bootstrap.ts';
import { sampleOf } from '../../../src/core/drift-sample.ts';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { defaults } from '../../../src/core/params.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { columnOf, takeRows } from '../../../src/core/table.ts';
import { compare } from '../../../src/engine/jobs/compare.ts';
import { evaluate } from '../../../src/engine/jobs/evaluate.ts';
import { judge } from '../../../src/engine/jobs/judge.ts';
import { observe } from '../../../src/engine/jobs/observe.ts';
import { replay } from '../../../src/engine/jobs/replay.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { contextOf, features, loadRequest, rowsFrom } from '../fixtures.ts';

const tables = new Tables();
const loaded = tables.load(loadRequest('binary'));
const { digest, table, truth } = loaded;

function modelOf(seed: number): ModelPackage {
  const recipe = fitRecipe(table, usualPlan(table, features), rowsFrom(0, 100), truth, 'binary', 2, 1);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [{ units: 1, activation: 'sigmoid' as const }],
  };
  return { task: 'binary', architecture, recipe, weights: initialWeights(architecture, seed) };
}
const [model, other] = [modelOf(1), modelOf(2)];
const span = { from: 200, to: 250 };
const rows = rowsFrom(200, 250);
const truthHere = truth.slice(200, 250);

describe('observe', () => {
  it('scores the window and measures each feature against the reference', async () => {
    const reference = { from: 0, to: 100 };
    const seen = await observe(
      { digest, span, reference, model, trial: null },
      contextOf<'observe'>(tables).context,
    );
    expect(seen.scores).toEqual(scoreRows(model, table, rows).scores);
    expect(seen.outputs).toBe(1);
    expect(seen.latencyMs).toBeGreaterThanOrEqual(0);
    expect(Object.keys(seen.drift)).toEqual(features);
    const psi = driftMeasures.get('psi');
    const before = takeRows(table, rowsFrom(0, 100));
    const now = takeRows(table, rows);
    for (const feature of features)
      expect(seen.drift[feature]).toBe(
        psi.fit(sampleOf(columnOf(before, feature)), defaults(psi.params))(sampleOf(columnOf(now, feature)))
          .statistic,
      );
    // The same references are used again; another reference gives other figures.
    const again = await observe(
      { digest, span, reference, model, trial: null },
      contextOf<'observe'>(tables).context,
    );
    expect(again.drift).toEqual(seen.drift);
    const elsewhere = { from: 50, to: 150 };
    const moved = await observe(
      { digest, span, reference: elsewhere, model, trial: null },
      contextOf<'observe'>(tables).context,
    );
    expect(moved.drift).not.toEqual(seen.drift);
  });

  it('refuses rows that are not there', async () => {
    const bad = observe(
      { digest, span: { from: 290, to: 310 }, reference: span, model, trial: null },
      contextOf<'observe'>(tables).context,
    );
    await expect(bad).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('judge', () => {
  const { scores, outputs } = scoreRows(model, table, rows);
  it('reads every row by the threshold of the version that answered it', async () => {
    const request = { digest, span, scores, outputs, metrics: ['accuracy', 'log-loss'], seed: 3 };
    const at = (thresholds: number | Float64Array) =>
      judge({ ...request, thresholds }, contextOf<'judge'>(tables).context);
    const share = (isYes: (row: number) => boolean) =>
      scores.filter((_, row) => Number(isYes(row)) === truthHere[row]).length / scores.length;
    const mixed = Float64Array.from(scores, (_, row) => (row % 2 ? 0.9 : 0.1));
    const [usual, high, both] = [await at(0.5), await at(0.9), await at(mixed)];
    expect(high['accuracy']!.value).toBeCloseTo(share((row) => scores[row]! >= 0.9));
    expect(both['accuracy']!.value).toBeCloseTo(share((row) => scores[row]! >= mixed[row]!));
    expect(high['accuracy']!.value).not.toBe(usual['accuracy']!.value);
    expect(high['log-loss']).toEqual(usual['log-loss']);
  });
  it('gives each metric with its interval, the same for the same seed', async () => {
    const request = {
      digest,
      span,
      scores,
      outputs,
      metrics: ['accuracy', 'log-loss'],
      thresholds: 0.5,
      seed: 3,
    };
    const judged = await judge(request, contextOf<'judge'>(tables).context);
    for (const id of ['accuracy', 'log-loss']) {
      const metric = metrics.get(id);
      const estimate = judged[id]!;
      expect(estimate.value).toBe(metric.compute({ truth: truthHere, scores, outputs }));
      expect(estimate.low).toBeLessThan(estimate.value);
      expect(estimate.high).toBeGreaterThan(estimate.value);
      expect(estimate.n).toBe(50);
    }
    expect(await judge(request, contextOf<'judge'>(tables).context)).toEqual(judged);
  });

  it.each([
    ['scores that do not fit', { scores: scores.slice(1) }],
    ['an unknown metric', { metrics: ['luck'] }],
    ['a metric of another task', { metrics: ['rmse'] }],
  ])('refuses %s', async (_, changes) => {
    const request = {
      digest,
      span,
      scores,
      outputs,
      metrics: ['accuracy'],
      thresholds: 0.5,
      seed: 3,
      ...changes,
    };
    await expect(judge(request, contextOf<'judge'>(tables).context)).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

it('evaluate scores any rows and judges them', async () => {
  const scattered = Int32Array.of(7, 3, 250, 12, 99, 180);
  const result = await evaluate(
    { digest, rows: scattered, model, metric: 'log-loss', seed: 5 },
    contextOf<'evaluate'>(tables).context,
  );
  const { scores, outputs } = scoreRows(model, table, scattered);
  expect(result.scores).toEqual(scores);
  const scored = { truth: Float64Array.from(scattered, (row) => truth[row]!), scores, outputs };
  expect(result.estimate).toEqual(
    bootstrapInterval(metrics.get('log-loss'), scored, { resamples: 400, confidence: 0.95, seed: 5 }),
  );
});

it('compare gives challenger minus champion on the same rows', async () => {
  const request = {
    digest,
    rows,
    champion: model,
    challenger: other,
    metric: 'log-loss',
    resamples: 300,
    confidence: 0.9,
    seed: 1,
  };
  const { championValue, challengerValue, difference } = await compare(
    request,
    contextOf<'compare'>(tables).context,
  );
  const lossOf = (one: ModelPackage) =>
    metrics.get('log-loss').compute({ truth: truthHere, ...scoreRows(one, table, rows) });
  expect(championValue).toBe(lossOf(model));
  expect(challengerValue).toBe(lossOf(other));
  expect(difference.value).toBeCloseTo(challengerValue - championValue, 12);
  const swapped = await compare(
    { ...request, champion: other, challenger: model },
    contextOf<'compare'>(tables).context,
  );
  expect(swapped.difference.value).toBeCloseTo(-difference.value, 12);
});

it('replay gives the metric of every window, tells how far it is and can be aborted', async () => {
  const spans = [0, 1, 2, 3].map((i) => ({ from: 100 + 50 * i, to: 150 + 50 * i }));
  const { context, reports } = contextOf<'replay'>(tables);
  const { values, scores } = await replay({ digest, spans, model, metric: 'accuracy' }, context);
  spans.forEach(({ from, to }, i) => {
    expect(scores[i]).toEqual(scoreRows(model, table, rowsFrom(from, to)).scores);
    const scored = { truth: truth.slice(from, to), ...scoreRows(model, table, rowsFrom(from, to)) };
    expect(values[i]).toBe(metrics.get('accuracy').compute(scored));
  });
  expect(reports.at(-1)).toEqual({ done: 4, total: 4 });
  context.controls.apply('abort');
  await expect(replay({ digest, spans, model, metric: 'accuracy' }, context)).rejects.toMatchObject({
    code: 'aborted',
  });
});

it('a table is kept once; the same digest with another question is read anew', () => {
  const request = loadRequest('binary');
  expect(tables.load(request)).toBe(loaded);
  const own = new Tables();
  own.load(request);
  const changed = own.load({ ...request, target: { column: 'value', atLeast: 30 } });
  expect(changed.truth).not.toEqual(loaded.truth);
});
