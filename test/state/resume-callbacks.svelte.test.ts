// A training with callbacks that is cut in its midst ends as an undisturbed one: parameters, history, everything that its
// callbacks did and counted, the series and the files.

import { afterEach, expect, it } from 'vitest';
import type { CallbackSetting } from '../../src/core/callback.ts';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults } from '../../src/core/params.ts';
import type { Run } from '../../src/core/records.ts';
import type { App } from '../../src/state/app.svelte.ts';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { makeApp, until, type Made } from './make-app.ts';

const made: Made[] = [];
afterEach(() => {
  made.splice(0).forEach((item) => item.close());
});

const setting = (id: string, params: CallbackSetting['params']): CallbackSetting => ({
  id,
  params: { ...defaults(callbacks.get(id).params), ...params },
});
/** The rate falls several times, and then the training stops by itself and puts the best weights back. */
const settings = [
  setting('reduce-lr-on-plateau', { patience: 4, factor: 0.5 }),
  setting('early-stopping', { patience: 60, restore_best_weights: true }),
  setting('csv-logger', {}),
  setting('backup-and-restore', {}),
];

async function open(options: StorageOptions, makeWorker?: () => Worker): Promise<App> {
  const one = await makeApp(options, makeWorker);
  made.push(one);
  await one.app.start();
  await one.app.stream.pause();
  return one.app;
}

async function prepared(app: App): Promise<void> {
  await app.projects.startOver('bikes', 5);
  await app.stream.pause();
  await app.stream.jump(app.stream.total);
  await until(() => !app.stream.playing && app.store.openAlertId !== null, 'the alarm');
  const { training } = app.store.project.settings;
  const model = { kind: 'mlp', params: { layers: 2, units: 128, activation: 'relu' } };
  await app.projects.change(
    { model, training: { ...training, rateCourse: 'constant', epochs: 400 }, callbacks: settings },
    null,
  );
}

/** All that a run tells, without the clock. */
async function told(app: App) {
  const run: Run = app.store.runs.at(-1)!;
  const log = await app.store.log(run.id);
  return {
    status: run.status,
    epochs: run.epochs,
    weightsDigest: run.weightsDigest,
    history: log.history,
    events: log.events.map(({ timeMs: _, ...event }) => event),
    // Looks inside are taken by the clock.
    series: log.series
      .filter(
        ({ name }) => !/^(gradient_norm|weight_norm|dead_units|system)\/|^batch_(loss|metric)$/.test(name),
      )
      .map(({ name, steps, values }) => ({ name, steps, values })),
    files: log.files,
  };
}

async function undisturbed() {
  const app = await open({ indexedDB: null, witness: null });
  await prepared(app);
  await app.training.retrain();
  const whole = await told(app);
  expect(app.store.runs.at(-1)?.error ?? null).toBeNull();
  expect(whole.status).toBe('done');
  expect(whole.epochs).toBeLessThan(400);
  for (const id of ['reduce-lr-on-plateau', 'early-stopping', 'csv-logger', 'backup-and-restore'])
    expect(whole.events.some((event) => event.id === id && event.acted)).toBe(true);
  expect(whole.files).toHaveLength(1);
  made.splice(0).forEach((item) => item.close());
  return whole;
}

async function checkpointed(app: App, epochs: number): Promise<void> {
  const runId = `${app.store.project.id}/run/2`;
  let kept = 0;
  for (let i = 0; i < 5000 && kept < epochs; i++) {
    kept = (await app.opening.storage.checkpoint(runId))?.epoch ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(kept, 'a checkpoint is kept while it trains').toBeGreaterThanOrEqual(epochs);
}

it('after a reload', { timeout: 180_000 }, async () => {
  const whole = await undisturbed();
  const options = { name: `resume-${crypto.randomUUID()}`, witness: null };
  const first = await open(options);
  await prepared(first);
  void first.training.retrain();
  await checkpointed(first, 3);
  made.splice(0).forEach((item) => item.close());
  const second = await open(options);
  await until(() => second.store.runs.every((run) => run.endedAt !== null), 'the run ends', 90_000);
  await until(() => !second.training.running, 'all is quiet');
  expect(await told(second)).toEqual(whole);
});

it('after its worker was killed', { timeout: 180_000 }, async () => {
  const whole = await undisturbed();
  const workers: Worker[] = [];
  const app = await open({ indexedDB: null, witness: null }, () => {
    // Written out in one piece: only so does Vite know it as a worker.
    const worker = new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), {
      type: 'module',
    });
    workers.push(worker);
    return worker;
  });
  await prepared(app);
  const running = app.training.retrain();
  await checkpointed(app, 3);
  workers[0]!.terminate();
  workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'killed', cancelable: true }));
  await running;
  expect(workers).toHaveLength(2);
  expect(await told(app)).toEqual(whole);
});
