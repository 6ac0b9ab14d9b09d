// Storage in IndexedDB. A commit counts when its transaction is complete; a lost connection is opened anew once.

import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { AppError } from '../core/errors.ts';
import { readRecord } from '../core/record-formats.ts';
import type { Checkpoint, Project } from '../core/records.ts';
import type { KeptCheckpoint, KeptPlace, LogPart, RunLog } from '../core/run-records.ts';
import { applyChanges, identityOf } from './apply.ts';
import type { Applied, Guard, Rows } from './apply.ts';
import {
  readContents,
  readKept,
  readLog,
  readPlaces,
  readProjects,
  readTable,
  readWeights,
} from './contents.ts';
import type { Changes, Damaged, ForeignCommit, Missing, ProjectContents, Storage } from './contract.ts';
import { openDatabase } from './database.ts';
import type { DatabaseOptions } from './database.ts';
import { partOfProject, wholeProject } from './indexeddb-reading.ts';
import { isConnectionLost, storageFailure } from './failure.ts';
import type { Neighbours } from './neighbours.ts';
import { prepare, projectsOf, touchedBy } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { storeNames } from './schema.ts';
import type { Schema, StoreName } from './schema.ts';
import type { Touched } from './touched.ts';
import type { Holdings, Witness } from './witness.ts';

type WriteTransaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

export interface IndexedDbParts {
  readonly database: Omit<DatabaseOptions, 'onOusted' | 'onTerminated'>;
  readonly witness: Witness;
  readonly neighbours: Neighbours;
  readonly guard?: Guard | undefined;
}

function rowsOf(transaction: WriteTransaction): Rows {
  return {
    get: (store, key) => transaction.objectStore(store).get(key),
    put: async (store, item) => void (await transaction.objectStore(store).put(item)),
    drop: (store, key) => transaction.objectStore(store).delete(key),
    dropParts: (runId) => transaction.objectStore('logParts').delete(IDBKeyRange.bound([runId], [runId, []])),
    lastSeq: async (projectId) => {
      const lines = IDBKeyRange.bound([projectId, 0], [projectId, Infinity]);
      const cursor = await transaction.objectStore('ledger').openKeyCursor(lines, 'prev');
      return cursor ? cursor.key[1] : 0;
    },
  };
}

export class IndexedDbStorage implements Storage {
  readonly kind = 'indexeddb';
  readonly #parts: IndexedDbParts;
  #database: Promise<IDBPDatabase<Schema>> | null = null;
  /** Why nothing is read or written any more. */
  #ended: AppError | null = null;
  #epoch: string | null = null;
  /** What the browser told at the first open. */
  #droppedByBrowser = false;
  #refused: string | null = null;

  constructor(parts: IndexedDbParts) {
    this.#parts = parts;
  }

  /**
   * Opens the database and compares it with the witness.
   * @returns `refused` where the browser lets this page keep nothing.
   */
  async open(): Promise<
    { dataLoss: boolean; missing: Missing | null; damaged: Damaged[] } | { refused: string }
  > {
    try {
      const testimony = this.#parts.witness.read();
      const stored = await this.#run((database) => database.getAll('projects'));
      const holdings = await this.#holdings();
      this.#epoch = holdings.identity?.epoch ?? null;
      const { damaged } = readProjects(stored);
      return { ...this.#parts.witness.confront(testimony, holdings, this.#droppedByBrowser), damaged };
    } catch (thrown) {
      this.close();
      if (this.#refused !== null) return { refused: this.#refused };
      throw thrown;
    }
  }

  async #connect(): Promise<IDBPDatabase<Schema>> {
    const opened = await openDatabase({
      ...this.#parts.database,
      onOusted: (upgrade) =>
        (this.#ended = upgrade
          ? new AppError(
              'newer-data',
              'A newer release of this page has been opened in another tab. Everything saved is safe. Reload this tab to go on.',
            )
          : new AppError(
              'storage',
              'The saved work is being deleted from another tab. What you see is still in this tab: export it before you close it.',
            )),
      onTerminated: () => (this.#database = null),
    });
    if ('refused' in opened) {
      this.#refused = opened.refused;
      throw new AppError('storage', `The browser lets this page keep nothing (${opened.refused}).`);
    }
    this.#droppedByBrowser ||= opened.dataLoss;
    return opened.database;
  }

  async #connected(): Promise<IDBPDatabase<Schema>> {
    if (this.#ended) throw this.#ended;
    const connection = (this.#database ??= this.#connect());
    try {
      return await connection;
    } catch (thrown) {
      // The next wish opens it anew.
      if (this.#database === connection) this.#database = null;
      throw thrown;
    }
  }

  /** Runs work on the connection; when the connection turns out to be dead, once more on a fresh one. */
  async #run<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    for (let again = true; ; again = false) {
      const database = await this.#connected();
      const connection = this.#database;
      try {
        return await work(database);
      } catch (thrown) {
        if (this.#ended) throw this.#ended;
        const terminated = this.#database !== connection;
        if (!again || !(terminated || isConnectionLost(thrown))) throw storageFailure(thrown);
        database.close();
        if (!terminated) this.#database = null;
      }
    }
  }

  async #holdings(): Promise<Holdings> {
    return this.#run(async (database) => {
      const transaction = database.transaction(['identity', 'projects', 'ledger']);
      const [identity, projects, ledgerLines] = await Promise.all([
        transaction.objectStore('identity').get('identity'),
        transaction.objectStore('projects').count(),
        transaction.objectStore('ledger').count(),
        transaction.done,
      ]);
      return { identity: identityOf(identity), projects, ledgerLines };
    });
  }

  async projects(): Promise<Project[]> {
    return readProjects(await this.#run((database) => database.getAll('projects'))).projects;
  }

  async load(projectId: string): Promise<ProjectContents> {
    const [project, raw] = await this.#run((database) => wholeProject(database, projectId));
    return readContents(projectId, project, raw);
  }

  async reread(projectId: string, touched: Touched): Promise<ProjectContents> {
    const [project, raw] = await this.#run((database) => partOfProject(database, projectId, touched));
    return readContents(projectId, project, raw);
  }

  async commit(changes: Changes, options: { readonly strict?: boolean } = {}): Promise<void> {
    const prepared = await prepare(changes);
    const freshEpoch = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const applied = await this.#run((database) =>
      this.#write(database, prepared, freshEpoch, options.strict ? 'strict' : 'relaxed'),
    );
    this.#epoch = applied.identity.epoch;
    const projects = projectsOf(prepared);
    this.#parts.witness.committed(applied, projects[0] ?? null);
    for (const projectId of projects) this.#parts.neighbours.tell(projectId, touchedBy(prepared, projectId));
  }

  async #write(
    database: IDBPDatabase<Schema>,
    prepared: Prepared,
    freshEpoch: string,
    durability: IDBTransactionDurability,
  ): Promise<Applied> {
    const transaction = database.transaction([...storeNames], 'readwrite', { durability });
    // Settled on every path below; this keeps an early abort from counting as unhandled meanwhile.
    const done = transaction.done.then(
      () => null,
      (reason: unknown) => transaction.error ?? new Error(String(reason)),
    );
    try {
      const rows = rowsOf(transaction);
      const written = this.#parts.guard?.(rows) ?? rows;
      const applied = await applyChanges(written, prepared, this.#epoch, freshEpoch);
      const failure = await done;
      if (failure !== null) throw failure;
      return applied;
    } catch (thrown) {
      try {
        transaction.abort();
      } catch {
        // The browser has aborted it already; its own reason says more than that of the request that was cut short.
      }
      await done;
      throw thrown instanceof AppError ? thrown : (transaction.error ?? thrown);
    }
  }

  async table(key: string): Promise<Blob> {
    return readTable(key, await this.#run((database) => database.get('tables', key)));
  }

  async weights(digest: string): Promise<Float32Array> {
    return readWeights(digest, await this.#run((database) => database.get('weights', digest)));
  }

  async checkpoint(runId: string): Promise<Checkpoint | null> {
    const stored = await this.#run((database) => database.get('checkpoints', runId));
    return stored === undefined ? null : readRecord('checkpoint', stored);
  }

  async logParts(runId: string): Promise<LogPart[]> {
    const whole = IDBKeyRange.bound([runId], [runId, []]);
    const stored = await this.#run((database) => database.getAll('logParts', whole));
    return stored.map((part) => readRecord('log part', part));
  }

  async log(projectId: string, runId: string): Promise<RunLog | null> {
    const [run, log, history] = await this.#run(async (database) => {
      const transaction = database.transaction(['runs', 'logs', 'histories']);
      return Promise.all([
        transaction.objectStore('runs').get(runId),
        transaction.objectStore('logs').get([projectId, runId]),
        transaction.objectStore('histories').get([projectId, runId]),
      ]);
    });
    return readLog(run, log, history);
  }

  async keptPlaces(runId: string): Promise<KeptPlace[]> {
    const whole = IDBKeyRange.bound([runId], [runId, []]);
    return readPlaces(await this.#run((database) => database.getAll('kept', whole)));
  }

  async keptOne(runId: string, name: string): Promise<KeptCheckpoint | null> {
    const [place, state] = await this.#run(async (database) => {
      const transaction = database.transaction(['kept', 'keptStates']);
      return Promise.all([
        transaction.objectStore('kept').get([runId, name]),
        transaction.objectStore('keptStates').get([runId, name]),
      ]);
    });
    return readKept(place, state);
  }

  async usage(): Promise<{ bytes: number } | null> {
    // Browsers refuse the estimate where they refuse to tell pages apart; a figure that is not told is no failure.
    const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => undefined);
    return estimate?.usage === undefined ? null : { bytes: estimate.usage };
  }

  onForeignCommit(listener: ForeignCommit): () => void {
    return this.#parts.neighbours.listen(listener);
  }

  async acknowledgeLoss(): Promise<void> {
    this.#parts.witness.adopt(await this.#holdings());
  }

  close(): void {
    this.#ended ??= new AppError('storage', 'The saved work has been closed in this tab.');
    this.#parts.neighbours.close();
    this.#database?.then((database) => database.close()).catch(() => undefined);
    this.#database = null;
  }
}
