// Data versions over the real workers: each edit makes one, with its parent; test rows stay test rows; retraining learns
// from the version that is chosen; what fails leaves everything as it was.

import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { AppError } from '../../src/core/errors.ts';
import { defaults } from '../../src/core/params.ts';
import { part } from '../../src/core/split.ts';
import { isCategory } from '../../src/core/table.ts';
import { Desk } from '../../src/data/desk.ts';
import type { App } from '../../src/state/app.svelte.ts';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { makeApp, until, type Made } from './make-app.ts';

const made: Made[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  made.splice(0).forEach((item) => item.close());
});

/** One page for all tests that need no reload: each has a project of its own in it. */
let page: Promise<Made> | null = null;
afterAll(closePage);

/** Two pages at once would be two tabs, of which only one may write. */
async function closePage(): Promise<void> {
  (await page)?.close();
  page = null;
}

async function samePage(): Promise<App> {
  page ??= makeApp({ indexedDB: null, witness: null }).then(async (one) => {
    await one.app.start();
    await one.app.stream.pause();
    return one;
  });
  return (await page).app;
}

const database = () => ({ name: `versions-${crypto.randomUUID()}`, witness: null });

/** 600 rows: `x` decides `sold`, `when` is a day each. */
const csv = [
  'when,x,colour,sold',
  ...Array.from({ length: 600 }, (_, i) => {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const x = (i * 37) % 100;
    return `${day},${x}.5,${['red', 'green', 'blue'][i % 3]},${x > 50 ? 'yes' : 'no'}`;
  }),
].join('\n');

async function opened(options: StorageOptions): Promise<App> {
  await closePage();
  const one = await makeApp(options);
  made.push(one);
  await one.app.start();
  await one.app.stream.pause();
  return one.app;
}

/** A new project of the table above; nothing streams yet. @param options of a page of its own. */
async function own(options: StorageOptions | null = null): Promise<App> {
  const app = options ? await opened(options) : await samePage();
  await app.draft.intake.bring({ from: 'text', name: 'sales', text: csv });
  await until(() => app.draft.setup !== null, 'the project is suggested');
  expect(app.draft.problem).toBeNull();
  await app.draft.start();
  await app.stream.pause();
  await app.projects.change({ pauseAtAlarm: false }, null);
  return app;
}

const looked = (app: App) => app.dataVersions.looked!;
const table = (app: App) => app.dataVersions.table(looked(app));
const edit = (
  app: App,
  kind: string,
  params: Record<string, string | number | boolean>,
  rows: number[] | null = null,
) => app.dataChanges.edit({ kind, params, rows, other: null });

describe('an edit', () => {
  it(
    'makes a version with its parent, operation, schema and rows; the parent stays',
    { timeout: 60_000 },
    async () => {
      const app = await own();
      const first = looked(app);
      const known = app.dataVersions.knownRows;
      expect(app.dataVersions.all.length).toBe(1);
      const made = await edit(app, 'delete-rows', { where: 'x < 10' });
      expect(made).toMatchObject({ number: 2, parentId: first.id, datasetId: first.datasetId });
      expect(made.operation).toMatch(/^deleted \d+ rows where x < 10$/);
      expect(made.edit).toEqual({ kind: 'delete-rows', params: { where: 'x < 10' } });
      expect(looked(app).id).toBe(made.id);
      const { table: rows } = await table(app);
      const x = rows.columns.find(({ name }) => name === 'x')!;
      if (isCategory(x)) throw new Error('x is a number');
      expect(Math.min(...x.values)).toBeGreaterThanOrEqual(10);
      expect(made.rows).toBe(rows.rows);
      expect(made.rows).toBeLessThan(known);
      expect(app.store.ledger.at(-1)).toMatchObject({ kind: 'data-changed' });
      // Undo: the parent is looked at again, and forks.
      await app.dataVersions.look(first.id);
      const fork = await edit(app, 'delete-rows', { where: 'x > 90' });
      expect(fork).toMatchObject({ number: 3, parentId: first.id });
      expect(app.dataVersions.all.map(({ number }) => number)).toEqual([1, 2, 3]);
      const diff = await app.dataVersions.diff(first.id, made.id);
      expect(diff.removed.length).toBe(known - made.rows);
      expect(diff.added.length).toBe(0);
      const drift = await app.dataVersions.drift(first.id, made.id);
      expect(drift.columns[0]?.column).toBe('x');
    },
  );

  it('has another digest exactly when the content is another', { timeout: 60_000 }, async () => {
    const app = await own();
    const cut = await edit(app, 'delete-rows', { where: 'x < 10' });
    const { schema } = cut;
    const described = await app.dataChanges.describe({
      ...schema!,
      fields: schema!.fields.map((field) => (field.name === 'x' ? { ...field, max: 1000 } : field)),
    });
    expect(described.digest).toBe(cut.digest);
    expect(described.schema?.fields.find(({ name }) => name === 'x')?.max).toBe(1000);
    const fixed = await edit(app, 'fix-cells', { column: 'colour', value: 'pink', where: '' }, [0, 3]);
    expect(fixed.digest).not.toBe(cut.digest);
    expect(fixed.operation).toContain('2 rows');
    await app.dataVersions.look(app.dataVersions.all[0]!.id);
    const again = await edit(app, 'delete-rows', { where: 'x < 10' });
    expect(again.digest).toBe(cut.digest);
  });

  it('keeps test rows test rows, and new rows get a part', { timeout: 60_000 }, async () => {
    const app = await own();
    await edit(app, 'sort-rows', { column: 'x', descending: true });
    await edit(app, 'delete-rows', { where: 'x < 10' });
    const before = app.datasets.current;
    const testIds = new Set([...before.ids].filter((_, row) => before.parts![row] === part.test));
    expect(testIds.size).toBeGreaterThan(10);
    await app.dataVersions.look();
    await app.batch.bring({
      from: 'text',
      name: 'later',
      text: 'when,x,colour,sold\n2023-01-01,5.5,red,no\n2023-01-02,80.5,purple,yes\n2023-01-03,9999,red,yes\n',
    });
    const batch = app.batch.held!;
    const check = await app.dataVersions.check(batch.key);
    expect(check.violations.map(({ reason }) => reason).sort()).toEqual(
      expect.arrayContaining(['new-category', 'out-of-range']),
    );
    expect(check.ways).toEqual({
      none: { rows: 3, canBe: true },
      unreadable: { rows: 3, canBe: true },
      all: { rows: 1, canBe: true },
    });
    const rowsBefore = looked(app).rows;
    const fitting = await app.dataChanges.append(batch.key, 'all');
    expect(fitting.operation).toMatch(/appended 1 row.*left out 2 rows that did not fit/);
    expect(fitting.rows).toBe(rowsBefore + 1);
    await app.dataVersions.look(fitting.parentId);
    const all = await app.dataChanges.append(batch.key, 'none');
    expect(all.rows).toBe(rowsBefore + 3);
    // Drift of the batch is not thinned by the rows that both versions have.
    const whole = await app.dataVersions.drift(fitting.parentId!, all.id);
    const alone = await app.dataVersions.drift(fitting.parentId!, all.id, true);
    expect([whole.rowsBefore, whole.rowsAfter]).toEqual([rowsBefore, rowsBefore + 3]);
    expect([alone.rowsBefore, alone.rowsAfter]).toEqual([rowsBefore, 3]);
    await expect(app.dataVersions.drift(all.id, fitting.parentId!, true)).rejects.toMatchObject({
      message: expect.stringContaining('no row that the earlier one lacks'),
    });
    const { ids, parts } = await table(app);
    ids.forEach((id, row) => {
      if (id < before.ids.length) expect(parts![row] === part.test).toBe(testIds.has(id));
    });
    expect([...ids].filter((id) => id >= before.ids.length).length).toBe(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('that cannot be done changes nothing and says why', { timeout: 60_000 }, async () => {
    const app = await own();
    const ledger = app.store.ledger.length;
    await expect(edit(app, 'delete-rows', { where: 'y > 1' })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/y.*Nothing was changed/s),
    });
    await app.batch.bring({ from: 'text', name: 'odd', text: 'when,x\nsoon,1\nlater,2\n' });
    await expect(app.dataChanges.append(app.batch.held!.key, 'none')).rejects.toMatchObject({
      message: expect.stringContaining('The batch cannot be appended'),
    });
    expect(app.dataVersions.all.length).toBe(1);
    expect(app.store.ledger.length).toBe(ledger);
  });

  it('that meets a full disk leaves everything as it was, and works later', { timeout: 60_000 }, async () => {
    const app = await own();
    const { ledger } = app.store;
    const full = new AppError('storage-full', 'No room.');
    vi.spyOn(app.opening.storage, 'commit').mockRejectedValueOnce(full);
    await expect(edit(app, 'delete-rows', { where: 'x < 10' })).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(app.dataVersions.all.length).toBe(1);
    expect(looked(app).number).toBe(1);
    expect(app.store.ledger).toEqual(ledger);
    expect((await edit(app, 'delete-rows', { where: 'x < 10' })).number).toBe(2);
  });
});

describe('training on a version', () => {
  it(
    'learns from its rows, and neither from test rows nor from those kept for the comparison',
    { timeout: 90_000 },
    async () => {
      const app = await own();
      await app.stream.jump(8);
      await until(() => !app.stream.playing, 'eight windows pass');
      await app.dataVersions.look();
      const version = await edit(app, 'relabel', { column: 'sold', from: 'yes', to: 'no', where: 'x > 95' });
      await app.dataChanges.trainOn(version.id);
      await app.training.retrain();
      const run = app.store.runs.at(-1)!;
      expect(run.status).toBe('done');
      expect(run.datasetDigest).toBe(version.digest);
      const { ids, parts } = await app.dataVersions.table(version);
      const { ids: streamIds } = app.datasets.current;
      const held = new Set(streamIds.slice(run.holdout.from));
      const usable = [...ids].filter((id, row) => parts![row] === part.train && !held.has(id));
      expect(run.trainedOn.rows + run.trainedOn.validationRows).toBe(usable.length);
      expect([...ids].some((id, row) => parts![row] === part.test && !held.has(id))).toBe(true);
      expect(app.models.challenger?.comparison).not.toBeNull();
      // Back to what the stream has brought.
      await app.dataChanges.trainOn(null);
      await app.training.retrain();
      expect(app.store.runs.at(-1)!.datasetDigest).toBe(app.datasets.current.digest);
    },
  );

  it('goes on from the checkpoint after a reload, to the same weights', { timeout: 120_000 }, async () => {
    const prepare = async (app: App) => {
      await app.stream.jump(8);
      await until(() => !app.stream.playing, 'eight windows pass');
      await app.dataVersions.look();
      const version = await edit(app, 'delete-rows', { where: 'x < 10' });
      await app.dataChanges.trainOn(version.id);
      const { training } = app.store.project.settings;
      const model = { kind: 'mlp', params: { layers: 2, units: 160, activation: 'relu' } };
      // A checkpoint with every epoch, so that the training need not be long.
      const params = { ...defaults(callbacks.get('backup-and-restore').params), save_freq: 'epoch' };
      await app.projects.change(
        {
          model,
          training: { ...training, epochs: 150 },
          callbacks: [{ id: 'backup-and-restore', params }],
        },
        null,
      );
      return version;
    };
    const whole = await own();
    await prepare(whole);
    await whole.training.retrain();
    const wholeLog = await whole.store.log(whole.store.runs.at(-1)!.id);
    const options = database();
    const app = await own(options);
    const version = await prepare(app);
    void app.training.retrain().catch(() => undefined);
    const runId = `${app.store.project.id}/run/2`;
    const { storage } = app.opening;
    let kept = 0;
    for (let i = 0; i < 1000 && kept === 0; i++) {
      kept = (await storage.checkpoint(runId))?.epoch ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(kept, 'a checkpoint is kept while it trains').toBeGreaterThan(0);
    made.splice(0).forEach((item) => item.close());
    const again = await opened(options);
    await until(() => again.store.runs.every((run) => run.endedAt !== null), 'the run ends', 60_000);
    const run = again.store.runs.at(-1)!;
    expect(run).toMatchObject({ id: runId, status: 'done', datasetDigest: version.digest });
    expect((await again.store.log(run.id)).history).toEqual(wholeLog.history);
  });
});

describe('what is kept', () => {
  it('comes back after a reload: versions, rows, and what is trained on', { timeout: 90_000 }, async () => {
    const options = database();
    const app = await own(options);
    const made2 = await edit(app, 'delete-rows', { where: 'x < 10' });
    const rows = await table(app);
    await app.dataChanges.trainOn(made2.id);
    const versions = app.dataVersions.all;
    made.splice(0).forEach((item) => item.close());
    const second = await opened(options);
    expect(second.dataVersions.all).toEqual(versions);
    expect(second.dataVersions.training?.id).toBe(made2.id);
    second.dataVersions.forget();
    const asked = vi.spyOn(Desk.prototype, 'ask');
    await Promise.all([second.dataVersions.look(), second.dataVersions.rows(null, 0, 5)]);
    expect(asked.mock.calls.filter(([job]) => job === 'open').length, 'rows are opened once').toBe(1);
    expect(second.dataVersions.held).toMatchObject({ phase: 'done', result: { rows: made2.rows } });
    expect(await table(second)).toEqual(rows);
    const next = await edit(second, 'delete-rows', { where: 'x > 90' });
    expect(next.parentId).toBe(made2.id);
  });

  it(
    'a damaged version is named; the others still open, and its number is not used again',
    { timeout: 90_000 },
    async () => {
      const options = database();
      const app = await own(options);
      const second = await edit(app, 'delete-rows', { where: 'x < 10' });
      const third = await edit(app, 'delete-rows', { where: 'x > 90' });
      made.splice(0).forEach((item) => item.close());
      await tamper(options.name, 'tables', third.tableKey!, (item) => ({ ...item, bytes: new Blob(['no']) }));
      await tamper(options.name, 'datasetVersions', third.id, (item) => ({ ...item, columns: 'damaged' }));
      const again = await opened(options);
      expect(again.dataVersions.all.map(({ number }) => number)).toEqual([1, 2]);
      await again.dataVersions.look(second.id);
      expect(again.dataVersions.held.phase).toBe('done');
      expect((await edit(again, 'delete-rows', { where: 'x > 80' })).number).toBe(4);
      made.splice(0).forEach((item) => item.close());
      await tamper(options.name, 'tables', second.tableKey!, (item) => ({
        ...item,
        bytes: new Blob(['no']),
      }));
      const last = await opened(options);
      await last.dataVersions.look(second.id);
      expect(last.dataVersions.held).toMatchObject({ phase: 'failed', error: { code: 'corrupt' } });
      await expect(last.dataChanges.trainOn(second.id)).rejects.toMatchObject({ code: 'corrupt' });
      expect(last.dataVersions.training?.number).toBe(1);
      await last.dataVersions.look(last.dataVersions.all.at(-1)!.id);
      expect(last.dataVersions.held.phase).toBe('done');
    },
  );
});

/** Changes one record behind the page's back. */
function tamper(
  name: string,
  store: string,
  key: string,
  change: (item: Record<string, unknown>) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => reject(new Error('open'));
    request.onsuccess = () => {
      const opened = request.result;
      const transaction = opened.transaction(store, 'readwrite');
      const records = transaction.objectStore(store);
      const found = records.get(key);
      found.onsuccess = () => records.put(change(found.result as Record<string, unknown>));
      transaction.oncomplete = () => {
        opened.close();
        resolve();
      };
      transaction.onerror = () => reject(new Error('tamper'));
    };
  });
}
