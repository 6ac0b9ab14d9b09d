import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { learningOf } from '../../../src/core/learning-plan.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { normOf } from '../../../src/core/optimizer-step.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { batchOf } from '../../../src/engine/looking/batch.ts';
import { Looker } from '../../../src/engine/looking/looker.ts';
import { prepare } from '../../../src/engine/preparation.ts';
import type { TrainRequest } from '../../../src/engine/protocol.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { js } from '../../../src/engine/trainers/js/trainer.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { loadRequest, trainRequest } from '../fixtures.ts';
import { furthest, takeSteps } from '../trainers/parity.ts';

function partsOf(task: Task, changes: Partial<TrainRequest> = {}, weights?: Float32Array) {
  const request = trainRequest(task, changes);
  const table = new Tables().load(loadRequest(task));
  const prepared = prepare(request, table);
  const setup: TrainerSetup = {
    architecture: prepared.architecture,
    learning: learningOf(request.training, task, prepared.training.rows),
    seed: request.seed,
    data: prepared.training,
    weights: weights ?? prepared.weights,
  };
  return { setup, prepared, task, metric: metrics.get(task === 'regression' ? 'mae' : 'accuracy'), table };
}

const tasks: Task[] = ['binary', 'multiclass', 'regression'];
const plane = { plan: usualPlan(loadRequest('binary', 1).table, ['a', 'b']) };

async function lookAt(parts: ReturnType<typeof partsOf>, steps = 3) {
  const trainer = await js.prepare(parts.setup);
  await takeSteps(trainer, steps);
  const weights = await trainer.weights();
  const look = await new Looker(parts).look(trainer);
  const model = {
    task: parts.task,
    architecture: parts.setup.architecture,
    recipe: parts.prepared.recipe,
    weights,
  };
  trainer.dispose();
  return { look, weights, model };
}

describe('a look', () => {
  it.each(tasks)('tells of the next batch of a training: %s', async (task) => {
    const parts = partsOf(task);
    const { look, weights } = await lookAt(parts);
    const batch = batchOf(parts.setup, weights, 3);
    expect([look.step, look.epoch, look.batchLoss]).toEqual([3, 0, batch.loss]);
    expect(look.layers.map(({ name, units }) => [name, units])).toEqual([
      ['dense_1', 8],
      ['output', task === 'multiclass' ? 3 : 1],
    ]);
    layoutOf(parts.setup.architecture).layers.forEach(({ kernelAt, biasAt, units }, index) => {
      const layer = look.layers[index]!;
      expect(layer.gradientNorm).toBe(normOf(batch.gradient, kernelAt, biasAt + units));
      expect(layer.weightNorm).toBe(normOf(weights, kernelAt, biasAt + units));
      const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
      expect(total(layer.weights.counts)).toBe(biasAt + units - kernelAt);
      expect(total(layer.gradients.counts)).toBe(biasAt + units - kernelAt);
      expect(total(layer.activations.counts)).toBe(batch.rows.length * units);
    });
    expect(look.surface).toBeNull();
  });

  it.each(tasks)('gives the metric of that batch, as the model would answer its rows: %s', async (task) => {
    const parts = partsOf(task);
    const { look, weights, model } = await lookAt(parts);
    const { training } = parts.prepared;
    const { rows } = batchOf(parts.setup, weights, 3);
    const scored = scoreRows(
      model,
      parts.table.table,
      rows.map((row) => training.tableRows[row]!),
    );
    const truth = Float64Array.from(rows, (row) => training.truth[row]!);
    const wanted = parts.metric.compute({ truth, ...scored });
    expect(wanted).toBeGreaterThan(0);
    expect(look.batchMetric).toBeCloseTo(wanted, 5);
  });

  it.each(tasks)('answers for validation rows as the model would: %s', async (task) => {
    const parts = partsOf(task);
    const { look, model } = await lookAt(parts);
    const { rows, truth, scores, outputs } = look.sample;
    expect([...rows]).toEqual([...trainRequest(task).validationRows]);
    expect([...truth]).toEqual(Array.from(rows, (row) => parts.table.truth[row]));
    const wanted = scoreRows(model, parts.table.table, rows);
    expect(outputs).toBe(wanted.outputs);
    expect(furthest(scores, wanted.scores)).toBeLessThan(1e-4);
  });

  it('answers for training rows where there are no others, and for 200 at most', async () => {
    const { look } = await lookAt(partsOf('binary', { validationRows: new Int32Array() }));
    expect(look.sample.rows.length).toBe(200);
    expect(new Set(look.sample.rows).size).toBe(200);
    expect(Math.max(...look.sample.rows)).toBeLessThan(240);
  });

  it('counts the units that are stuck at every row', async () => {
    const parts = partsOf('binary');
    const { kernelAt, biasAt, units } = layoutOf(parts.setup.architecture).layers[0]!;
    const weights = parts.setup.weights.slice();
    // Two units whose sum is below 0 whatever comes in.
    for (const unit of [2, 5]) {
      for (let i = kernelAt + unit; i < biasAt; i += units) weights[i] = 0;
      weights[biasAt + unit] = -1;
    }
    const trainer = await js.prepare({ ...parts.setup, weights });
    const look = await new Looker(parts).look(trainer);
    expect(look.layers[0]!.deadUnits).toBe(2);
    expect(look.layers[0]!.activations.low).toBe(0);
  });
});

describe('the surface of two features', () => {
  it.each(tasks)('is what the model says over the plane of the data: %s', async (task) => {
    const parts = partsOf(task, plane);
    const { look, model } = await lookAt(parts);
    const surface = look.surface!;
    const { side, from, to } = surface;
    expect(surface.features).toEqual(['a', 'b']);
    const [xs, ys] = parts.table.table.columns.map((column) =>
      column.kind === 'category' ? new Float64Array() : column.values.subarray(0, 240),
    );
    for (const [axis, values] of [xs!, ys!].entries()) {
      expect(from[axis]).toBeLessThan(Math.min(...values));
      expect(to[axis]).toBeGreaterThan(Math.max(...values));
    }
    const spots = [0, side - 1, side * (side - 1), side * side - 1, 1000];
    const at = (axis: 0 | 1, step: number) => from[axis] + ((to[axis] - from[axis]) * step) / (side - 1);
    const grid = {
      rows: spots.length,
      columns: [
        {
          name: 'a',
          kind: 'number' as const,
          values: Float64Array.from(spots, (spot) => at(0, spot % side)),
        },
        {
          name: 'b',
          kind: 'number' as const,
          values: Float64Array.from(spots, (spot) => at(1, Math.floor(spot / side))),
        },
      ],
    };
    const { scores, outputs } = scoreRows(model, grid, [0, 1, 2, 3, 4]);
    spots.forEach((spot, i) => {
      const own = [...scores.subarray(i * outputs, (i + 1) * outputs)];
      const wanted = task === 'multiclass' ? own.indexOf(Math.max(...own)) : own[0]!;
      expect(surface.scores[spot]).toBeCloseTo(wanted, 4);
    });
    expect(surface.scores.length).toBe(side * side);
    expect(surface.points.length).toBe(200 * 3);
    const truths = new Set(parts.table.truth);
    for (let i = 2; i < surface.points.length; i += 3)
      expect(truths.has(surface.points[i]!) || task === 'regression').toBe(true);
  });

  it('is there for products and powers of the two, and for nothing that reads other rows', async () => {
    const [a, b] = plane.plan.inputs;
    const product = {
      name: 'a × b',
      source: { from: 'product' as const, columns: ['a', 'b'] },
      steps: a!.steps,
    };
    const lag = {
      name: 'earlier',
      source: { from: 'lag' as const, column: 'a', rows: 1, group: null },
      steps: a!.steps,
    };
    const planOf = (...inputs: (typeof a | typeof lag)[]) => ({
      plan: { v: 1 as const, inputs: inputs.flatMap((input) => input ?? []) },
    });
    expect((await lookAt(partsOf('binary', planOf(a, b, product)))).look.surface).not.toBeNull();
    expect((await lookAt(partsOf('binary', planOf(a, b, lag)))).look.surface).toBeNull();
    expect((await lookAt(partsOf('binary', planOf(a)))).look.surface).toBeNull();
  });
});

describe('looking', () => {
  /** A clock on which a look costs so much and a step a millisecond. */
  async function shareOf(costMs: number, totalMs: number): Promise<{ share: number; looks: number }> {
    const parts = partsOf('binary', plane);
    let now = 1000;
    const looker = new Looker(parts, () => now);
    const trainer = await js.prepare(parts.setup);
    const slow = {
      ...trainer,
      step: 0,
      epoch: 0,
      stepsPerEpoch: 1,
      outputs: (inputs: Float32Array) => trainer.outputs(inputs),
      weights: async () => {
        now += costMs;
        return trainer.weights();
      },
    };
    let [spent, looks] = [0, 0];
    for (const end = now + totalMs; now < end; now++)
      if (looker.due(now)) {
        const began = now;
        await looker.look(slow);
        spent += now - began;
        looks++;
      }
    return { share: spent / totalMs, looks };
  }

  it('takes four looks a second at most', async () => {
    const { looks } = await shareOf(0, 10_000);
    expect(looks).toBeGreaterThan(35);
    expect(looks).toBeLessThanOrEqual(40);
  });

  it.each([5, 12, 40, 200])('takes a twentieth of the time at most when a look costs %i ms', async (cost) => {
    const { share, looks } = await shareOf(cost, 40_000);
    expect(looks).toBeGreaterThan(5);
    expect(share).toBeLessThanOrEqual(0.0525);
  });
});
