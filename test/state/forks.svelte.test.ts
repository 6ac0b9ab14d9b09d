// Going on where a run was: forks from kept and from final parameters, runs whose numbers ran away, and the same run again.

import { afterEach, describe, expect, it } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import type { CallbackSetting } from '../../src/core/callback.ts';
import type { TrainingConfig } from '../../src/core/define.ts';
import { defaults } from '../../src/core/params.ts';
import type { Run } from '../../src/core/records.ts';
import type { RunLog } from '../../src/core/run-records.ts';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

const made: Made[] = [];
afterEach(() => {
  made.splice(0).forEach((item) => item.close());
});

const model = { kind: 'mlp', params: { layers: 1, units: 16, activation: 'relu' } };

/** A project at its first alarm, with settings for the next training. */
async function atAlarm(training: Partial<TrainingConfig> = {}): Promise<App> {
  const one = await makeApp({ indexedDB: null, witness: null });
  made.push(one);
  const { app } = one;
  await app.start();
  await app.stream.pause();
  await app.projects.startOver('bikes', 5);
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  await app.projects.change(
    { model, training: { ...app.store.project.settings.training, epochs: 12, ...training } },
    null,
  );
  return app;
}

const keepAll = {
  id: 'model-checkpoint',
  params: { ...defaults(callbacks.get('model-checkpoint').params), filepath: 'epoch-{epoch:02d}.keras' },
};

describe('a fork', () => {
  it(
    'of a kept checkpoint with unchanged settings ends with the same bits as its parent',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm();
      await app.projects.change({ callbacks: [keepAll] }, null);
      await app.training.retrain();
      const parent = app.store.runs.at(-1)!;
      const kept = await app.opening.storage.keptPlaces(parent.id);
      expect(kept.length).toBe(12);
      const middle = kept.find(({ epoch }) => epoch === 5)!;
      await app.training.fork(parent.id, middle.name, {});
      const fork = app.store.runs.at(-1)!;
      expect(fork).toMatchObject({
        number: parent.number + 1,
        status: 'done',
        parentId: parent.id,
        forkedFrom: { runId: parent.id, epoch: 5, step: middle.step },
        epochs: 12,
        weightsDigest: parent.weightsDigest,
      });
      const [ofParent, ofFork] = await Promise.all([app.store.log(parent.id), app.store.log(fork.id)]);
      expect(ofFork.history).toEqual(ofParent.history);
      expect(app.store.versions.at(-1)!.runId).toBe(fork.id);
      expect(app.models.champion?.number).toBe(1);
    },
  );

  it(
    'within an epoch goes on with its sums, so that batches are told as in its parent',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm({ batchSize: 32 });
      const every = {
        id: 'model-checkpoint',
        params: { ...keepAll.params, save_freq: '7', filepath: 'at-{epoch}-{batch}.keras' },
      };
      const told = {
        id: 'lambda',
        params: {
          ...defaults(callbacks.get('lambda').params),
          ...{ hook: 'train-batch-end', action: 'log', name: 'running', value: 'loss' },
        },
      };
      await app.projects.change({ callbacks: [every, told] }, null);
      await app.training.retrain();
      const parent = app.store.runs.at(-1)!;
      const { storage } = app.opening;
      const steps = Math.ceil(parent.trainedOn.rows / 32);
      const places = await storage.keptPlaces(parent.id);
      const middle = places.find(({ epoch, step }) => epoch === 4 && step > 4 * steps)!;
      expect(middle).toMatchObject({ stepsPerEpoch: steps, lossSum: expect.any(Number), bare: false });
      await app.training.fork(parent.id, middle.name, {});
      const fork = app.store.runs.at(-1)!;
      expect(fork).toMatchObject({ status: 'done', weightsDigest: parent.weightsDigest });
      expect(await storage.keptOne(fork.id, 'fork-start')).toMatchObject({
        epoch: 4,
        step: middle.step,
        stepsPerEpoch: steps,
        lossSum: middle.lossSum,
      });
      const [ofParent, ofFork] = await Promise.all([app.store.log(parent.id), app.store.log(fork.id)]);
      const running = (log: RunLog) => {
        const { steps: at, values } = log.series.find(({ name }) => name === 'running')!;
        return [at, values];
      };
      expect(running(ofFork)).toEqual(running(ofParent));
      expect(ofFork.history).toEqual(ofParent.history);
    },
  );

  it(
    'of final parameters goes on with a fresh optimiser and other settings',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm();
      await app.training.retrain();
      const parent = app.store.runs.at(-1)!;
      await app.training.fork(parent.id, null, {
        training: { epochs: 20, optimizer: 'sgd', learningRate: 0.001 },
      });
      const fork = app.store.runs.at(-1)!;
      expect(fork).toMatchObject({
        status: 'done',
        epochs: 20,
        training: { optimizer: 'sgd', learningRate: 0.001 },
      });
      expect(fork.forkedFrom).toMatchObject({ runId: parent.id, epoch: 12 });
      const [ofParent, ofFork] = await Promise.all([app.store.log(parent.id), app.store.log(fork.id)]);
      expect(ofFork.history.slice(0, 12)).toEqual(ofParent.history);
      expect(fork.weightsDigest).not.toBe(parent.weightsDigest);
    },
  );

  it.each([4, 256])(
    'with batches of %i rows counts its steps on, and its last figures are its own',
    { timeout: 60_000 },
    async (batchSize) => {
      const app = await atAlarm({ batchSize: 32 });
      await app.projects.change({ callbacks: [keepAll] }, null);
      await app.training.retrain();
      const parent = app.store.runs.at(-1)!;
      await app.training.fork(parent.id, 'epoch-08.keras', { training: { batchSize } });
      const fork = app.store.runs.at(-1)!;
      const log = await app.store.log(fork.id);
      const steps = Math.ceil(fork.trainedOn.rows / batchSize);
      expect(log.history.map(({ step }) => step)).toEqual(
        Array.from({ length: 12 }, (_, i) => (i + 1) * steps),
      );
      expect(fork.summary['loss']).toMatchObject({ last: log.history.at(-1)!.loss, lastStep: 12 * steps });
      for (const { name, steps: of, values } of log.series) {
        expect(
          of.every((step, i) => i === 0 || step >= of[i - 1]!),
          name,
        ).toBe(true);
        expect(fork.summary[name]!.last, name).toBe(values.at(-1));
      }
      // It began where it says, so that it can be done again.
      await app.training.verify(fork.id);
      expect(app.training.verification).toMatchObject({ phase: 'done', result: { same: true } });
    },
  );

  it('of the first run is a challenger that is compared with the champion', { timeout: 60_000 }, async () => {
    const app = await atAlarm();
    const first = app.store.runs[0]!;
    await app.training.fork(first.id, null, { training: { epochs: first.epochs + 5 } });
    expect(app.models.champion?.number).toBe(1);
    expect(app.models.challenger?.comparison?.rows).toBeGreaterThan(0);
    expect(app.store.runs.at(-1)).toMatchObject({ purpose: 'retrain', plan: null, parentId: first.id });
    expect(app.store.ledger.some(({ reason }) => reason.startsWith('went on from Run 1 after epoch'))).toBe(
      true,
    );
  });

  it('is refused in words where it cannot be, and nothing is written', { timeout: 60_000 }, async () => {
    const app = await atAlarm();
    const first = app.store.runs[0]!;
    const before = app.store.runs;
    for (const [name, changes, words] of [
      ['nothing', {}, 'has kept no parameters'],
      [null, {}, 'Ask for more than'],
      [null, { training: { epochs: 99, seed: 7 } }, 'Seed'],
      [null, { training: { epochs: 99 }, callbacks: [{ id: 'nobody', params: {} }] }, 'no callback called'],
      [null, { training: { epochs: 99, validationShare: 0.4 } }, 'validation share'],
    ] as const)
      await expect(app.training.fork(first.id, name, changes)).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining(words),
      });
    expect(app.store.runs).toBe(before);
    expect(app.training.running).toBe(false);
  });
});

describe('a run whose numbers ran away', () => {
  /** A learning rate that breaks the weights in one epoch and is the usual one before. */
  const breaksIn = (epoch: number): CallbackSetting => ({
    id: 'lambda',
    params: {
      ...defaults(callbacks.get('lambda').params),
      hook: 'epoch-begin',
      condition: `epoch == ${epoch}`,
      action: 'set-learning-rate',
      value: '1e30',
    },
  });

  // What the button of a failed run asks for.
  const slower = (failed: Run) => ({
    training: { ...failed.training, learningRate: failed.training.learningRate / 10 },
  });

  it.each([
    ['first', 0],
    ['seventh', 6],
    ['last', 11],
  ])(
    'in its %s epoch keeps its log and where the numbers were good, registers nothing, and can be gone on from to the end',
    { timeout: 60_000 },
    async (_, epoch) => {
      const app = await atAlarm({ optimizer: 'sgd', learningRate: 0.01, rateCourse: 'constant' });
      await app.projects.change({ callbacks: [breaksIn(epoch)] }, null);
      await app.training.retrain();
      const failed = app.store.runs.at(-1)!;
      expect(failed).toMatchObject({
        status: 'failed',
        error: { code: 'diverged' },
        modelVersionId: null,
        weightsDigest: null,
      });
      expect(app.training.job).toMatchObject({ phase: 'failed', run: { id: failed.id } });
      expect(app.store.versions).toHaveLength(1);
      const log = await app.store.log(failed.id);
      expect(log.events.some(({ id, acted }) => id === 'guard' && acted)).toBe(true);
      const good = (await app.opening.storage.keptOne(failed.id, 'last-good'))!;
      expect(good.weights.every(Number.isFinite)).toBe(true);
      // Before the epoch that broke, and with a rate from there.
      expect(good.epoch).toBeLessThanOrEqual(epoch);
      expect(good.step).toBeLessThanOrEqual((epoch + 1) * good.stepsPerEpoch!);
      await app.training.fork(failed.id, 'last-good', { ...slower(failed), callbacks: [] });
      const fork = app.store.runs.at(-1)!;
      expect(fork).toMatchObject({ status: 'done', epochs: 12, parentId: failed.id });
      expect(fork.forkedFrom).toMatchObject({ epoch: good.epoch, step: good.step });
      expect(app.models.challenger?.runId).toBe(fork.id);
      const { history } = await app.store.log(fork.id);
      expect(history.map((record) => record.epoch)).toEqual(Array.from({ length: 12 }, (_item, i) => i + 1));
      expect(history.every(({ loss }) => Number.isFinite(loss))).toBe(true);
      expect(history.slice(0, good.epoch)).toEqual(log.history.slice(0, good.epoch));
    },
  );

  it(
    'by a learning rate that is far too high from the start can be gone on from as well',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm({ optimizer: 'sgd', learningRate: 1e30 });
      await app.training.retrain();
      const failed = app.store.runs.at(-1)!;
      expect(failed.error?.code).toBe('diverged');
      await app.training.fork(failed.id, 'last-good', { training: { learningRate: 0.01 } });
      expect(app.store.runs.at(-1)).toMatchObject({ status: 'done', epochs: 12, parentId: failed.id });
    },
  );
});

describe('the same run again', () => {
  it(
    'ends with the same bits, registers nothing and is written down with the note',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm();
      await app.projects.change({ callbacks: [keepAll] }, null);
      await app.training.retrain();
      const run = app.store.runs.at(-1)!;
      await app.training.fork(run.id, 'epoch-05.keras', { training: { learningRate: 0.001 } });
      const fork = app.store.runs.at(-1)!;
      const before = [app.store.runs.length, app.store.versions.length, app.store.ledger.length];
      for (const { id, weightsDigest } of [app.store.runs[0]!, run, fork]) {
        await app.training.verify(id);
        const { verification } = app.store.notes.find(({ runId }) => runId === id)!;
        expect(verification).toMatchObject({
          same: true,
          digest: weightsDigest,
          was: weightsDigest,
          why: null,
        });
        expect(app.training.verification).toMatchObject({ phase: 'done', runId: id, result: verification });
      }
      expect([app.store.runs.length, app.store.versions.length, app.store.ledger.length]).toEqual(before);
      expect((await app.opening.storage.keptPlaces(`${run.id}/again`)).length).toBe(0);
    },
  );

  it('says why it cannot tell', { timeout: 60_000 }, async () => {
    const app = await atAlarm({ optimizer: 'sgd', learningRate: 1e30 });
    await app.training.retrain();
    const failed = app.store.runs.at(-1)!;
    await app.training.verify(failed.id);
    expect(app.training.verification).toMatchObject({
      result: { same: null, why: expect.stringContaining('nothing to compare') },
    });
  });
});
