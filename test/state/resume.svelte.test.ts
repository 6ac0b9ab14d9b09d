// A reload in the midst of a training: the run goes on from its checkpoint and ends as if nothing had happened.

import { expect, it } from 'vitest';
import type { App } from '../../src/state/app.svelte.ts';
import { makeApp, until, type Made } from './make-app.ts';

/** In memory of the test, but a database that outlives the page's objects. */
const database = () => ({ name: `resume-${crypto.randomUUID()}`, witness: null });

/** Kept with every epoch, so that few are enough to be cut short. */
const short = {
  epochs: 120,
  callbacks: [{ id: 'backup-and-restore', params: { save_freq: 'epoch', delete_checkpoint: true } }],
};

async function toRetraining(
  app: App,
  { epochs, callbacks }: Pick<typeof short, 'epochs'> & Partial<typeof short> = { epochs: 400 },
): Promise<void> {
  await app.start();
  await app.stream.pause();
  await app.projects.startOver('bikes', 5);
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  const { training } = app.store.project.settings;
  // Large enough for its training to last some seconds.
  const model = { kind: 'mlp', params: { layers: 2, units: 160, activation: 'relu' } };
  await app.projects.change({ model, training: { ...training, epochs }, callbacks }, null);
}

/** The short training without a disturbance: what it ends with. */
async function undisturbed() {
  const { app, close } = await makeApp({ indexedDB: null, witness: null });
  await toRetraining(app, short);
  await app.training.retrain();
  const run = app.store.runs.at(-1)!;
  const found = { run, version: app.store.versions.at(-1)!, log: await app.store.log(run.id) };
  close();
  return found;
}
let known: ReturnType<typeof undisturbed> | null = null;
const calm = () => (known ??= undisturbed());

it('goes on from the checkpoint to the same weights and the same history', { timeout: 120_000 }, async () => {
  const { run: whole, version: wholeVersion, log: wholeLog } = await calm();
  expect(wholeLog.history.length).toBe(short.epochs);

  const options = database();
  const first: Made = await makeApp(options);
  await toRetraining(first.app, short);
  void first.app.training.retrain();
  const { storage } = first.app.opening;
  const runId = `${first.app.store.project.id}/run/2`;
  await until(() => first.app.training.running, 'the training begins');
  let kept = 0;
  for (let i = 0; i < 400 && kept === 0; i++) {
    kept = (await storage.checkpoint(runId))?.epoch ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(kept, 'a checkpoint is kept while it trains').toBeGreaterThan(0);
  first.close();

  const second = await makeApp(options);
  const { app } = second;
  await app.start();
  await until(() => app.store.runs.every((run) => run.endedAt !== null), 'the run ends', 60_000);
  const run = app.store.runs.at(-1)!;
  expect(run.id).toBe(runId);
  expect(run.status).toBe('done');
  expect((await app.store.log(run.id)).history).toEqual(wholeLog.history);
  expect(run.summary['val_loss']).toEqual(whole.summary['val_loss']);
  expect(app.store.versions.at(-1)!.weightsDigest).toBe(wholeVersion.weightsDigest);
  expect(app.store.versions.at(-1)!.comparison?.difference).toEqual(wholeVersion.comparison?.difference);
  expect(app.models.challenger?.number).toBe(2);
  second.close();
});

it('a worker killed in the midst is replaced, and the training ends with the same weights', async () => {
  const { version: whole } = await calm();

  const workers: Worker[] = [];
  const made = await makeApp({ indexedDB: null, witness: null }, () => {
    // Written out in one piece: only so does Vite know it as a worker.
    const worker = new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), {
      type: 'module',
    });
    workers.push(worker);
    return worker;
  });
  const { app } = made;
  await toRetraining(app, short);
  const running = app.training.retrain();
  const runId = `${app.store.project.id}/run/2`;
  const kept = async () => (await app.opening.storage.checkpoint(runId))?.epoch ?? 0;
  for (let i = 0; i < 500 && (await kept()) === 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await kept(), 'a checkpoint is kept while it trains').toBeGreaterThan(0);
  workers[0]!.terminate();
  workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'killed', cancelable: true }));
  await running;
  expect(workers).toHaveLength(2);
  expect(app.store.runs.at(-1)).toMatchObject({ id: runId, status: 'done' });
  expect(app.store.runs.at(-1)!.epochs).toBe(short.epochs);
  expect(app.store.versions.at(-1)!.weightsDigest).toBe(whole.weightsDigest);
  made.close();
}, 120_000);

it('a stopped training keeps what it learnt; a paused one waits', { timeout: 60_000 }, async () => {
  const made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await toRetraining(app);
  const running = app.training.retrain();
  await until(() => app.training.running, 'the training begins');
  await until(() => app.training.history.length > 3, 'some epochs');
  await app.training.pause();
  expect(app.store.runs.at(-1)?.status).toBe('paused');
  expect(app.training.job).toMatchObject({ phase: 'running', paused: true });
  // Reports that were under way still arrive; then nothing more comes.
  await new Promise((resolve) => setTimeout(resolve, 800));
  const held = app.training.history.length;
  expect(held).toBeLessThan(400);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(app.training.history.length).toBe(held);
  await app.training.resume();
  await until(() => app.training.history.length > held, 'it goes on');
  app.training.stop();
  await running;
  const run = app.store.runs.at(-1)!;
  expect(run.status).toBe('stopped');
  expect(run.epochs).toBeLessThan(400);
  expect(app.models.challenger?.number).toBe(2);
  made.close();
});

it(
  'old answers come back from the stored weights: promote, reload, roll back, score',
  { timeout: 60_000 },
  async () => {
    const options = database();
    const rows = Int32Array.from({ length: 300 }, (_, i) => 3000 + i);
    const answers = async (app: App) => {
      const model = await app.models.packageOf(app.models.champion!);
      const { digest } = app.datasets.current;
      return (await app.engine.evaluate({ digest, rows, model, metric: 'accuracy', seed: 1 })).scores;
    };
    const first = await makeApp(options);
    await toRetraining(first.app);
    await first.app.projects.change(
      { training: { ...first.app.store.project.settings.training, epochs: 20 } },
      null,
    );
    const old = await answers(first.app);
    await first.app.training.retrain();
    await first.app.promote();
    await first.app.stream.pause();
    const fresh = await answers(first.app);
    expect(fresh).not.toEqual(old);
    first.close();

    const second = await makeApp(options);
    await second.app.start();
    await second.app.stream.pause();
    expect(second.app.models.champion?.number).toBe(2);
    expect(await answers(second.app)).toEqual(fresh);
    await second.app.rollBack();
    expect(await answers(second.app)).toEqual(old);
    second.close();
  },
);

it('a paused training is still paused after a reload', { timeout: 60_000 }, async () => {
  const options = database();
  const first = await makeApp(options);
  await toRetraining(first.app);
  void first.app.training.retrain();
  await until(() => first.app.training.running, 'the training begins');
  await until(() => first.app.training.history.length > 3, 'some epochs');
  await first.app.training.pause();
  first.close();
  const second = await makeApp(options);
  const { app } = second;
  await app.start();
  await until(() => app.training.running, 'the run is taken up');
  expect(app.training.job).toMatchObject({ phase: 'running', paused: true });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(app.store.runs.at(-1)?.endedAt).toBeNull();
  app.training.stop();
  await until(() => app.store.runs.every((run) => run.endedAt !== null), 'stop ends it');
  second.close();
});

it(
  'knows how far a paused training has come before the engine says anything',
  { timeout: 60_000 },
  async () => {
    const options = database();
    const first = await makeApp(options);
    await toRetraining(first.app);
    void first.app.training.retrain();
    const runId = `${first.app.store.project.id}/run/2`;
    const { storage } = first.app.opening;
    const kept = async () => (await storage.checkpoint(runId))?.epoch ?? 0;
    for (let i = 0; i < 500 && (await kept()) === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await first.app.training.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    first.close();

    const second = await makeApp(options);
    await second.app.start();
    await until(() => second.app.training.standing !== null, 'the checkpoint is read');
    const { job } = second.app.training;
    const checkpoint = await second.app.opening.storage.checkpoint(runId);
    const { rows } = second.app.store.run(runId).trainedOn;
    const { batchSize } = second.app.store.run(runId).training;
    expect(job).toMatchObject({ phase: 'running', paused: true, progress: null });
    expect(second.app.training.standing).toEqual({
      epoch: checkpoint!.epoch,
      epochs: 400,
      step: checkpoint!.step,
      steps: 400 * Math.ceil(rows / batchSize),
      stepsPerSecond: 0,
    });
    expect(checkpoint!.epoch).toBeGreaterThan(0);
    // A tab that watches hears it as well.
    const watching = await makeApp(options);
    await watching.app.start();
    await until(() => watching.app.training.standing !== null, 'the watching tab hears of it');
    expect(watching.app.training.remote).toMatchObject({ paused: true, epoch: checkpoint!.epoch });
    expect(watching.app.training.history.length).toBe(checkpoint!.epoch);
    watching.close();
    second.close();
  },
);
