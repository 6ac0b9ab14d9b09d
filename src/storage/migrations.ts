// Changes of the layout, in order. Append only: a step that has been released is never edited. It must not read
// schema.ts, which describes the newest layout.

/** May await requests of its own transaction (`wrap` of idb makes them promises) and nothing else. */
export type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void | Promise<void>;

const first: Migration = (database) => {
  database.createObjectStore('identity', { keyPath: 'key' });
  database.createObjectStore('projects', { keyPath: 'id' });
  database.createObjectStore('weights', { keyPath: 'digest' });
  database.createObjectStore('checkpoints', { keyPath: 'runId' });
  // A key that begins with the project reads a whole project in one sweep, without an index.
  database.createObjectStore('histories', { keyPath: ['projectId', 'runId'] });
  database.createObjectStore('windows', { keyPath: ['projectId', 'index'] });
  database.createObjectStore('ledger', { keyPath: ['projectId', 'seq'] });
  for (const name of ['datasetVersions', 'runs', 'versions', 'alerts'])
    database.createObjectStore(name, { keyPath: 'id' }).createIndex('by-project', 'projectId');
};

/** Rows of data versions. */
const tables: Migration = (database) => {
  database.createObjectStore('tables', { keyPath: 'key' });
};

/** Logs, notes and kept checkpoints of runs. Histories of runs from before stay where they are. */
const runRecords: Migration = (database) => {
  for (const name of ['logs', 'notes']) database.createObjectStore(name, { keyPath: ['projectId', 'runId'] });
  // A list of what was kept must not read the parameters: a run may have kept thousands.
  for (const name of ['kept', 'keptStates']) database.createObjectStore(name, { keyPath: ['runId', 'name'] });
  database.createObjectStore('logParts', { keyPath: ['runId', 'part'] });
};

/** What versions were asked and what a person says of them. */
const evaluations: Migration = (database) => {
  database.createObjectStore('evaluations', { keyPath: ['projectId', 'id'] });
  database.createObjectStore('versionNotes', { keyPath: ['projectId', 'modelVersionId'] });
};

/** The database's version is the number of steps. */
export const migrations: readonly Migration[] = [first, tables, runRecords, evaluations];

/** Runs the steps that a database of version `from` lacks. Its promise must be guarded: see database.ts. */
export async function migrate(
  database: IDBDatabase,
  transaction: IDBTransaction,
  from: number,
  steps: readonly Migration[],
): Promise<void> {
  for (const step of steps.slice(from)) await step(database, transaction);
}
