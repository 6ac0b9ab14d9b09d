// Numbers that run away: the first step that does it is found exactly, the weights from before it come back, and the cause
// is told.

import { beforeAll, describe, expect, it } from 'vitest';
import { Tables } from '../../../src/engine/tables.ts';
import { train } from '../../../src/engine/jobs/train.ts';
import type { TrainRequest } from '../../../src/engine/protocol.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { contextOf, loadRequest, trainRequest } from '../fixtures.ts';
import { sameBits } from '../trainers/parity.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';
import { actsOf, callback, run, setting, smallRequest, weightsAfter } from './run.ts';

const finite = (weights: Float32Array) => weights.every(Number.isFinite);

const tables = new Tables();
tables.load(loadRequest('regression'));

/** A net whose updates grow from step to step. */
const growing = (learningRate: number, epochs = 60): TrainRequest =>
  trainRequest('regression', {
    model: { kind: 'mlp', params: { layers: 2, units: 8, activation: 'relu' } },
    training: { optimizer: 'sgd', learningRate, batchSize: 32, epochs, validationShare: 0.2 },
  });

async function runOn(engine: LoadedTrainer, request: TrainRequest) {
  const { context, reports } = contextOf<'train'>(tables, engine);
  return { response: await train(request, context), reports };
}

describe.each(nodeEngineNames)('on %s', (name) => {
  let engine: LoadedTrainer;
  beforeAll(async () => {
    engine = (await nodeEngines())[name];
  });

  it.each([3, 20, 1e3])('a learning rate of %s', async (learningRate) => {
    const { response, reports } = await runOn(engine, growing(learningRate));
    expect(response.failure).toMatchObject({ code: 'diverged' });
    const words = response.failure!.message;
    expect(words).toMatch(/Lower the learning rate|lower the learning rate/);
    expect(words).toMatch(/The gradient of (dense_1|dense_2|output) exploded first|norm of the gradient/);
    const [, step, epoch] = /at step (\d+), in epoch (\d+)/.exec(words)!;
    expect(Number(epoch)).toBe(Math.ceil(Number(step) / 8));
    expect(finite(response.model.weights)).toBe(true);
    expect(response.stopped).toBe(true);
    expect(actsOf(reports).at(-1)).toMatchObject({ callback: -1, id: 'guard', text: words });

    // The weights are those from before that step, and the step does break something.
    const { trainer: kind } = engine;
    const setup = await setupFor(growing(learningRate));
    const trainer = await kind.prepare(setup);
    while (trainer.step < Number(step) - 1) await trainer.advance(Number(step) - 1 - trainer.step);
    sameBits('the weights', response.model.weights, await trainer.weights());
    expect(finite(await trainer.outputs(setup.data.inputs))).toBe(true);
    await trainer.advance(1);
    const after = [await trainer.weights(), await trainer.outputs(setup.data.inputs)];
    expect(after.every(finite)).toBe(false);
    trainer.dispose();
    // Again, and where a callback looks at every batch: the same step.
    expect((await runOn(engine, growing(learningRate))).response.failure!.message).toBe(words);
  });

  it('a calm training is left alone', async () => {
    const { response, reports } = await runOn(engine, growing(0.01, 5));
    expect(response.failure).toBeNull();
    expect(actsOf(reports)).toEqual([]);
  });

  it('weights that a callback put back stay', async () => {
    const stopping = setting('early-stopping', { patience: 5, monitor: 'loss', restore_best_weights: true });
    const breaking = callback({
      'epoch-begin'(epoch, _logs, host) {
        if (epoch === 2) host.learningRate = 1e38;
      },
    });
    const request = smallRequest([stopping], { epochs: 6 });
    const { response } = await run(engine, request, [breaking]);
    expect(response.failure!.message).toMatch(/callback put back/);
    sameBits('the weights', response.model.weights, await weightsAfter(engine, smallRequest([]), 6));
    expect(response.failure!.message).toContain('it is 1.0e+38');
  });

  it('changes by callbacks are made again where the step is looked for', async () => {
    const steering = callback({
      async 'epoch-begin'(epoch, _logs, host) {
        if (epoch === 1) host.learningRate = 0.05;
        if (epoch === 2) await host.setWeights((await host.weights()).map((weight) => weight / 2));
        if (epoch === 3) host.learningRate = 1e38;
      },
    });
    const { response } = await run(engine, smallRequest([], { epochs: 6 }), [steering]);
    const [, step] = /at step (\d+)/.exec(response.failure!.message)!;
    const found: Float32Array[] = [];
    const watch = callback({
      async 'train-batch-begin'(_at, _logs, host) {
        if (host.step === Number(step) - 1) found.push(await host.weights());
      },
    });
    await run(engine, smallRequest([], { epochs: 6 }), [steering, watch]);
    sameBits('the weights', response.model.weights, found[0]!);
  });

  it('keeps nothing that is not finite under a name', async () => {
    const breaking = callback({
      'epoch-begin'(epoch, _logs, host) {
        if (epoch === 2) host.learningRate = 1e38;
      },
    });
    const keeping = setting('model-checkpoint', { filepath: '{epoch}.keras' });
    const { reports } = await run(engine, smallRequest([keeping], { epochs: 9, batchSize: 1 }), [breaking]);
    const kept = reports.flatMap(({ news }) => news.kept);
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.every(({ weights }) => finite(weights))).toBe(true);
  });
});

it('rows that are not finite are named', async () => {
  const { js } = await nodeEngines();
  const load = loadRequest('regression', 300, 5);
  const own = new Tables();
  const spoiled = load.table.columns.map((column) =>
    column.kind === 'number' && column.name === 'value'
      ? { ...column, values: column.values.map((value, row) => (row === 7 ? Infinity : value)) }
      : column,
  );
  own.load({ ...load, table: { ...load.table, columns: spoiled } });
  const { context } = contextOf<'train'>(own, js);
  const response = await train({ ...growing(0.01, 3), digest: load.digest }, context);
  expect(response.failure?.message).toMatch(/not a finite number/);
});

async function setupFor(request: TrainRequest) {
  const { js } = await nodeEngines();
  const seen: Parameters<typeof js.trainer.prepare>[0][] = [];
  const watched: LoadedTrainer = {
    ...js,
    trainer: {
      ...js.trainer,
      prepare(setup) {
        seen.push(setup);
        return js.trainer.prepare(setup);
      },
    },
  };
  await runOn(watched, { ...request, training: { ...request.training, epochs: 1 } });
  return seen[0]!;
}
