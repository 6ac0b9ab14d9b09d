import { describe, expect, it } from 'vitest';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { landscape } from '../../../src/engine/jobs/landscape.ts';
import { prepare } from '../../../src/engine/preparation.ts';
import type { Jobs, TrainRequest } from '../../../src/engine/protocol.ts';
import { setupFrom } from '../../../src/engine/training/setup.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import { contextOf, loadRequest, trainRequest } from '../fixtures.ts';

type Request = Jobs['landscape']['request'];
const tables = new Tables();
const table = loadRequest('regression');
tables.load(table);
tables.load(loadRequest('binary'));

/** One feature: a weight and a bias, all rows in one batch, so that the surface is a bowl. */
const line = (learningRate: number, changes: Partial<TrainRequest['training']> = {}): TrainRequest =>
  trainRequest('regression', {
    plan: usualPlan(table.table, ['a']),
    model: { kind: 'linear-regression', params: {} },
    training: { optimizer: 'sgd', learningRate, batchSize: 240, epochs: 100, validationShare: 0, ...changes },
  });

const asked = (training: TrainRequest, changes: Partial<Request> = {}): Request => ({
  digest: training.digest,
  training,
  from: null,
  steps: 40,
  slice: { kind: 'parameters', parameters: [0, 1] },
  seed: 1,
  ...changes,
});

describe('a map of the loss', () => {
  it('of two parameters is the whole surface: the mean squared error at every weight and bias', async () => {
    const training = line(0.1);
    const { context, reports } = contextOf<'landscape'>(tables);
    const found = await landscape(asked(training), context);
    const { data } = setupFrom(training, 'regression', prepare(training, tables.get(training.digest)));
    const error = (w: number, b: number) => {
      let sum = 0;
      for (let row = 0; row < data.rows; row++) sum += (w * data.inputs[row]! + b - data.targets[row]!) ** 2;
      return sum / data.rows;
    };
    expect(found.rows).toBe(240);
    const { side, from, to } = found;
    for (const index of [0, side - 1, 700, side * side - 1]) {
      const w = from[0] + ((to[0] - from[0]) * (index % side)) / (side - 1);
      const b = from[1] + ((to[1] - from[1]) * Math.floor(index / side)) / (side - 1);
      expect(found.losses[index]).toBeCloseTo(error(w, b), 4);
    }
    found.trail.losses.forEach((loss, k) =>
      expect(loss).toBeCloseTo(error(found.trail.at[2 * k]!, found.trail.at[2 * k + 1]!), 4),
    );
    expect(found.trail.steps[0]).toBe(0);
    expect(found.trail.steps.at(-1)).toBe(40);
    expect(found.explained[0] + found.explained[1]).toBeCloseTo(1, 9);
    expect(found.descent.kind).toBe('arrives');
    expect(reports.at(-1)).toEqual({ done: reports.at(-1)!.total, total: reports.at(-1)!.total });
  });

  it('has the trail that the training itself takes, and all of it in the frame', async () => {
    const training = line(0.05, { batchSize: 32, optimizer: 'adam' });
    const found = await landscape(asked(training), contextOf<'landscape'>(tables).context);
    const loaded = tables.get(training.digest);
    const { weights } = referenceTraining(setupFrom(training, loaded.task, prepare(training, loaded)), 40);
    expect(found.trail.at.at(-2)).toBeCloseTo(weights[0]!, 9);
    expect(found.trail.at.at(-1)).toBeCloseTo(weights[1]!, 9);
    found.trail.at.forEach((value, i) => {
      const axis = i % 2 === 0 ? 0 : 1;
      expect(value > found.from[axis] && value < found.to[axis]).toBe(true);
    });
  });

  it.each([
    [0.0005, 'crawls'],
    [0.1, 'arrives'],
    [0.95, 'jumps'],
    [1.6, 'diverges'],
  ] as const)('says what a learning rate of %f does: %s', async (rate, kind) => {
    const found = await landscape(asked(line(rate)), contextOf<'landscape'>(tables).context);
    expect(found.descent.kind).toBe(kind);
    expect(found.losses.every((loss) => Number.isFinite(loss))).toBe(true);
  });

  it('shows a way that leaves at once, and says by which leap', async () => {
    const training = trainRequest('binary', {
      training: { ...trainRequest('binary').training, optimizer: 'sgd', learningRate: 1e4 },
      model: { kind: 'mlp', params: { layers: 3, units: 8, activation: 'relu' } },
    });
    const { context } = contextOf<'landscape'>(tables);
    const found = await landscape(asked(training, { slice: { kind: 'trail' }, steps: 60 }), context);
    const { steps, losses, at } = found.trail;
    expect(losses[1]).toBeGreaterThan(10 * losses[0]!);
    expect(['diverges', 'leaps']).toContain(found.descent.kind);
    expect(found.descent).toMatchObject({ above: { step: steps[1], loss: losses[1] } });
    // The start and where the leap led are two places on the map.
    const apart = Math.hypot(at[2]! - at[0]!, at[3]! - at[1]!);
    expect(apart).toBeGreaterThan(0.05 * (found.to[0] - found.from[0]));
    expect(found.shownTo).toBeGreaterThan(0);
    expect(found.longest.share).toBeGreaterThan(0.5);
    expect(found.explained[0] + found.explained[1]).toBeCloseTo(1, 6);
    expect(found.longest.step).toBeLessThanOrEqual(found.shownTo);
  });

  it('ends where numbers end', async () => {
    const found = await landscape(asked(line(1e6), { steps: 200 }), contextOf<'landscape'>(tables).context);
    expect(found.descent).toMatchObject({ kind: 'diverges' });
    expect(found.trail.steps.at(-1)).toBeLessThan(200);
    expect(found.from.every(Number.isFinite) && found.to.every(Number.isFinite)).toBe(true);
  });

  it.each(['trail', 'random'] as const)('cuts a larger model along its %s', async (kind) => {
    const training = trainRequest('binary');
    const { context } = contextOf<'landscape'>(tables);
    const found = await landscape(asked(training, { slice: { kind } }), context);
    expect(found.slice).toBe(kind);
    const shown = found.explained[0] + found.explained[1];
    if (kind === 'trail') expect(shown).toBeGreaterThan(0.8);
    else expect(shown).toBeLessThan(0.5);
    // The slice goes through the end of the trail: there the map's loss is the trail's.
    expect([found.trail.at.at(-2), found.trail.at.at(-1)].map((value) => Math.abs(value!))).toEqual([0, 0]);
    expect(Math.min(...found.losses)).toBeLessThan(found.trail.losses[0]!);
  });

  it('is given up when it is told so', async () => {
    const { context } = contextOf<'landscape'>(tables);
    context.controls.apply('abort');
    await expect(landscape(asked(line(0.1)), context)).rejects.toMatchObject({ code: 'aborted' });
  });
});
