// The registry with many versions, weights that are let go of, and a project branched at its end or beside a broken branch.

import { afterEach, describe, expect, it } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults } from '../../src/core/params.ts';
import { registryRows } from '../../src/pages/deploy/registry/registry-view.ts';
import { Packages } from '../../src/state/packages.ts';
import type { App } from '../../src/state/app.svelte.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { makeApp, until, type Made } from './make-app.ts';

const open: Made[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.close();
});

async function quickApp(): Promise<App> {
  const made = await makeApp({ indexedDB: null, witness: null });
  open.push(made);
  const { app } = made;
  await app.start();
  await app.stream.pause();
  const { settings } = app.store.project;
  await app.projects.change({ pauseAtAlarm: false, training: { ...settings.training, epochs: 3 } }, null);
  return app;
}

async function jump(app: App, window: number): Promise<void> {
  await app.stream.jump(window);
  await until(() => !app.stream.playing, `window ${window} has passed`);
}

describe('five hundred versions', () => {
  it('are listed within 50 ms', { timeout: 60_000 }, async () => {
    const app = await quickApp();
    const [first] = app.store.versions;
    const run = app.store.run(first!.runId);
    const numbers = Array.from({ length: 499 }, (_, i) => i + 2);
    const { id: project } = app.store.project;
    await app.store.commit({
      runs: numbers.map((n) => ({
        ...run,
        id: `${project}/run/${n}`,
        number: n,
        modelVersionId: `${project}/v${n}`,
      })),
      versions: numbers.map((n) => ({
        ...first!,
        id: `${project}/v${n}`,
        number: n,
        runId: `${project}/run/${n}`,
      })),
      ledger: app.store.lines(
        ...numbers.flatMap((n) => [
          { kind: 'trained', modelVersionId: `${project}/v${n}`, reason: '' } as const,
          { kind: n % 3 ? 'kept' : 'promoted', modelVersionId: `${project}/v${n}`, reason: '' } as const,
        ]),
      ),
    });
    registryRows(app);
    const times = [1, 2, 3].map(() => {
      const began = performance.now();
      const rows = registryRows(app);
      expect(rows).toHaveLength(500);
      expect(rows[0]).toMatchObject({ role: 'turned down', runName: run.name });
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

describe('weights in memory', () => {
  it('are those of the versions that are needed and the last eight', async () => {
    const app = await quickApp();
    const [version] = app.store.versions;
    const read: string[] = [];
    const storage = {
      weights: (digest: string) => {
        read.push(digest);
        return Promise.resolve(new Float32Array(1));
      },
    } as Partial<Storage> as Storage;
    const packages = new Packages(storage, () => ['v1', null]);
    const ask = (n: number) => packages.of({ ...version!, id: `v${n}`, weightsDigest: `d${n}` });
    for (let n = 1; n <= 12; n++) await ask(n);
    read.length = 0;
    for (const n of [1, 12, 5, 6, 12]) await ask(n);
    expect(read).toEqual([]);
    await ask(2);
    expect(read).toEqual(['d2']);
    // The one that was asked longest ago had to go for it.
    await ask(7);
    expect(read).toEqual(['d2', 'd7']);
  });
});

describe('a project of its own', () => {
  it('has every label where the stream has ended, and what its runs kept', { timeout: 90_000 }, async () => {
    const app = await quickApp();
    const keeping = { id: 'model-checkpoint', params: defaults(callbacks.get('model-checkpoint').params) };
    await app.projects.change({ callbacks: [keeping] }, null);
    await jump(app, 6);
    await app.training.retrain();
    const run = app.store.runs.at(-1)!;
    const old = await app.opening.storage.keptPlaces(run.id);
    expect(old.length).toBeGreaterThan(0);
    await jump(app, app.stream.total);
    const unknown = () => app.store.windows.filter(({ performance }) => performance === null).length;
    expect(unknown()).toBe(0);
    await app.branching.goOn(app.stream.position, 'at the end');
    expect(app.stream.ended).toBe(true);
    expect(unknown()).toBe(0);
    const copy = app.store.runs.find(({ number }) => number === run.number)!;
    expect(copy.id).not.toBe(run.id);
    const kept = await app.opening.storage.keptPlaces(copy.id);
    expect(kept.map(({ name }) => name)).toEqual(old.map(({ name }) => name));
    const [one, other] = await Promise.all([
      app.opening.storage.keptOne(run.id, old[0]!.name),
      app.opening.storage.keptOne(copy.id, old[0]!.name),
    ]);
    expect(other?.weights).toEqual(one?.weights);
  });
});

describe('a what-if branch that fails', () => {
  it('stands as failed and does not stop the stream', { timeout: 60_000 }, async () => {
    const app = await quickApp();
    await jump(app, 6);
    const [first] = app.store.versions;
    await app.branches.add(first!.id, 0, 'first');
    const replay = app.engine.replay.bind(app.engine);
    app.engine.replay = () => Promise.reject(new Error('broken'));
    await jump(app, 10);
    expect(app.stream.position).toBe(10);
    expect(app.notices.list).toEqual([]);
    expect(app.branches.find(first!.id, 0)?.job.phase).toBe('failed');
    app.engine.replay = replay;
    await app.branches.add(first!.id, 0, 'first');
    const { facts, job } = app.branches.find(first!.id, 0)!;
    expect(job.phase).toBe('done');
    expect(facts?.values).toEqual(facts?.real);
    expect(facts?.difference.n).toBe(facts!.windows.length * app.datasets.current.scenario.windowRows);
  });
});
