// Going on where a run was: forks from kept and from final parameters, runs whose numbers ran away, and the same run again.

import { afterEach, describe, expect, it } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import type { TrainingConfig } from '../../src/core/define.ts';
import { defaults } from '../../src/core/params.ts';
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
  it(
    'keeps its log and the last good parameters, registers nothing, and can be gone on from',
    { timeout: 60_000 },
    async () => {
      const app = await atAlarm({ optimizer: 'sgd', learningRate: 1e30 });
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
      const good = await app.opening.storage.keptOne(failed.id, 'last-good');
      expect(good!.weights.every(Number.isFinite)).toBe(true);
      expect((await app.store.log(failed.id)).events.some(({ id, acted }) => id === 'guard' && acted)).toBe(
        true,
      );
      await app.training.fork(failed.id, 'last-good', { training: { learningRate: 0.01 } });
      expect(app.store.runs.at(-1)).toMatchObject({ status: 'done', epochs: 12, parentId: failed.id });
      expect(app.models.challenger?.runId).toBe(app.store.runs.at(-1)!.id);
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
