import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { wrap } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { migrations } from '../../src/storage/migrations.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { Storage, StorageReport } from '../../src/storage/storage.ts';
import { checkpoint, line, modelVersion, Place, project, run, weightsOf, windowRecord } from './records.ts';

const name = 'model-loop';

async function open(indexedDB: IDBFactory, witness: Place | null = null): Promise<[Storage, StorageReport]> {
  const { storage, report } = await openStorage({ indexedDB, witness });
  return [storage, report];
}

async function raw(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(name, migrations.length);
  await wrap(request);
  return request.result;
}

/** Changes stored items behind the back of the storage. */
async function damage(factory: IDBFactory, store: string, change: (item: object) => object): Promise<void> {
  const database = await raw(factory);
  const items = database.transaction(store, 'readwrite').objectStore(store);
  const stored: object[] = await wrap(items.getAll());
  for (const item of stored) await wrap(items.put(change(item)));
  database.close();
}

afterEach(() => vi.restoreAllMocks());

describe('a full disk', () => {
  it('writes nothing by halves when a put is refused, and goes on afterwards', async () => {
    const [storage] = await open(new IDBFactory());
    await storage.commit({ project: project() });
    const put = IDBObjectStore.prototype.put;
    const patched = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: typeof put,
      ...args
    ) {
      if (Reflect.get(this, 'name') === 'ledger') throw new DOMException('Full.', 'QuotaExceededError');
      return Reflect.apply(put, this, args);
    });
    const changes = { project: project('p1', { position: 3 }), checkpoint: checkpoint(), ledger: [line(1)] };
    await expect(storage.commit(changes)).rejects.toMatchObject({ code: 'storage-full' });
    expect((await storage.load('p1')).project.position).toBe(0);
    expect(await storage.checkpoint('p1/run/1')).toBeNull();
    patched.mockRestore();
    await storage.commit(changes);
    expect((await storage.load('p1')).ledger).toHaveLength(1);
    storage.close();
  });

  it('believes the transaction, not the put that succeeded before it', async () => {
    const [storage] = await open(new IDBFactory());
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: typeof put, ...args) {
      const request: IDBRequest<IDBValidKey> = Reflect.apply(put, this, args);
      // The identity is the last thing written: every put has said "success" when the browser aborts.
      if (Reflect.get(this, 'name') === 'identity')
        request.addEventListener('success', () => {
          const { transaction } = request;
          if (!transaction) throw new Error('no transaction');
          Reflect.apply(Reflect.get(transaction, '_abort'), transaction, ['QuotaExceededError']);
          Reflect.set(transaction, 'error', new DOMException('Full.', 'QuotaExceededError'));
        });
      return request;
    });
    await expect(storage.commit({ project: project() })).rejects.toMatchObject({ code: 'storage-full' });
    vi.restoreAllMocks();
    expect(await storage.projects()).toEqual([]);
    storage.close();
  });
});

describe('damaged records', () => {
  it('are left in place, named and skipped', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    await storage.commit({
      project: project(),
      runs: [run(), run('p1/run/2', { number: 2 })],
      versions: [modelVersion()],
      windows: [windowRecord(0), windowRecord(1)],
      ledger: [line(1), line(2)],
    });
    await damage(factory, 'windows', (item) =>
      Reflect.get(item, 'index') === 1 ? { ...item, scores: 'x' } : item,
    );
    await damage(factory, 'ledger', (item) =>
      Reflect.get(item, 'seq') === 2 ? { ...item, kind: 'x' } : item,
    );
    await damage(factory, 'versions', (item) => ({ ...item, recipe: null }));
    await damage(factory, 'runs', (item) =>
      Reflect.get(item, 'number') === 1 ? { ...item, status: 'x' } : item,
    );
    const contents = await storage.load('p1');
    expect(contents.damaged.map(({ kind, key }) => [kind, key])).toEqual([
      ['run', 'p1/run/1'],
      ['model version', 'p1/model/1'],
      ['window', 'p1, 1'],
      ['ledger line', 'p1, 2'],
    ]);
    expect(contents.damaged[0]!.reason).toContain('status');
    expect(contents.runs).toEqual([run('p1/run/2', { number: 2 })]);
    expect(contents.windows).toEqual([windowRecord(0)]);
    // A damaged line keeps its number: the ledger goes on after it and never over it.
    await expect(storage.commit({ ledger: [line(2)] })).rejects.toMatchObject({ code: 'corrupt' });
    await storage.commit({ ledger: [line(3)] });
    expect((await storage.load('p1')).damaged).toHaveLength(4);
    storage.close();
  });

  it('do not hide the other projects', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    await storage.commit({ project: project('good') });
    await storage.commit({ project: project('bad') });
    await damage(factory, 'projects', (item) => (Reflect.get(item, 'id') === 'bad' ? { id: 'bad' } : item));
    storage.close();
    const [again, report] = await open(factory);
    expect((await again.projects()).map(({ id }) => id)).toEqual(['good']);
    expect(report.damaged).toMatchObject([{ kind: 'project', key: 'bad' }]);
    await expect(again.load('bad')).rejects.toMatchObject({ code: 'corrupt' });
    again.close();
  });

  it('refuses weights whose checksum is wrong', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    const weights = await weightsOf(Float32Array.of(1, 2, 3));
    await storage.commit({ weights: [weights] });
    await damage(factory, 'weights', (item) => ({ ...item, bytes: Float32Array.of(1, 2, 4).buffer }));
    await expect(storage.weights(weights.digest)).rejects.toMatchObject({ code: 'corrupt' });
    storage.close();
  });

  it('stops at a record of a newer release', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    await storage.commit({ project: project(), ledger: [line(1)] });
    await damage(factory, 'ledger', (item) => ({ ...item, v: 2 }));
    await expect(storage.load('p1')).rejects.toMatchObject({ code: 'newer-data' });
    storage.close();
  });
});

describe('lost and taken connections', () => {
  it('opens a dead connection anew and writes once', async () => {
    const factory = new IDBFactory();
    const handles: IDBDatabase[] = [];
    const openRequest = factory.open.bind(factory);
    factory.open = (...args) => {
      const request = openRequest(...args);
      request.addEventListener('success', () => handles.push(request.result));
      return request;
    };
    const [storage] = await open(factory);
    await storage.commit({ project: project(), ledger: [line(1)] });
    for (const handle of handles) handle.close();
    await storage.commit({ ledger: [line(2)] });
    expect((await storage.load('p1')).ledger).toHaveLength(2);
    expect(handles).toHaveLength(2);
    storage.close();
  });

  it('stops for a newer release in another tab', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    await storage.commit({ project: project() });
    const request = factory.open(name, migrations.length + 1);
    await wrap(request);
    await expect(storage.commit({ project: project() })).rejects.toMatchObject({ code: 'newer-data' });
    request.result.close();
    storage.close();
  });

  it('does not write on into an empty database after site data was cleared', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory);
    await storage.commit({ project: project() });
    const database = await raw(factory);
    await wrap(database.transaction('identity', 'readwrite').objectStore('identity').clear());
    database.close();
    await expect(storage.commit({ windows: [windowRecord()] })).rejects.toMatchObject({ code: 'storage' });
    expect((await storage.load('p1')).windows).toEqual([]);
    storage.close();
  });

  it('answers after close with an error, not with a new connection', async () => {
    const [storage] = await open(new IDBFactory());
    storage.close();
    await expect(storage.projects()).rejects.toMatchObject({ code: 'storage' });
  });
});

describe('the witness', () => {
  it('tells of a database that opens empty and silent, until it is acknowledged', async () => {
    const witness = new Place();
    const [storage] = await open(new IDBFactory(), witness);
    await storage.commit({ project: project(), ledger: [line(1), line(2)] });
    await storage.commit({ ledger: [line(3)] });
    storage.close();
    const replaced = new IDBFactory();
    const loss = { dataLoss: true, missing: { projects: 1, ledgerLines: 3, commits: 2 } };
    const [second, report] = await open(replaced, witness);
    expect(report).toMatchObject(loss);
    await second.commit({ project: project('p2') });
    second.close();
    const [third, stillKnown] = await open(replaced, witness);
    expect(stillKnown).toMatchObject(loss);
    await third.acknowledgeLoss();
    third.close();
    const [fourth, quiet] = await open(replaced, witness);
    expect(quiet).toMatchObject({ dataLoss: false, missing: null });
    fourth.close();
  });

  it('tells of the newest commits that are gone', async () => {
    const factory = new IDBFactory();
    const witness = new Place();
    const [storage] = await open(factory, witness);
    await storage.commit({ project: project(), ledger: [line(1)] });
    for (const position of [1, 2]) await storage.commit({ project: project('p1', { position }) });
    storage.close();
    await damage(factory, 'identity', (item) => ({ ...item, commits: 1 }));
    const [again, report] = await open(factory, witness);
    expect(report).toMatchObject({ dataLoss: false, missing: { projects: 0, ledgerLines: 0, commits: 2 } });
    again.close();
  });

  it('takes over what a database holds that is ahead of it', async () => {
    const factory = new IDBFactory();
    const [storage] = await open(factory, null);
    await storage.commit({ project: project(), ledger: [line(1)], runs: [run('r')] });
    storage.close();
    const witness = new Place();
    const [again, report] = await open(factory, witness);
    expect(report).toMatchObject({ dataLoss: false, missing: null });
    again.close();
    expect(JSON.parse(witness.getItem('model-loop/witness')!)).toMatchObject({ projects: 1, ledgerLines: 1 });
  });
});
