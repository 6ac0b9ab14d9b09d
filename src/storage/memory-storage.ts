// Storage for a browser that keeps nothing: same rules, gone with the tab. The opening's report says so.

import type { Checkpoint, Project } from '../core/records.ts';
import type { KeptCheckpoint, KeptPlace, LogPart, RunLog } from '../core/run-records.ts';
import { readRecord } from '../core/record-formats.ts';
import { applyChanges } from './apply.ts';
import type { Guard, Rows } from './apply.ts';
import {
  readContents,
  readKept,
  readLog,
  readPlaces,
  readProjects,
  readTable,
  readWeights,
} from './contents.ts';
import type { RawContents } from './contents.ts';
import type { Changes, ProjectContents, Storage } from './contract.ts';
import { prepare } from './prepare.ts';
import { projectStores, storeNames } from './schema.ts';
import type { StoreName } from './schema.ts';
import { keyOf } from './key.ts';

type Table = Map<string, object>;

function tables(): Map<StoreName, Table> {
  return new Map(storeNames.map((name) => [name, new Map<string, object>()]));
}

export class MemoryStorage implements Storage {
  readonly kind = 'memory';
  #stores = tables();
  readonly #guard: Guard;
  /** One commit at a time, as transactions would. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(guard: Guard = (rows) => rows) {
    this.#guard = guard;
  }

  #table(store: StoreName, from = this.#stores): Table {
    return from.get(store) ?? new Map<string, object>();
  }

  #ofProject(store: StoreName, projectId: string): unknown[] {
    return [...this.#table(store).values()].filter((item) => Reflect.get(item, 'projectId') === projectId);
  }

  async projects(): Promise<Project[]> {
    return readProjects([...this.#table('projects').values()]).projects;
  }

  async load(projectId: string): Promise<ProjectContents> {
    const entries = projectStores.map((store) => [store, this.#ofProject(store, projectId)]);
    const raw = structuredClone({ ...Object.fromEntries(entries), histories: [] }) as RawContents;
    return readContents(
      projectId,
      structuredClone(this.#table('projects').get(JSON.stringify(projectId))),
      raw,
    );
  }

  /** Memory is one tab's own: nobody else writes into it. */
  reread(projectId: string): Promise<ProjectContents> {
    return this.load(projectId);
  }

  async commit(changes: Changes): Promise<void> {
    const prepared = await prepare(changes);
    const result = this.#turn.then(async () => {
      // Written to copies of the tables, which take the place of the old ones only when every rule has been kept.
      const draft = new Map([...this.#stores].map(([name, table]) => [name, new Map(table)]));
      await applyChanges(this.#guard(this.#rows(draft)), prepared, null, 'memory');
      this.#stores = draft;
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #rows(draft: Map<StoreName, Table>): Rows {
    const table = (store: StoreName): Table => this.#table(store, draft);
    return {
      get: async (store, key) => table(store).get(JSON.stringify(key)),
      put: async (store, item) => void table(store).set(JSON.stringify(keyOf(store, item)), item),
      drop: async (store, key) => void table(store).delete(JSON.stringify(key)),
      dropParts: async (runId) => {
        for (const [key, part] of table('logParts'))
          if (Reflect.get(part, 'runId') === runId) table('logParts').delete(key);
      },
      lastSeq: async (projectId) =>
        [...table('ledger').values()]
          .filter((line) => Reflect.get(line, 'projectId') === projectId)
          .reduce((last, line) => Math.max(last, Number(Reflect.get(line, 'seq'))), 0),
    };
  }

  async table(key: string): Promise<Blob> {
    return readTable(key, structuredClone(this.#table('tables').get(JSON.stringify(key))));
  }

  async weights(digest: string): Promise<Float32Array> {
    return readWeights(digest, structuredClone(this.#table('weights').get(JSON.stringify(digest))));
  }

  async checkpoint(runId: string): Promise<Checkpoint | null> {
    const stored = this.#table('checkpoints').get(JSON.stringify(runId));
    return stored === undefined ? null : readRecord('checkpoint', structuredClone(stored));
  }

  #ofRun(store: 'logParts' | 'kept', runId: string): unknown[] {
    const items = [...this.#table(store).values()].filter((item) => Reflect.get(item, 'runId') === runId);
    return structuredClone(items);
  }

  async logParts(runId: string): Promise<LogPart[]> {
    return this.#ofRun('logParts', runId)
      .map((part) => readRecord('log part', part))
      .sort((a, b) => a.part - b.part);
  }

  async log(projectId: string, runId: string): Promise<RunLog | null> {
    const stored = this.#table('logs').get(JSON.stringify([projectId, runId]));
    return readLog(undefined, structuredClone(stored), undefined);
  }

  async keptPlaces(runId: string): Promise<KeptPlace[]> {
    return readPlaces(this.#ofRun('kept', runId));
  }

  async keptOne(runId: string, name: string): Promise<KeptCheckpoint | null> {
    const key = JSON.stringify([runId, name]);
    const [place, state] = [this.#table('kept').get(key), this.#table('keptStates').get(key)];
    return readKept(structuredClone(place), structuredClone(state));
  }

  async usage(): Promise<null> {
    return null;
  }

  onForeignCommit(): () => void {
    return () => undefined;
  }

  async acknowledgeLoss(): Promise<void> {
    // Nothing is ever lost here but all of it, and that was said at the opening.
  }

  close(): void {
    this.#stores = tables();
  }
}
