import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { wrap } from 'idb';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { DatabaseOptions, OpenedDatabase } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrations.ts';
import type { Migration } from '../../src/storage/migrations.ts';
import { keyPaths, storeNames } from '../../src/storage/schema.ts';
import { project } from './records.ts';

const name = 'test';

async function opened(options: Omit<DatabaseOptions, 'name'>): Promise<OpenedDatabase> {
  const result = await openDatabase({ name, ...options });
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

describe('openDatabase', () => {
  it('lays out every store as the schema says', async () => {
    const { database, dataLoss } = await opened({ factory: new IDBFactory() });
    expect([...database.objectStoreNames].sort()).toEqual([...storeNames].sort());
    const transaction = database.transaction([...storeNames]);
    for (const store of storeNames) expect(transaction.objectStore(store).keyPath).toEqual(keyPaths[store]);
    expect(dataLoss).toBe(false);
    database.close();
  });

  it('runs only the steps that are lacking, in order', async () => {
    const factory = new IDBFactory();
    (await opened({ factory })).database.close();
    const ran: number[] = [];
    const steps: Migration[] = [...migrations, () => void ran.push(2), async () => void ran.push(3)];
    (await opened({ factory, steps })).database.close();
    expect(ran).toEqual([2, 3]);
  });

  it('gives a database of any earlier release what it lacks and keeps what it holds', async () => {
    for (let release = 1; release < migrations.length; release++) {
      const factory = new IDBFactory();
      const old = (await opened({ factory, steps: migrations.slice(0, release) })).database;
      await old.put('projects', project());
      old.close();
      const { database } = await opened({ factory });
      expect([...database.objectStoreNames].sort()).toEqual([...storeNames].sort());
      expect(await database.get('projects', 'p1')).toEqual(project());
      database.close();
    }
  });

  it('leaves the old version intact when an upgrade fails after a wait', async () => {
    const factory = new IDBFactory();
    const first = (await opened({ factory })).database;
    await first.put('projects', project());
    first.close();
    const bad: Migration = async (database, transaction) => {
      database.createObjectStore('half');
      const projects = transaction.objectStore('projects');
      await wrap(projects.put({ ...project(), id: 'changed' }));
      throw new RangeError('a step with a mistake');
    };
    await expect(openDatabase({ factory, name, steps: [...migrations, bad] })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('a step with a mistake'),
      cause: expect.any(RangeError),
    });
    const { database } = await opened({ factory });
    expect(database.version).toBe(migrations.length);
    expect([...database.objectStoreNames]).not.toContain('half');
    expect(await database.getAllKeys('projects')).toEqual(['p1']);
    database.close();
  });

  it('a failing step is never taken for a browser that refuses', async () => {
    const steps: Migration[] = [
      () => {
        throw new DOMException('wrong state', 'InvalidStateError');
      },
    ];
    await expect(openDatabase({ factory: new IDBFactory(), name, steps })).rejects.toMatchObject({
      code: 'storage',
    });
  });

  it('calls data of a newer release by its name and does not touch it', async () => {
    const factory = new IDBFactory();
    (await opened({ factory, steps: [...migrations, () => undefined] })).database.close();
    await expect(openDatabase({ factory, name })).rejects.toMatchObject({ code: 'newer-data' });
    const { database } = await opened({ factory, steps: [...migrations, () => undefined] });
    expect(database.version).toBe(migrations.length + 1);
    database.close();
  });

  it('makes room for an upgrade in another tab', async () => {
    const factory = new IDBFactory();
    const ousted: boolean[] = [];
    await opened({ factory, onOusted: (upgrade) => ousted.push(upgrade) });
    const { database } = await opened({ factory, steps: [...migrations, () => undefined] });
    expect(database.version).toBe(migrations.length + 1);
    expect(ousted).toEqual([true]);
    database.close();
  });

  it('names the other tab when that does not make room, and opens later', async () => {
    const factory = new IDBFactory();
    const holder = factory.open(name, 1);
    await wrap(holder);
    const steps = [() => undefined, ...migrations];
    await expect(openDatabase({ factory, name, steps, patienceMs: 20 })).rejects.toMatchObject({
      code: 'storage-blocked',
      message: expect.stringContaining('older release'),
    });
    holder.result.close();
    const { database } = await opened({ factory, steps });
    expect(database.version).toBe(migrations.length + 1);
    database.close();
  });

  it('gives up on an open that never answers', async () => {
    const factory = Object.assign(new IDBFactory(), { open: () => new EventTarget() });
    await expect(openDatabase({ factory, name, patienceMs: 10 })).rejects.toMatchObject({
      code: 'storage-blocked',
      message: expect.stringContaining('does not open'),
    });
  });

  it('hands on what Chromium says once about a dropped store', async () => {
    const factory = new IDBFactory();
    const open = factory.open.bind(factory);
    factory.open = (...args) => {
      const request = open(...args);
      request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }));
      return request;
    };
    // The listener above must run before the handler property that openDatabase sets: listeners run in order of adding.
    const { database, dataLoss } = await opened({ factory });
    expect(dataLoss).toBe(true);
    database.close();
  });
});
