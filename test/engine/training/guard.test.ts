// Numbers that run away: the first step that does it is found exactly, the weights of the last good moment come back, and the
// cause is told.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/core/records.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { train } from '../../../src/engine/jobs/train.ts';
import type { TrainRequest } from '../../../src/engine/protocol.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { contextOf, loadRequest, trainRequest } from '../fixtures.ts';
import { sameBits } from '../trainers/parity.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';
import { actsOf, callback, run, setting, setupOf, smallRequest, weightsAfter } from './run.ts';

const finite = (weights: Float32Array) => weights.every(Number.isFinite);

const tables = new Tables();
tables.load(loadRequest('regression'));

const reluNet = { model: { kind: 'mlp', params: { layers: 2, units: 8, activation: 'relu' } } };

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
    expect(words).toMatch(/has the weights that it began with/);
    const [, step, epoch] = /at step (\d+), in epoch (\d+)/.exec(words)!;
    expect(Number(epoch)).toBe(Math.ceil(Number(step) / 8));
    expect(response.failedAt).toEqual({ epoch: Number(epoch) - 1, step: Number(step) - 1, learningRate });
    expect(response.stopped).toBe(true);
    expect(actsOf(reports).at(-1)).toMatchObject({ callback: -1, id: 'guard', text: words });

    // The step does break something, and none before it does.
    const setup = await setupFor(growing(learningRate));
    const trainer = await engine.trainer.prepare(setup);
    while (trainer.step < Number(step) - 1) await trainer.advance(Number(step) - 1 - trainer.step);
    expect(finite(await trainer.weights())).toBe(true);
    expect(finite(await trainer.outputs(setup.data.inputs))).toBe(true);
    await trainer.advance(1);
    const after = [await trainer.weights(), await trainer.outputs(setup.data.inputs)];
    expect(after.every(finite)).toBe(false);
    trainer.dispose();
    // Those before it were too long already: it goes back to where it began.
    sameBits('the weights', response.model.weights, setup.weights);
    expect(response.goodAt).toMatchObject({
      from: 'beginning',
      epoch: 0,
      step: 0,
      learningRate,
      history: [],
    });
    // Again: the same step, by the same steps before it.
    expect((await runOn(engine, growing(learningRate))).response.failure!.message).toBe(words);
  });

  it.each([10, 100])(
    'from the last good moment of a rate of %s a lower one gets on',
    async (learningRate) => {
      let checkpoint: Checkpoint | null = null;
      let rate = learningRate;
      for (let tries = 0; ; tries++) {
        expect(tries).toBeLessThan(4);
        const request = growing(rate, 20);
        const { response } = await runOn(engine, { ...request, checkpoint });
        const { failure, goodAt, history, model } = response;
        // Some rates are too high without breaking a number.
        if (!failure && history.at(-1)!.loss < 0.5) break;
        rate /= 10;
        if (!goodAt) continue;
        const { from, learningRate: _, ...good } = goodAt;
        expect(from).toBe('beginning');
        checkpoint = { runId: request.runId, weights: model.weights, ...good };
      }
      expect(rate).toBeLessThanOrEqual(learningRate / 10);
    },
  );

  it.each([0, 120])('is not taken in by a validation that takes %s ms', async (wait) => {
    const ends: Float32Array[] = [];
    const slow = callback({
      'test-begin': () => new Promise<void>((resolve) => setTimeout(resolve, wait)),
      async 'epoch-end'(_epoch, _logs, host) {
        ends.push(await host.weights());
      },
    });
    const request = smallRequest([], { epochs: 40, optimizer: 'sgd', learningRate: 1e5 }, reluNet);
    const { response } = await run(engine, request, [slow]);
    expect(response.failure).not.toBeNull();
    expect(response.model.weights).not.toEqual(ends.at(-1));
    const setup = await setupOf({ ...request, training: { ...request.training, epochs: 1 } });
    sameBits('the weights', response.model.weights, setup.weights);
  });

  it('goes back to the end of the last good epoch, with its rate, optimiser and history', async () => {
    // 23 epochs of three steps: the 64th step is in the 22nd.
    const raising = callback({
      'epoch-begin'(epoch, _logs, host) {
        if (epoch === 5) host.learningRate = 0.02;
        if (epoch === 23) host.learningRate = 1e36;
      },
    });
    const keeping = callback({
      async 'epoch-end'(epoch, _logs, host) {
        if (epoch === 21) await host.keep('then', false);
      },
    });
    const request = smallRequest([], { epochs: 30, optimizer: 'momentum', learningRate: 0.01 }, reluNet);
    const { response, reports } = await run(engine, request, [raising, keeping]);
    const [then] = reports.flatMap(({ news }) => news.kept);
    expect(response.failedAt).toMatchObject({ epoch: 23, learningRate: 1e36 });
    expect(response.failure!.message).toMatch(/it is 1\.0e\+36.*from the end of epoch 22, the last moment/);
    expect(response.goodAt).toMatchObject({
      from: 'before',
      epoch: 22,
      step: 66,
      learningRate: 0.02,
      stepsPerEpoch: 3,
    });
    expect(response.learningRate).toBe(0.02);
    sameBits('the optimiser', response.goodAt!.optimizer, then!.optimizer);
    sameBits('the weights', response.model.weights, then!.weights);
    expect(response.goodAt!.history).toEqual(response.history.slice(0, 22));
    expect(response.history.length).toBeGreaterThan(22);
  });

  it('goes back to a moment within a long epoch, whatever the clock', async () => {
    const raisedAt = 2 * 512 + 100;
    const steps: unknown[] = [];
    for (const wait of [0, 1]) {
      const raising = callback({
        async 'train-batch-begin'(batch, _logs, host) {
          if (batch === raisedAt) host.learningRate = 1e36;
          if (wait > 0 && batch % 100 === 0) await new Promise((resolve) => setTimeout(resolve, wait));
        },
      });
      const rows = Int32Array.from({ length: 2000 }, (_, i) => i % 240);
      const request = smallRequest(
        [],
        { epochs: 2, batchSize: 1, learningRate: 0.001 },
        { rows, ...reluNet },
      );
      const { response } = await run(engine, request, [raising]);
      expect(response.failedAt).toMatchObject({ learningRate: 1e36 });
      expect(response.failedAt!.step).toBeGreaterThanOrEqual(raisedAt);
      expect(response.goodAt).toMatchObject({
        from: 'before',
        epoch: 0,
        step: 1024,
        learningRate: 0.001,
        history: [],
      });
      expect(response.failure!.message).toContain('from step 1024, in epoch 1');
      steps.push([response.failure!.message, [...response.model.weights]]);
    }
    expect(steps[0]).toEqual(steps[1]);
  });

  it('a checkpoint that ran away already is not good either', async () => {
    const calm = smallRequest([], { epochs: 9, optimizer: 'sgd', learningRate: 1e30 }, reluNet);
    const setup = await setupOf({ ...calm, training: { ...calm.training, epochs: 1 } });
    const state = {
      epoch: 1,
      step: 3,
      weights: setup.weights.map((weight) => 1e15 * weight),
      optimizer: new Float32Array(),
    };
    const record = { epoch: 1, loss: 0.5, validationLoss: 0.5, metric: 1, validationMetric: 1, step: 3 };
    const checkpoint: Checkpoint = { runId: calm.runId, ...state, history: [record] };
    const { response } = await run(engine, { ...calm, checkpoint });
    expect(response.goodAt).toMatchObject({ from: 'beginning', step: 0, history: [] });
    sameBits('the weights', response.model.weights, setup.weights);
    // One that is good comes back.
    const good = await run(engine, { ...calm, checkpoint: { ...checkpoint, weights: setup.weights } });
    expect(good.response.goodAt).toMatchObject({ from: 'beginning', step: 3, history: [record] });
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
    expect(response.goodAt).toMatchObject({ from: 'callback', optimizer: new Float32Array() });
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
    expect(Number(step)).toBeGreaterThan(9);
    expect(response.failedAt).toMatchObject({ step: Number(step) - 1, learningRate: 1e38 });
    // Where every batch is looked at no step need be taken again, and it is the same.
    const norms: number[] = [];
    const watch = callback({
      async 'train-batch-begin'(_at, _logs, host) {
        norms.push(Math.hypot(...(await host.weights())));
      },
    });
    const watched = await run(engine, smallRequest([], { epochs: 6 }), [steering, watch]);
    expect(watched.response.failedAt).toEqual(response.failedAt);
    expect(norms.slice(0, Number(step)).every(Number.isFinite)).toBe(true);
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
