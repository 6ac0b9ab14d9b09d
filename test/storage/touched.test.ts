import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { prepare, touchedBy } from '../../src/storage/prepare.ts';
import { bothTouched, readTouched } from '../../src/storage/touched.ts';
import { evaluation, versionNote } from './evaluation-records.ts';
import { alert, line, modelVersion, project, run, runLog, runNote, windowRecord } from './records.ts';

afterEach(() => vi.restoreAllMocks());

const changes = {
  project: project(),
  runs: [run('p1/run/1', { status: 'done' }), run('p2/run/1', { projectId: 'p2' })],
  logs: [runLog()],
  notes: [runNote()],
  versions: [modelVersion()],
  versionNotes: [versionNote()],
  evaluations: [evaluation()],
  windows: [windowRecord(4)],
  alerts: [alert()],
  ledger: [line(1)],
};
const touched = {
  datasetVersions: [],
  runs: ['p1/run/1'],
  notes: ['p1/run/1'],
  versions: ['p1/model/1'],
  versionNotes: ['p1/model/1'],
  evaluations: ['p1/model/1/evaluation/1'],
  windows: [4],
  alerts: ['p1/alert/1'],
  ledger: [1],
};

it('a commit says what it wrote of a project, and a message brings it over', async () => {
  expect(touchedBy(await prepare(changes), 'p1')).toEqual(touched);
  expect(readTouched(structuredClone(touched))).toEqual(touched);
});

it('a message that is not whole stands for everything, and never throws', () => {
  for (const message of [
    null,
    3,
    {},
    [],
    { ...touched, runs: 'x' },
    { ...touched, windows: [1.5] },
    { ...touched, runs: [{}] },
  ])
    expect(readTouched(message)).toBeNull();
  expect(readTouched({ ...touched, runs: Array.from({ length: 6000 }, (_, i) => `r${i}`) })).toBeNull();
  fc.assert(
    fc.property(fc.anything(), (message) => {
      const read = readTouched(message);
      expect(read === null || Array.isArray(read.runs)).toBe(true);
    }),
  );
});

it('two are one with everything of both; with the unknown they are unknown', () => {
  const both = bothTouched(touched, { ...touched, runs: ['p1/run/1', 'p1/run/2'], windows: [] });
  expect(both).toEqual({ ...touched, runs: ['p1/run/1', 'p1/run/2'] });
  expect(bothTouched(touched, null)).toBeNull();
  expect(bothTouched(null, touched)).toBeNull();
});

it('reading again reads only what is asked for, and nothing of another project', async () => {
  const { storage } = await openStorage({ indexedDB: new IDBFactory(), witness: null });
  await storage.commit(changes);
  const many = Array.from({ length: 300 }, (_, i) => run(`p1/run/${i + 2}`, { number: i + 2 }));
  await storage.commit({ runs: many });
  let whole = 0;
  const { getAll } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, query) {
    whole++;
    return getAll.call(this, query);
  });
  const read = await storage.reread('p1', { ...touched, runs: ['p1/run/7', 'p2/run/1', 'gone'] });
  expect(whole).toBe(0);
  expect(read).toMatchObject({
    project: project(),
    notes: [runNote()],
    windows: [windowRecord(4)],
    damaged: [],
  });
  expect(read.runs).toEqual([many[5]]);
  storage.close();
});
