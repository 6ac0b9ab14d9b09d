// What the view under the hood asks: of every run's kept parameters, and beside a training that is under way.

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
const keepAll = {
  id: 'model-checkpoint',
  params: { ...defaults(callbacks.get('model-checkpoint').params), filepath: 'epoch-{epoch:02d}.keras' },
};

async function atAlarm(training: Partial<TrainingConfig>): Promise<App> {
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
    { model, training: { ...app.store.project.settings.training, ...training } },
    null,
  );
  return app;
}

const descending = {
  optimizer: 'sgd',
  learningRate: 0.05,
  steps: 100,
  slice: 'trail',
  parameters: [0, 1],
} as const;

describe('under the hood', () => {
  it('offers what any run kept, and walks on from there', { timeout: 60_000 }, async () => {
    const app = await atAlarm({ epochs: 3 });
    await app.projects.change({ callbacks: [keepAll] }, null);
    await app.training.retrain();
    const first = app.store.runs.at(-1)!;
    await app.projects.change({ callbacks: [] }, null);
    await app.training.retrain();
    const second = app.store.runs.at(-1)!;
    const { hood } = app;
    await hood.lookForKept(second.id);
    expect(hood.kept).toEqual({ runId: second.id, places: [] });
    await hood.lookForKept(first.id);
    expect(hood.kept?.places?.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    const checkpoint = hood.kept!.places![1]!;
    await hood.walkThrough({ kind: 'kept', checkpoint }, 0);
    expect(hood.walk).toMatchObject({ phase: 'done', result: { step: checkpoint.step } });
    // The last question counts, whichever answer comes last.
    await Promise.all([hood.lookForKept(first.id), hood.lookForKept(second.id)]);
    expect(hood.kept).toEqual({ runId: second.id, places: [] });
  });

  it(
    'takes turns with a training under way, which ends with the same bits as without',
    { timeout: 120_000 },
    async () => {
      const app = await atAlarm({ epochs: 60 });
      const { hood, training } = app;
      const ended = training.retrain();
      await until(() => training.history.length > 0, 'the first epoch');
      const before = training.history.length;
      await hood.walkThrough({ kind: 'fresh' }, 20);
      await hood.descend({ kind: 'fresh' }, descending);
      expect([hood.walk.phase, hood.landscape.phase]).toEqual(['done', 'done']);
      // It went on meanwhile, or was through already.
      if (training.job.phase === 'running') expect(training.history.length).toBeGreaterThan(before);
      await ended;
      const run = app.store.runs.at(-1)!;
      expect(run).toMatchObject({ status: 'done', epochs: 60 });
      // Once more, with nothing beside it.
      await training.verify(run.id);
      expect(app.store.notes.find(({ runId }) => runId === run.id)?.verification).toMatchObject({
        same: true,
        digest: run.weightsDigest,
      });
    },
  );

  it('gives up a look that is cancelled beside a training', { timeout: 120_000 }, async () => {
    const app = await atAlarm({ epochs: 40 });
    const { hood, training } = app;
    const ended = training.retrain();
    await until(() => training.history.length > 0, 'the first epoch');
    const asked = hood.descend({ kind: 'fresh' }, { ...descending, steps: 500 });
    await until(() => hood.landscape.phase === 'running', 'the descent');
    if (hood.landscape.phase === 'running') hood.landscape.cancel();
    await asked;
    expect(hood.landscape.phase).toBe('idle');
    await ended;
    expect(app.store.runs.at(-1)).toMatchObject({ status: 'done', epochs: 40 });
  });
});
