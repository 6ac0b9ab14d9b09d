// A database of the release before there were logs: runs of format 1, their histories in a store beside them.

import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { wrap } from 'idb';
import { afterEach, expect, it, vi } from 'vitest';
import first from '../fixtures/storage/records-v1.json';
import { packHistory } from '../../src/storage/history.ts';
import { migrations } from '../../src/storage/migrations.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { epochs, project, run, runLog } from './records.ts';

afterEach(() => vi.restoreAllMocks());

async function open(indexedDB: IDBFactory): Promise<Storage> {
  return (await openStorage({ indexedDB, witness: null })).storage;
}

/** @param points of the history of run 2; run 1 has five good epochs. */
async function oldDatabase(points: unknown = packHistory(epochs(3))): Promise<IDBFactory> {
  const factory = new IDBFactory();
  const request = factory.open('model-loop', 2);
  request.onupgradeneeded = () => {
    const { result, transaction } = request;
    if (transaction) for (const step of migrations.slice(0, 2)) void step(result, transaction);
  };
  await wrap(request);
  const { history: _, ...old } = first.records.run;
  const put = (store: string, item: object) =>
    wrap(request.result.transaction(store, 'readwrite').objectStore(store).put(item));
  await put('projects', project());
  for (const [number, count] of [
    [1, 5],
    [2, 3],
  ] as const)
    await put('runs', { ...old, id: `p1/run/${number}`, number, epochs: count });
  await put('histories', { projectId: 'p1', runId: 'p1/run/1', points: packHistory(epochs(5)) });
  await put('histories', { projectId: 'p1', runId: 'p1/run/2', points });
  request.result.close();
  return factory;
}

it('old runs come with figures of their histories, and with their histories as logs', async () => {
  const storage = await open(await oldDatabase());
  const { runs, damaged } = await storage.load('p1');
  expect(damaged).toEqual([]);
  expect(runs.map(({ v, name, epochs: ended }) => [v, name, ended])).toEqual([
    [2, 'Run 1', 5],
    [2, 'Run 2', 3],
  ]);
  expect(runs[0]!.summary['loss']).toMatchObject({ n: 5, first: 0.5, last: 0.1, min: 0.1, minStep: 50 });
  expect(await storage.log('p1', 'p1/run/1')).toEqual({
    ...runLog('p1/run/1', { history: epochs(5) }),
    series: [],
    events: [],
    histograms: [],
    files: [],
  });
  storage.close();
});

it('an old run that is written again as it is stays; one that says something else is refused', async () => {
  const storage = await open(await oldDatabase());
  const [old] = (await storage.load('p1')).runs;
  await storage.commit({ runs: [old!] });
  expect((await storage.load('p1')).runs[0]).toEqual(old);
  expect((await storage.log('p1', 'p1/run/1'))!.history).toEqual(epochs(5));
  await expect(storage.commit({ runs: [{ ...old!, epochs: 4 }] })).rejects.toMatchObject({ code: 'storage' });
  storage.close();
});

it.each([[null], [new Float64Array(5)], ['text']])(
  'a damaged history (%o) is named and left in place',
  async (points) => {
    const storage = await open(await oldDatabase(points));
    const { runs, damaged } = await storage.load('p1');
    expect(damaged).toMatchObject([{ kind: 'history', key: 'p1/run/2' }]);
    expect(runs[1]).toMatchObject({ number: 2, epochs: 0, summary: {} });
    await expect(storage.log('p1', 'p1/run/2')).rejects.toMatchObject({ code: 'corrupt' });
    // Over what cannot be read nothing is written.
    await expect(storage.commit({ runs: [runs[1]!] })).rejects.toMatchObject({ code: 'corrupt' });
    storage.close();
  },
);

it('opening a project reads no history and no log, unless a run is from before there were summaries', async () => {
  const read: string[] = [];
  const { get, getAll } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    read.push(this.name);
    return get.call(this, key);
  });
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, query) {
    read.push(this.name);
    return getAll.call(this, query);
  });
  const heavy = () =>
    read.splice(0).filter((name) => ['histories', 'logs', 'kept', 'logParts'].includes(name));
  const fresh = await open(new IDBFactory());
  const runs = Array.from({ length: 20 }, (_, i) => run(`p1/run/${i}`, { number: i, status: 'done' }));
  await fresh.commit({ project: project(), runs, logs: runs.map(({ id }) => runLog(id)) });
  heavy();
  expect((await fresh.load('p1')).runs).toHaveLength(20);
  expect(heavy()).toEqual([]);
  fresh.close();
  const old = await open(await oldDatabase());
  heavy();
  await old.load('p1');
  expect(heavy()).toEqual(['histories']);
  old.close();
});
