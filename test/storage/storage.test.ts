import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { storageAcceptance } from './acceptance.ts';
import { line, Place, project } from './records.ts';

storageAcceptance('indexeddb', async () => {
  const { storage, report } = await openStorage({ indexedDB: new IDBFactory(), witness: null });
  expect(report).toEqual({ kind: 'indexeddb', reason: null, dataLoss: false, missing: null, damaged: [] });
  return storage;
});

storageAcceptance('memory', async () => {
  const { storage, report } = await openStorage({ indexedDB: null, witness: null });
  expect(report.kind).toBe('memory');
  return storage;
});

/** A browser whose `indexedDB.open` fails with the named errors, one a call, and works afterwards. */
function failing(...names: string[]): IDBFactory & { opens: () => number } {
  const factory = new IDBFactory();
  let opens = 0;
  const open = factory.open.bind(factory);
  return Object.assign(factory, {
    opens: () => opens,
    open: (name: string, version?: number) => {
      const failure = names[opens++];
      if (failure === undefined) return open(name, version);
      const broken = new EventTarget();
      queueMicrotask(() => Reflect.get(broken, 'onerror')?.(new Event('error')));
      return Object.assign(broken, { error: new DOMException('Internal error.', failure) });
    },
  });
}

describe('openStorage', () => {
  it('falls back to memory where there is no IndexedDB, and says why', async () => {
    const { storage, report } = await openStorage({ indexedDB: null, witness: null });
    expect(storage.kind).toBe('memory');
    expect(report.reason).toContain('no database');
  });

  it.each(['SecurityError', 'InvalidStateError'])('falls back to memory when refused by %s', async (name) => {
    const { storage, report } = await openStorage({ indexedDB: failing(name), witness: null });
    expect(storage.kind).toBe('memory');
    expect(report.reason).toContain('does not let this page keep anything');
  });

  it('reports in memory what the witness knows of and cannot be reached', async () => {
    const witness = new Place();
    const first = await openStorage({ indexedDB: new IDBFactory(), witness });
    await first.storage.commit({ project: project(), ledger: [line(1), line(2)] });
    first.storage.close();
    const { report } = await openStorage({ indexedDB: null, witness });
    expect(report.missing).toEqual({ projects: 1, ledgerLines: 2, commits: 1 });
  });

  it('tries an unknown error three times more, each with a fresh open', async () => {
    const factory = failing('UnknownError', 'UnknownError', 'UnknownError');
    const { storage } = await openStorage({ indexedDB: factory, witness: null, retryDelayMs: 1 });
    expect(storage.kind).toBe('indexeddb');
    expect(factory.opens()).toBe(4);
    storage.close();
  });

  it('does not begin anew in memory when the store cannot be opened', async () => {
    const factory = failing(...Array<string>(4).fill('UnknownError'));
    await expect(openStorage({ indexedDB: factory, witness: null, retryDelayMs: 1 })).rejects.toMatchObject({
      code: 'storage',
    });
  });

  it('tells one tab of the commits of another', async () => {
    const indexedDB = new IDBFactory();
    const [a, b] = [
      (await openStorage({ indexedDB, name: 'told', witness: null })).storage,
      (await openStorage({ indexedDB, name: 'told', witness: null })).storage,
    ];
    const own: string[] = [];
    a.onForeignCommit((id) => own.push(id));
    const heard = new Promise<string>((resolve) => b.onForeignCommit(resolve));
    await a.commit({ project: project('told') });
    expect(await heard).toBe('told');
    expect(own).toEqual([]);
    expect((await b.projects()).map(({ id }) => id)).toEqual(['told']);
    a.close();
    b.close();
  });
});
