import { describe, expect, it } from 'vitest';
import { branchOf, renamedKept, renamedLog, renaming, type Past } from '../../src/core/branching.ts';
import { challengerOf, championAt } from '../../src/core/ledger.ts';
import type { Evaluation } from '../../src/core/evaluation.ts';
import type { Injection } from '../../src/core/injection.ts';
import type { LedgerKind, LedgerLine } from '../../src/core/records.ts';
import {
  alert,
  datasetVersion,
  keptCheckpoint,
  line,
  modelVersion,
  performance,
  project,
  run,
  runLog,
  runNote,
  windowRecord,
} from '../storage/records.ts';

const ended = { status: 'done', endedAt: 9 } as const;
const ofRun = (number: number, changes: Parameters<typeof run>[1] = {}) =>
  run(`p1/run/${number}`, { number, ...ended, modelVersionId: `p1/v${number}`, ...changes });
const version = (number: number) =>
  modelVersion(`p1/v${number}`, { number, runId: `p1/run/${number}`, comparison: null });
const told = (kind: LedgerKind, windowIndex: number, changes: Partial<LedgerLine> = {}) =>
  ({ kind, windowIndex, at: 1000 + windowIndex, modelVersionId: null, runId: null, ...changes }) as const;

const past: Past = {
  project: project('p1', { position: 9, settings: { ...project().settings, dataVersionId: 'p1/data/2' } }),
  datasetVersions: [
    datasetVersion('p1', { createdAt: 900 }),
    datasetVersion('p1', { id: 'p1/data/2', number: 2, parentId: 'p1/data/1', createdAt: 1007 }),
  ],
  runs: [
    ofRun(1),
    ofRun(2, { purpose: 'retrain', warmFrom: 'p1/v1', parentId: 'p1/run/1', windowIndex: 3 }),
    // Broken off, then forked from; and one that ends only after the moment.
    ofRun(3, { status: 'failed', modelVersionId: null, windowIndex: 4 }),
    ofRun(4, {
      windowIndex: 5,
      forkedFrom: { runId: 'p1/run/3', epoch: 1, step: 8 },
      dataVersionId: 'p1/data/2',
    }),
  ],
  notes: [runNote('p1/run/2'), runNote('p1/run/4')],
  versions: [version(1), version(2), version(4)],
  versionNotes: [{ v: 1, modelVersionId: 'p1/v2', projectId: 'p1', notes: 'good', tags: {} }],
  evaluations: [3, 8].map(
    (windowIndex) =>
      ({
        id: `p1/v2/evaluation/${windowIndex}`,
        projectId: 'p1',
        modelVersionId: 'p1/v2',
        baselineId: 'p1/v1',
        windowIndex,
      }) as Partial<Evaluation> as Evaluation,
  ),
  windows: Array.from({ length: 9 }, (_, index) =>
    windowRecord(index, {
      projectId: 'p1',
      modelVersionId: index < 5 ? 'p1/v1' : 'p1/v2',
      performance: index < 8 ? performance : null,
      ...(index === 4 && {
        trial: {
          modelVersionId: 'p1/v2',
          kind: 'ab',
          share: 0.5,
          answered: Uint8Array.of(1),
          scores: Float32Array.of(0.5),
          latencyMs: 1,
        },
      }),
    }),
  ),
  alerts: [2, 7].map((windowIndex) =>
    alert(`p1/alert/${windowIndex}`, { projectId: 'p1', windowIndex, modelVersionId: 'p1/v1' }),
  ),
  ledger: [
    told('started', 0),
    told('trained', 0, { modelVersionId: 'p1/v1', runId: 'p1/run/1' }),
    told('promoted', 0, { modelVersionId: 'p1/v1' }),
    told('alarm', 3, { modelVersionId: 'p1/v1', alertId: 'p1/alert/2' }),
    told('trained', 3, { modelVersionId: 'p1/v2', runId: 'p1/run/2', evaluationId: 'p1/v2/evaluation/3' }),
    told('training-failed', 4, { runId: 'p1/run/3' }),
    told('promoted', 5, { modelVersionId: 'p1/v2', previousId: 'p1/v1' }),
    told('data-changed', 7),
    told('trained', 8, { modelVersionId: 'p1/v4', runId: 'p1/run/4' }),
    told('alarm', 8, { modelVersionId: 'p1/v2', alertId: 'p1/alert/7' }),
  ].map((draft, i) => line(i + 1, { projectId: 'p1', ...draft })),
};

const branch = (at: number, total = 20) =>
  branchOf(past, {
    id: 'q9',
    at,
    nextRow: 100 + 10 * at,
    total,
    now: 5000,
    reason: 'branched at a test',
  });
const unchanged = structuredClone(past);

/** Every text in it, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(textsOf);
}

describe('a project of its own', () => {
  it.each([0, 3, 4, 5, 8, 9])('at window %i names nothing of the old one and only what it has', (at) => {
    const made = branch(at);
    expect(textsOf(made).filter((text) => /^p1($|\/)/.test(text))).toEqual([]);
    const ids = new Set([...made.runs, ...made.versions, ...made.datasetVersions].map(({ id }) => id));
    for (const { runId } of [...made.versions, ...made.notes]) expect(ids).toContain(runId);
    for (const { modelVersionId } of [...made.windows, ...made.evaluations, ...made.versionNotes])
      expect(ids).toContain(modelVersionId);
    for (const { modelVersionId, parentId, dataVersionId } of made.runs)
      for (const id of [modelVersionId, parentId, dataVersionId]) if (id) expect(ids).toContain(id);
    for (const { modelVersionId } of made.ledger) if (modelVersionId) expect(ids).toContain(modelVersionId);
    expect(made.ledger.map(({ seq }) => seq)).toEqual(made.ledger.map((_, i) => i + 1));
    expect(made.project).toMatchObject({ id: 'q9', position: at, playing: false, createdAt: 5000, seed: 7 });
    expect(made.windows.map(({ index }) => index)).toEqual(Array.from({ length: at }, (_, i) => i));
    expect(past).toEqual(unchanged);
  });

  it('has the champion and the challenger of the moment', () => {
    expect([branch(2), branch(4), branch(5)].map(({ ledger }) => championAt(ledger))).toEqual([
      'q9/v1',
      'q9/v1',
      'q9/v2',
    ]);
    expect(challengerOf(branch(4).ledger)).toBe('q9/v2');
    expect(challengerOf(branch(5).ledger)).toBeNull();
  });

  it('says in its ledger where it comes from', () => {
    expect(branch(4).ledger.at(-1)).toMatchObject({
      kind: 'branched',
      windowIndex: 4,
      at: 5000,
      reason: 'branched at a test',
    });
  });

  it('knows no label that had not arrived', () => {
    expect(branch(5).windows.map((window) => window.performance !== null)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(branch(9).windows.filter((window) => window.performance !== null)).toHaveLength(8);
  });

  it('keeps the last labels at the end of the stream, where all of them have come', () => {
    const ended: Past = {
      ...past,
      windows: past.windows.map((window) => ({ ...window, performance })),
    };
    const at = { id: 'q9', at: 9, nextRow: 190, now: 5000, reason: 'at the end' };
    const labels = (total: number) =>
      branchOf(ended, { ...at, total }).windows.filter((window) => window.performance !== null).length;
    expect([labels(9), labels(10)]).toEqual([9, 8]);
  });

  it('has the changes to the world that had been decided on by then', () => {
    const change = (id: string, fromRow: number, changes: Partial<Injection> = {}): Injection => ({
      id,
      kind: 'labels-missing',
      params: { share: 0.5 },
      course: 'sudden',
      overRows: 0,
      fromRow,
      toRow: null,
      ...changes,
    });
    const injections = [
      change('c1', 120, { toRow: 170, endedByHand: true }),
      change('c2', 160, { decidedAt: 130 }),
      change('c3', 150),
    ];
    const changed = {
      ...past,
      project: { ...past.project, settings: { ...past.project.settings, injections } },
    };
    const at = (windows: number) =>
      branchOf(changed, {
        id: 'q9',
        at: windows,
        nextRow: 100 + 10 * windows,
        total: 20,
        now: 5000,
        reason: '',
      }).project.settings.injections;
    expect(at(1)).toEqual([]);
    expect(at(4)).toEqual([change('c1', 120), injections[1]]);
    expect(at(9)).toEqual(injections);
    expect(branch(4).project.settings).not.toHaveProperty('injections');
  });

  it('leaves out what came later', () => {
    const made = branch(4);
    expect(made.runs.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(made.versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(made.datasetVersions.map(({ number }) => number)).toEqual([1]);
    expect(made.project.settings.dataVersionId).toBeUndefined();
    expect(made.evaluations.map(({ id }) => id)).toEqual(['q9/v2/evaluation/3']);
    expect(made.alerts.map(({ id }) => id)).toEqual(['q9/alert/2']);
    expect(made.notes.map(({ runId }) => runId)).toEqual(['q9/run/2']);
    expect(made.versionNotes.map(({ notes }) => notes)).toEqual(['good']);
    expect(made.windows[4]).toBeUndefined();
  });

  it('has all of it at the present moment, references included', () => {
    const made = branch(9);
    expect(made.runs.at(-1)).toMatchObject({
      id: 'q9/run/4',
      forkedFrom: { runId: 'q9/run/3', epoch: 1, step: 8 },
      dataVersionId: 'q9/data/2',
    });
    expect(made.project.settings.dataVersionId).toBe('q9/data/2');
    expect(made.datasetVersions[1]?.parentId).toBe('q9/data/1');
    expect(made.windows[4]?.trial?.modelVersionId).toBe('q9/v2');
    expect(made.evaluations).toHaveLength(2);
  });

  it.each([-1, 10, 1.5])('refuses moment %d', (at) => {
    expect(() => branch(at)).toThrow(RangeError);
  });
});

describe('what runs left', () => {
  const rename = renaming('p1', 'q9');
  it('goes by the new names, and nothing else of it changes', () => {
    const { runId, projectId, ...log } = renamedLog(runLog('p1/run/1', { projectId: 'p1' }), rename);
    expect({ runId, projectId }).toEqual({ runId: 'q9/run/1', projectId: 'q9' });
    expect(runLog('p1/run/1')).toMatchObject(log);
    const kept = renamedKept(keptCheckpoint('best', { runId: 'p1/run/1', projectId: 'p1' }), rename);
    expect(kept).toEqual(keptCheckpoint('best', { runId: 'q9/run/1', projectId: 'q9' }));
  });
  it('renames ids only, not what merely begins alike', () => {
    expect(['p1', 'p1/v2', 'p10/v2', 'other'].map(rename)).toEqual(['q9', 'q9/v2', 'p10/v2', 'other']);
  });
});
