// Changes of the layout, in order. Append only: a step that has been released is never edited. It must not read
// schema.ts, which describes the newest layout.

/** May await requests of its own transaction (`wrap` of idb makes them promises) and nothing else. */
export type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void | Promise<void>;

const first: Migration = (database) => {
  database.createObjectStore('identity', { keyPath: 'key' });
  database.createObjectStore('projects', { keyPath: 'id' });
  database.createObjectStore('weights', { keyPath: 'digest' });
  database.createObjectStore('checkpoints', { keyPath: 'runId' });
  const ofProject: Record<string, string | string[]> = {
    datasetVersions: 'id',
    runs: 'id',
    histories: 'runId',
    versions: 'id',
    windows: ['projectId', 'index'],
    alerts: 'id',
    ledger: ['projectId', 'seq'],
  };
  for (const [name, keyPath] of Object.entries(ofProject))
    database.createObjectStore(name, { keyPath }).createIndex('by-project', 'projectId');
};

/** The database's version is the number of steps. */
export const migrations: readonly Migration[] = [first];

/** Runs the steps that a database of version `from` lacks. Its promise must be guarded: see database.ts. */
export async function migrate(
  database: IDBDatabase,
  transaction: IDBTransaction,
  from: number,
  steps: readonly Migration[],
): Promise<void> {
  for (const step of steps.slice(from)) await step(database, transaction);
}
