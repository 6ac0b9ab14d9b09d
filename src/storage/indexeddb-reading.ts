// What lies in the stores of a project, each reading in one transaction: one view of it, however much is written meanwhile.

import { unwrap, wrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { lacksSummary, onlyOf } from './contents.ts';
import type { RawContents } from './contents.ts';
import { keyPaths, projectStores } from './schema.ts';
import type { ProjectStore, Schema } from './schema.ts';
import type { Touched } from './touched.ts';

/** The project record, and everything that is read when it opens. */
export async function wholeProject(
  database: IDBPDatabase<Schema>,
  projectId: string,
): Promise<[unknown, RawContents]> {
  const transaction = database.transaction(['projects', 'histories', ...projectStores]);
  const indexed = (store: 'datasetVersions' | 'runs' | 'versions' | 'alerts'): Promise<unknown[]> =>
    transaction.objectStore(store).index('by-project').getAll(projectId);
  const whole = IDBKeyRange.bound([projectId], [projectId, []]);
  const ranged = (
    store: 'notes' | 'versionNotes' | 'evaluations' | 'windows' | 'ledger',
  ): Promise<unknown[]> => transaction.objectStore(store).getAll(whole);
  // All requests are made at once, so that the transaction stays one view of the project.
  const [stored, datasetVersions, runs, versions, alerts, ...lists] = await Promise.all([
    transaction.objectStore('projects').get(projectId),
    indexed('datasetVersions'),
    indexed('runs'),
    indexed('versions'),
    indexed('alerts'),
    ranged('notes'),
    ranged('versionNotes'),
    ranged('evaluations'),
    ranged('windows'),
    ranged('ledger'),
  ]);
  const [notes, versionNotes, evaluations, windows, ledger] = lists;
  // Only runs from before there were summaries need their histories now.
  const histories: unknown[] = runs.some(lacksSummary)
    ? await transaction.objectStore('histories').getAll(whole)
    : [];
  await transaction.done;
  const ofRuns = { datasetVersions, runs, histories, notes };
  return [stored, { ...ofRuns, versions, versionNotes, evaluations, windows, alerts, ledger }];
}

/** The project record, and of the rest only what is asked for. */
export async function partOfProject(
  database: IDBPDatabase<Schema>,
  projectId: string,
  touched: Touched,
): Promise<[unknown, RawContents]> {
  const transaction = database.transaction(['projects', ...projectStores]);
  const read = async (store: ProjectStore): Promise<[ProjectStore, unknown[]]> => {
    const items: unknown[] = await Promise.all(
      touched[store].map((key) => {
        const place: IDBValidKey = typeof keyPaths[store] === 'string' ? key : [projectId, key];
        return wrap(unwrap(transaction).objectStore(store).get(place));
      }),
    );
    return [store, items];
  };
  const [stored, lists] = await Promise.all([
    transaction.objectStore('projects').get(projectId),
    Promise.all(projectStores.map(read)),
    transaction.done,
  ]);
  return [stored, onlyOf(projectId, lists)];
}
