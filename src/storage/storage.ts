// The door of this folder: opens what the browser offers and says what it found.

import type { Guard } from './apply.ts';
import type { StorageOpening } from './contract.ts';
import { IndexedDbStorage } from './indexeddb-storage.ts';
import { MemoryStorage } from './memory-storage.ts';
import { Neighbours } from './neighbours.ts';
import { Witness } from './witness.ts';
import type { WitnessPlace } from './witness.ts';

export type { Changes, ProjectContents, Storage, StorageOpening, StorageReport } from './contract.ts';
export { bothTouched } from './touched.ts';
export type { Touched } from './touched.ts';

export interface StorageOptions {
  readonly name?: string;
  /** Null: there is none. Left out: the browser's. */
  readonly indexedDB?: IDBFactory | null;
  readonly witness?: WitnessPlace | null;
  /** How long an open may take before it counts as hanging. */
  readonly patienceMs?: number;
  readonly retryDelayMs?: number;
  /** Stands between the rules and what they write; given by tests only. */
  readonly guard?: Guard;
}

/** Merely touching these globals throws where site data is blocked. */
function offered<T>(get: () => T | null | undefined): T | null {
  try {
    return get() ?? null;
  } catch {
    return null;
  }
}

/**
 * @returns IndexedDB, or memory where the browser offers or allows none; the report then says why.
 * @throws AppError 'storage-blocked' (another tab in the way), 'newer-data' (an older page), 'storage' (cannot be opened).
 * These are no reason for memory: work may be there, and a page that begins anew would hide it.
 */
export async function openStorage(options: StorageOptions = {}): Promise<StorageOpening> {
  const { name = 'model-loop', patienceMs, retryDelayMs } = options;
  const place = options.witness === undefined ? offered(() => globalThis.localStorage) : options.witness;
  const factory = options.indexedDB === undefined ? offered(() => globalThis.indexedDB) : options.indexedDB;
  const witness = new Witness(place, name);
  const { guard } = options;
  if (!factory) return openMemoryStorage('This browser offers the page no database.', witness, guard);
  const storage = new IndexedDbStorage({
    database: { factory, name, patienceMs, retryDelayMs },
    witness,
    neighbours: new Neighbours(`${name}/commits`),
    guard,
  });
  const opened = await storage.open();
  if ('refused' in opened)
    return openMemoryStorage(
      `The browser does not let this page keep anything (${opened.refused}).`,
      witness,
      guard,
    );
  return { storage, report: { kind: 'indexeddb', reason: null, ...opened } };
}

/** Storage that is gone with the tab. What the witness knows of is reported as missing: it cannot be reached now. */
function openMemoryStorage(reason: string, witness: Witness | null = null, guard?: Guard): StorageOpening {
  const known = witness?.read() ?? null;
  const missing =
    known && known.projects + known.ledgerLines > 0
      ? { projects: known.projects, ledgerLines: known.ledgerLines, commits: known.commits }
      : null;
  return {
    storage: new MemoryStorage(guard),
    report: {
      kind: 'memory',
      reason: `${reason} Everything works, but it is gone when this tab is closed.`,
      dataLoss: false,
      missing,
      damaged: [],
    },
  };
}
