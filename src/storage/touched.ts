// Which records of a project a commit wrote, so that other tabs read these anew and not a project of thousands of runs.

import type { ProjectStore } from './schema.ts';
import { projectStores } from './schema.ts';

/** By store the ids; of notes those of their runs and versions, of windows and ledger lines their numbers. */
export type Touched = { readonly [S in ProjectStore]: readonly (string | number)[] };

/** So many at once are sooner read as a whole. */
const most = 5000;

const nothing: Touched = {
  datasetVersions: [],
  runs: [],
  notes: [],
  versions: [],
  versionNotes: [],
  evaluations: [],
  windows: [],
  alerts: [],
  ledger: [],
};

/** What a message says was touched; null when it says nothing that can be used: then all of the project is read. */
export function readTouched(message: unknown): Touched | null {
  if (typeof message !== 'object' || message === null) return null;
  const touched: { -readonly [S in ProjectStore]: readonly (string | number)[] } = { ...nothing };
  let count = 0;
  for (const store of projectStores) {
    const keys: unknown = Reflect.get(message, store);
    if (!Array.isArray(keys)) return null;
    const good = keys.filter((key) => typeof key === 'string' || Number.isSafeInteger(key));
    if (good.length !== keys.length) return null;
    touched[store] = good;
    count += good.length;
  }
  return count <= most ? touched : null;
}

/** Both; null stands for everything. */
export function bothTouched(a: Touched | null, b: Touched | null): Touched | null {
  if (!a || !b) return null;
  const both = { ...nothing };
  return Object.assign(
    both,
    Object.fromEntries(projectStores.map((store) => [store, [...new Set([...a[store], ...b[store]])]])),
  );
}
