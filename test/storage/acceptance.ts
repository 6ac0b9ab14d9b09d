// What every kind of storage must do. Run over each kind by storage.test.ts (node) and storage.browser.test.ts.

import { describe, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/storage.ts';
import { evaluation, trial, versionNote } from './evaluation-records.ts';
import {
  alert,
  checkpoint,
  datasetVersion,
  epochs,
  keptCheckpoint,
  line,
  logPart,
  modelVersion,
  placeOf,
  performance,
  project,
  run,
  runLog,
  runNote,
  tableOf,
  weightsOf,
  windowRecord,
} from './records.ts';

export function storageAcceptance(kind: string, open: () => Promise<Storage>): void {
  describe(`${kind} storage`, () => {
    it('gives back everything that was committed together', async () => {
      const storage = await open();
      const weights = await weightsOf(Float32Array.of(1.5, -0, 3e-45, NaN));
      const table = await tableOf('rows');
      // Where in an epoch a training stands, which records may lack.
      const within = { optimizerFrom: -3, stepsPerEpoch: 10, lossSum: 12.5 };
      const changes = {
        project: project(),
        datasetVersions: [datasetVersion()],
        runs: [run('p1/run/1', { status: 'done', endedAt: 1600 })],
        logs: [runLog()],
        notes: [runNote()],
        kept: [keptCheckpoint('last', { keptAt: 1800, ...within }), keptCheckpoint('best')],
        versions: [modelVersion('p1/model/1', { weightsDigest: weights.digest })],
        versionNotes: [versionNote()],
        evaluations: [evaluation(2), evaluation(1), evaluation(10)],
        weights: [weights],
        tables: [table],
        windows: [windowRecord(1, { trial: trial() }), windowRecord(0, { performance })],
        alerts: [alert()],
        ledger: [line(2, { kind: 'evaluated', evaluationId: 'p1/model/1/evaluation/1' }), line(1)],
        checkpoint: checkpoint('p1/run/1', { ...within, spoken: { '0': 3 } }),
        logParts: [logPart()],
      };
      await storage.commit(changes, { strict: true });
      expect(await storage.load('p1')).toEqual({
        project: changes.project,
        datasetVersions: changes.datasetVersions,
        runs: changes.runs,
        notes: changes.notes,
        versions: changes.versions,
        versionNotes: changes.versionNotes,
        evaluations: [evaluation(1), evaluation(2), evaluation(10)],
        windows: [changes.windows[1], changes.windows[0]],
        alerts: changes.alerts,
        ledger: [changes.ledger[1], changes.ledger[0]],
        damaged: [],
      });
      expect(new Uint32Array((await storage.weights(weights.digest)).buffer)).toEqual(
        new Uint32Array(weights.bytes),
      );
      expect(await storage.checkpoint('p1/run/1')).toEqual(changes.checkpoint);
      expect(await (await storage.table(table.key)).text()).toBe('rows');
      expect(await storage.log('p1', 'p1/run/1')).toEqual(runLog());
      expect(await storage.log('p1', 'p1/run/2')).toBeNull();
      expect(await storage.logParts('p1/run/1')).toEqual([logPart()]);
      expect(await storage.keptPlaces('p1/run/1')).toEqual([
        placeOf(changes.kept[1]!),
        placeOf(changes.kept[0]!),
      ]);
      expect(await storage.keptPlaces('p1/run/2')).toEqual([]);
      expect(await storage.keptOne('p1/run/1', 'last')).toEqual(changes.kept[0]);
      expect(await storage.keptOne('p1/run/2', 'last')).toBeNull();
      const [window] = (await storage.load('p1')).windows;
      expect(Object.entries(window!.drift)).toEqual([
        ['hour', 0.02],
        ['constructor', 0.3],
        ['__proto__', 0.4],
      ]);
      storage.close();
    });

    it('lists projects newest opened first and keeps their records apart', async () => {
      const storage = await open();
      await storage.commit({
        project: project('old', { openedAt: 1 }),
        ledger: [line(1, { projectId: 'old' })],
      });
      await storage.commit({
        project: project('new', { openedAt: 9 }),
        ledger: [line(1, { projectId: 'new' })],
      });
      expect((await storage.projects()).map(({ id }) => id)).toEqual(['new', 'old']);
      expect((await storage.load('old')).ledger).toEqual([line(1, { projectId: 'old' })]);
      storage.close();
    });

    it('keeps no tie to the objects it was given or has given', async () => {
      const storage = await open();
      const scores = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
      const commit = storage.commit({ project: project(), windows: [windowRecord(0, { scores })] });
      scores[0] = 77;
      await commit;
      const first = (await storage.load('p1')).windows[0]!.scores;
      expect(first).toEqual(Float32Array.of(1, 2));
      expect(first.buffer.byteLength).toBe(8);
      first[0] = 55;
      expect((await storage.load('p1')).windows[0]!.scores).toEqual(Float32Array.of(1, 2));
      storage.close();
    });

    it('takes records that hide behind a proxy', async () => {
      const storage = await open();
      const hidden = new Proxy(project(), {});
      await storage.commit({
        project: hidden,
        runs: [run('p1/run/1', { status: 'done' })],
        logs: [runLog('p1/run/1', { history: new Proxy(epochs(2), {}) })],
      });
      expect((await storage.log('p1', 'p1/run/1'))!.history).toEqual(epochs(2));
      storage.close();
    });

    it('takes the same commit twice without a trace', async () => {
      const storage = await open();
      const changes = {
        project: project(),
        datasetVersions: [datasetVersion()],
        runs: [run('p1/run/1', { status: 'done' })],
        logs: [runLog()],
        notes: [runNote()],
        kept: [keptCheckpoint()],
        versions: [modelVersion()],
        versionNotes: [versionNote()],
        evaluations: [evaluation()],
        windows: [windowRecord(0, { performance })],
        alerts: [alert('p1/alert/1', { value: NaN })],
        ledger: [line(1), line(2)],
      };
      await storage.commit(changes);
      const before = await storage.load('p1');
      await storage.commit(changes);
      expect(await storage.load('p1')).toEqual(before);
      storage.close();
    });

    it.each([
      ['a dataset version', { datasetVersions: [datasetVersion('p1', { rows: 99 })] }],
      ['a model version', { versions: [modelVersion('p1/model/1', { createdAt: 1 })] }],
      ['an evaluation', { evaluations: [evaluation(1, { windowIndex: 5 })] }],
      ['who was on trial in a window', { windows: [windowRecord(0, { trial: trial() })] }],
      ['an alert', { alerts: [alert('p1/alert/1', { value: 0.61 })] }],
      ['a ledger line', { ledger: [line(1, { reason: 'Another story.' })] }],
      ['an ended run', { runs: [run('p1/run/2', { number: 2, status: 'done', epochs: 4 })] }],
      ['the log of an ended run', { logs: [runLog('p1/run/2', { history: epochs(4) })] }],
      ['the log of a run under way', { logs: [runLog('p1/run/1')] }],
      [
        'an ended run into another project',
        { runs: [run('p1/run/2', { projectId: 'p2', number: 2, status: 'done' })] },
      ],
      ['a run of another project', { runs: [run('p1/run/1', { projectId: 'p2' })] }],
      ['scores of a window', { windows: [windowRecord(0, { scores: Float32Array.of(1), performance })] }],
      ['a known performance', { windows: [windowRecord(1, { performance: null })] }],
    ])('refuses to change %s and writes nothing then', async (_, change) => {
      const storage = await open();
      await storage.commit({
        project: project(),
        datasetVersions: [datasetVersion()],
        runs: [run(), run('p1/run/2', { number: 2, status: 'done' })],
        logs: [runLog('p1/run/2')],
        versions: [modelVersion()],
        evaluations: [evaluation()],
        windows: [windowRecord(0), windowRecord(1, { performance })],
        alerts: [alert()],
        ledger: [line(1)],
      });
      const before = await storage.load('p1');
      const attempt = storage.commit({
        project: project('p1', { position: 5 }),
        checkpoint: checkpoint(),
        ...change,
      });
      await expect(attempt).rejects.toMatchObject({ name: 'AppError', code: 'storage' });
      expect(await storage.load('p1')).toEqual(before);
      expect(await storage.checkpoint('p1/run/1')).toBeNull();
      storage.close();
    });

    it('lets a run grow until it has ended, and a window get its performance', async () => {
      const storage = await open();
      await storage.commit({ project: project(), runs: [run()], windows: [windowRecord()] });
      const grown = run('p1/run/1', { status: 'stopped', epochs: 5, endedAt: 5 });
      await storage.commit({ runs: [grown], windows: [windowRecord(0, { performance })] });
      const contents = await storage.load('p1');
      expect(contents.runs).toEqual([grown]);
      expect(contents.windows[0]!.performance).toEqual(performance);
      storage.close();
    });

    it('numbers the ledger of each project without a gap', async () => {
      const storage = await open();
      await storage.commit({ project: project(), ledger: [line(1), line(2)] });
      await expect(storage.commit({ ledger: [line(4)] })).rejects.toMatchObject({ code: 'storage' });
      await expect(storage.commit({ ledger: [line(3), line(5)] })).rejects.toMatchObject({ code: 'storage' });
      await expect(storage.commit({ ledger: [line(2, { projectId: 'p2' })] })).rejects.toMatchObject({
        code: 'storage',
      });
      expect((await storage.load('p1')).ledger).toHaveLength(2);
      await storage.commit({ ledger: [line(2), line(3)] });
      expect((await storage.load('p1')).ledger.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      storage.close();
    });

    it('lets only one of two commits have a ledger number', async () => {
      const storage = await open();
      await storage.commit({ project: project() });
      const results = await Promise.allSettled([
        storage.commit({ ledger: [line(1, { reason: 'One.' })] }),
        storage.commit({ ledger: [line(1, { reason: 'Two.' })] }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await storage.load('p1')).ledger).toHaveLength(1);
      storage.close();
    });

    it('replaces and drops a checkpoint', async () => {
      const storage = await open();
      await storage.commit({ checkpoint: checkpoint() });
      await storage.commit({ checkpoint: checkpoint('p1/run/1', { step: 30 }) });
      expect((await storage.checkpoint('p1/run/1'))!.step).toBe(30);
      await storage.commit({ dropCheckpoint: 'p1/run/1' });
      expect(await storage.checkpoint('p1/run/1')).toBeNull();
      storage.close();
    });

    it('replaces a note, and a kept checkpoint of the same name', async () => {
      const storage = await open();
      await storage.commit({ project: project(), notes: [runNote()], kept: [keptCheckpoint()] });
      const deleted = runNote('p1/run/1', { tags: {}, deletedAt: 9 });
      const later = keptCheckpoint('best', { step: 30, keptAt: 1900 });
      await storage.commit({ notes: [deleted], kept: [later, keptCheckpoint('first', { keptAt: 1 })] });
      expect((await storage.load('p1')).notes).toEqual([deleted]);
      expect(await storage.keptPlaces('p1/run/1')).toEqual([
        placeOf(keptCheckpoint('first', { keptAt: 1 })),
        placeOf(later),
      ]);
      expect(await storage.keptOne('p1/run/1', 'best')).toEqual(later);
      storage.close();
    });

    it('replaces what a person says of a version, and keeps no tie to the rows of an evaluation', async () => {
      const storage = await open();
      const asked = evaluation();
      await storage.commit({ project: project(), versionNotes: [versionNote()], evaluations: [asked] });
      const later = versionNote({ notes: '', tags: {} });
      await storage.commit({ versionNotes: [later, versionNote({ modelVersionId: 'p1/model/2' })] });
      asked.on.rows![0] = 7;
      const { versionNotes, evaluations } = await storage.load('p1');
      expect(versionNotes).toEqual([later, versionNote({ modelVersionId: 'p1/model/2' })]);
      expect(evaluations).toEqual([evaluation()]);
      storage.close();
    });

    it('keeps parts of a log with the checkpoint, and drops them with it', async () => {
      const storage = await open();
      await storage.commit({ checkpoint: checkpoint(), logParts: [logPart(0)] });
      await storage.commit({ checkpoint: checkpoint(), logParts: [logPart(1, { events: [] })] });
      await storage.commit({ logParts: [logPart(0, { runId: 'p1/run/11' })] });
      expect(await storage.logParts('p1/run/1')).toEqual([logPart(0), logPart(1, { events: [] })]);
      await storage.commit({ dropCheckpoint: 'p1/run/1' });
      expect(await storage.logParts('p1/run/1')).toEqual([]);
      expect(await storage.logParts('p1/run/11')).toHaveLength(1);
      storage.close();
    });

    it('refuses malformed records and weights under a false digest', async () => {
      const storage = await open();
      await expect(
        storage.commit({ project: project('p1', { position: NaN }), ledger: [line(1)] }),
      ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('position') });
      const weights = await weightsOf(Float32Array.of(1));
      await expect(
        storage.commit({ project: project(), weights: [{ ...weights, digest: 'ff' }] }),
      ).rejects.toMatchObject({ code: 'bad-input' });
      const table = await tableOf('rows');
      await expect(
        storage.commit({ project: project(), tables: [{ ...table, key: 'ff' }] }),
      ).rejects.toMatchObject({ code: 'bad-input' });
      expect(await storage.projects()).toEqual([]);
      storage.close();
    });

    it('says so when a project or weights are not there', async () => {
      const storage = await open();
      await expect(storage.load('none')).rejects.toMatchObject({ code: 'corrupt' });
      await expect(storage.weights('none')).rejects.toMatchObject({ code: 'corrupt' });
      await expect(storage.table('none')).rejects.toMatchObject({ code: 'corrupt' });
      storage.close();
    });
  });
}
