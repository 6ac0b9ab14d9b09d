// A training that is cut anywhere goes on to the same end: weights, history, files, what callbacks did and remember.

import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { CallbackSetting } from '../../../src/core/callback.ts';
import type { Checkpoint } from '../../../src/core/records.ts';
import type { TrainProgress, TrainRequest } from '../../../src/engine/protocol.ts';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';
import { actsOf, callback, run, setting, smallRequest } from './run.ts';

/** With the reports up to and with the one that brought it. */
function checkpointsOf(reports: readonly TrainProgress[]) {
  return reports.flatMap(({ checkpoint }, at) =>
    checkpoint ? [{ checkpoint, before: reports.slice(0, at + 1) }] : [],
  );
}

const pointsOf = (reports: readonly TrainProgress[]) =>
  reports
    .flatMap(({ news }) => news.points)
    .filter(({ series }) => series === 'learning_rate')
    .map(({ step, value }) => [step, value]);

const keptOf = (reports: readonly TrainProgress[]) => reports.flatMap(({ news }) => news.kept);
const filesOf = (reports: readonly TrainProgress[]) =>
  Object.fromEntries(reports.flatMap(({ news }) => news.files).map(({ name, text }) => [name, text]));

const byEpoch = [
  setting('early-stopping', { patience: 2, monitor: 'val_loss', restore_best_weights: true }),
  setting('reduce-lr-on-plateau', { patience: 0, monitor: 'loss', factor: 0.5, min_delta: 0.05 }),
  setting('model-checkpoint', { filepath: 'epoch-{epoch}.keras' }),
  setting('csv-logger', { filename: 'log.csv' }),
  setting('backup-and-restore', {}),
];
const byBatch = [
  setting('swap-ema-weights', { ema_momentum: 0.9, swap_on_epoch: true }),
  ...byEpoch.slice(0, 4),
  setting('backup-and-restore', { save_freq: '1' }),
];

describe.each(nodeEngineNames)('on %s', (name) => {
  let engine: LoadedTrainer;
  beforeAll(async () => {
    engine = (await nodeEngines())[name];
  });

  async function cutEverywhere(
    callbacks: readonly CallbackSetting[],
    training: Partial<TrainRequest['training']>,
  ) {
    const request = smallRequest(callbacks, { epochs: 7, ...training });
    const calm = await run(engine, request);
    const cuts = checkpointsOf(calm.reports);
    for (const { checkpoint, before } of cuts) {
      const kept: Checkpoint = structuredClone(checkpoint);
      const told = Object.entries(filesOf(before)).map(([file, text]) => ({ name: file, text }));
      const again = await run(engine, { ...request, checkpoint: kept, files: told });
      expect(again.response).toEqual(calm.response);
      const all = [...before, ...again.reports];
      expect(actsOf(all)).toEqual(actsOf(calm.reports));
      expect(pointsOf(all)).toEqual(pointsOf(calm.reports));
      expect(keptOf(all)).toEqual(keptOf(calm.reports));
      expect(filesOf(all)).toEqual(filesOf(calm.reports));
      expect(all.flatMap(({ records }) => records)).toEqual(calm.response.history);
    }
    return { calm, cuts };
  }

  it('after any epoch', async () => {
    const { calm, cuts } = await cutEverywhere(byEpoch, {});
    expect(actsOf(calm.reports).map(({ id }) => id)).toContain('reduce-lr-on-plateau');
    expect(cuts.length).toBeGreaterThan(2);
    expect(cuts.every(({ checkpoint: { step } }) => step % 3 === 0)).toBe(true);
  });

  it('after any batch', async () => {
    const { cuts } = await cutEverywhere(byBatch, { epochs: 4, dropout: 0.2, rateCourse: 'constant' });
    const steps = cuts.map(({ checkpoint: { step } }) => step);
    expect(steps.filter((step) => step % 3 !== 0).length).toBeGreaterThan(5);
    // Behind the last batch of an epoch, before its figures are known.
    expect(cuts.some(({ checkpoint: { epoch, history } }) => history.length < epoch)).toBe(true);
  });

  it('on a new device when one is lost, and tells nothing twice', async () => {
    const request = smallRequest(byBatch, { epochs: 4 });
    const calm = await run(engine, request);
    const calls = [8, 5, 1];
    const losing: LoadedTrainer = {
      ...engine,
      lost: Promise.resolve('unplugged'),
      trainer: {
        ...engine.trainer,
        async prepare(setup) {
          const trainer = await engine.trainer.prepare(setup);
          const { advance } = trainer;
          let left = calls.shift() ?? Infinity;
          trainer.advance = (most) =>
            left-- > 0
              ? advance.call(trainer, most)
              : Promise.reject(new AppError('engine-lost', 'The device was lost.'));
          return trainer;
        },
      },
    };
    const shaken = await run(losing, request);
    expect(shaken.response).toEqual(calm.response);
    expect(actsOf(shaken.reports)).toEqual(actsOf(calm.reports));
    expect(pointsOf(shaken.reports)).toEqual(pointsOf(calm.reports));
    expect(filesOf(shaken.reports)).toEqual(filesOf(calm.reports));
    expect(shaken.reports.flatMap(({ records }) => records)).toEqual(calm.response.history);
  });

  it('where a training is about to be ended by a callback there is no checkpoint', async () => {
    const stop = callback({
      'epoch-end'(epoch, _logs, host) {
        if (epoch === 1) host.stopTraining = true;
      },
    });
    const { reports, response } = await run(engine, smallRequest(byEpoch, { epochs: 5 }), [stop]);
    expect(response.history).toHaveLength(2);
    expect(checkpointsOf(reports).map(({ checkpoint }) => checkpoint.epoch)).toEqual([1]);
  });
});

describe('from a checkpoint of another run', () => {
  const base = smallRequest([], { epochs: 3 });
  let engine: LoadedTrainer;
  let given: Checkpoint;
  beforeAll(async () => {
    engine = (await nodeEngines()).wasm;
    const keeping = [setting('backup-and-restore', {})];
    const { reports } = await run(engine, { ...base, callbacks: keeping });
    const { callbacks: _, learningRate: __, ...rest } = checkpointsOf(reports).at(-1)!.checkpoint;
    given = rest;
  });
  const more = (changes: Partial<TrainRequest['training']>, checkpoint: Partial<Checkpoint> = {}) =>
    run(engine, {
      ...base,
      training: { ...base.training, epochs: 6, ...changes },
      checkpoint: { ...given, ...checkpoint },
    });

  it('more epochs are the same as all at once', async () => {
    const whole = await run(engine, { ...base, training: { ...base.training, epochs: 6 } });
    expect((await more({})).response).toEqual(whole.response);
  });

  it('another learning rate holds from there on', async () => {
    const { response, reports } = await more({ learningRate: 0.01 });
    expect(response.learningRate).toBe(0.01);
    expect(pointsOf(reports).map(([, value]) => value)).toEqual([0.01, 0.01, 0.01]);
    expect(response.model.weights).not.toEqual((await more({})).response.model.weights);
    expect(response.history.slice(0, 3)).toEqual(given.history);
  });

  it('with another batch size its epochs count', async () => {
    const { response, reports } = await more({ batchSize: 8 });
    expect(response.history.map(({ epoch, step }) => [epoch, step])).toEqual([
      ...given.history.map(({ epoch, step }) => [epoch, step]),
      ...[4, 5, 6].map((epoch) => [epoch, epoch * 5]),
    ]);
    expect(reports.at(-1)).toMatchObject({ epoch: 6, step: 30, steps: 30 });
    // Adam's corrections go on: nine steps were taken, however they are counted now.
    const again = checkpointsOf((await moreKept({ batchSize: 8 })).reports).at(-1)!.checkpoint;
    expect(again.step - (again.optimizerFrom ?? 0)).toBe(9 + 15);
  });
  const moreKept = (changes: Partial<TrainRequest['training']>, checkpoint: Partial<Checkpoint> = {}) =>
    run(engine, {
      ...base,
      callbacks: [setting('backup-and-restore', {})],
      training: { ...base.training, epochs: 6, ...changes },
      checkpoint: { ...given, ...checkpoint },
    });

  it.each<[string, Partial<TrainRequest['training']>, Partial<Checkpoint>]>([
    ['of smaller batches', { batchSize: 4 }, {}],
    ['stopped within its last epoch', {}, { stepsPerEpoch: 3, step: 8 }],
    ['stopped within its last epoch, from an old record', {}, { stepsPerEpoch: undefined, step: 8 }],
  ])('a fork of a parent %s is cut anywhere and ends the same', async (_, parent, changes) => {
    const keeping = { ...base, callbacks: [setting('backup-and-restore', {})] };
    const { reports } = await run(engine, { ...keeping, training: { ...base.training, ...parent } });
    const { callbacks: __, ...taken } = checkpointsOf(reports).at(-1)!.checkpoint;
    const last = { ...taken.history.at(-1)!, step: changes.step ?? taken.step };
    const fork: TrainRequest = {
      ...base,
      callbacks: [setting('backup-and-restore', { save_freq: '2' }), setting('terminate-on-nan')],
      training: { ...base.training, batchSize: 8, epochs: 6 },
      checkpoint: { ...taken, ...changes, history: taken.history.with(-1, last) },
    };
    const whole = await run(engine, fork);
    const cuts = checkpointsOf(whole.reports);
    expect(cuts.some(({ checkpoint: { step } }) => step % 5 !== 0)).toBe(true);
    for (const { checkpoint } of cuts) {
      const again = await run(engine, { ...fork, checkpoint: structuredClone(checkpoint) });
      expect(again.response).toEqual(whole.response);
    }
  });

  it('kept within an epoch goes on with the mean loss of its batches', async () => {
    const losses: Map<number, number>[] = [];
    const watch = () => {
      const seen = new Map<number, number>();
      losses.push(seen);
      return callback({
        'train-batch-end'(_at, logs, host) {
          seen.set(host.step, logs.get('loss')!);
        },
      });
    };
    const keeping = setting('model-checkpoint', { save_freq: '7', filepath: 'at.keras' });
    const request = smallRequest([keeping], { epochs: 1, batchSize: 4 });
    const { reports } = await run(engine, request, [watch()]);
    const [kept] = keptOf(reports);
    expect(kept).toMatchObject({ step: 7, stepsPerEpoch: 10, lossSum: expect.any(Number) });
    const { name: _, ...place } = kept!;
    await run(engine, { ...request, checkpoint: { runId: request.runId, history: [], ...place } }, [watch()]);
    const [whole, rest] = losses;
    expect([...rest!.keys()]).toEqual([8, 9, 10]);
    for (const [step, loss] of rest!) expect(loss).toBe(whole!.get(step));
    // Where no callback asked for it, it is the mean since then.
    const plain = await run(engine, request);
    expect(keptOf(plain.reports)[0]).not.toHaveProperty('lossSum');
  });

  it('of weights only begins with a fresh optimiser, whose corrections begin anew', async () => {
    const { response } = await more({}, { optimizer: new Float32Array() });
    expect(response.history).toHaveLength(6);
    expect(response.model.weights).not.toEqual((await more({})).response.model.weights);
    // The first step of a fresh Adam is about as long as the rate, for every parameter with a gradient.
    const first = callback({
      async 'train-batch-end'(_at, _logs, host) {
        host.stopTraining = true;
        const weights = await host.weights();
        const moves = weights.map((weight, i) => Math.abs(weight - given.weights[i]!));
        expect(Math.max(...moves)).toBeLessThan(0.101);
        expect(Math.max(...moves)).toBeGreaterThan(0.09);
      },
    });
    const fresh: TrainRequest = {
      ...base,
      training: { ...base.training, epochs: 6 },
      checkpoint: { ...given, optimizer: new Float32Array() },
    };
    await run(engine, fresh, [first]);
    // And what it keeps goes on to the same end.
    const kept = await moreKept({}, { optimizer: new Float32Array() });
    for (const { checkpoint } of checkpointsOf(kept.reports)) {
      const request = { ...fresh, callbacks: [setting('backup-and-restore', {})], checkpoint };
      expect((await run(engine, request)).response).toEqual(kept.response);
    }
  });

  it.each<[string, Partial<TrainRequest['training']>, Partial<Checkpoint>, RegExp]>([
    ['fewer epochs than it has', { epochs: 2 }, {}, /after epoch 3, and only 2/],
    ['another optimiser', { optimizer: 'momentum' }, {}, /another optimiser/],
    ['another run', {}, { runId: 'run/2' }, /another run/],
    ['a history that lacks epochs', {}, { history: [] }, /another run/],
    ['weights of another model', {}, { weights: new Float32Array(3) }, /another training/],
  ])('refuses %s in words', async (_, changes, checkpoint, words) => {
    await expect(more(changes, checkpoint)).rejects.toThrow(words);
  });

  it('refuses the states of other callbacks', async () => {
    await expect(more({}, { callbacks: [{}] })).rejects.toMatchObject({ code: 'corrupt' });
  });
});
