// From what lies in the stores to records: read, checked, sorted. What cannot be read is named and left in place.

import { digestBytes } from '../core/digest.ts';
import { AppError } from '../core/errors.ts';
import { readRecord } from '../core/record-formats.ts';
import type { RecordKind, RecordKinds } from '../core/record-formats.ts';
import type { Project, Run } from '../core/records.ts';
import type { KeptCheckpoint, KeptPlace, RunLog } from '../core/run-records.ts';
import type { Damaged, ProjectContents } from './contract.ts';
import { unpackHistory } from './history.ts';
import { unpackLog } from './run-log.ts';
import { keyPaths } from './schema.ts';
import type { ProjectStore, StoreName } from './schema.ts';

export interface RawContents extends Readonly<Record<ProjectStore, readonly unknown[]>> {
  /** Of runs of format 1; empty where there are none. */
  readonly histories: readonly unknown[];
}

/** Of what was found under asked-for keys, what there is and belongs to the project. */
export function onlyOf(
  projectId: string,
  lists: readonly (readonly [ProjectStore, readonly unknown[]])[],
): RawContents {
  const contents: { -readonly [S in keyof RawContents]: readonly unknown[] } = {
    datasetVersions: [],
    runs: [],
    histories: [],
    notes: [],
    versions: [],
    versionNotes: [],
    evaluations: [],
    windows: [],
    alerts: [],
    ledger: [],
  };
  for (const [store, items] of lists)
    contents[store] = items.filter((item) => fieldOf(item, 'projectId') === projectId);
  return contents;
}

function fieldOf(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
}

function keyText(store: StoreName, item: unknown): string {
  return [keyPaths[store]]
    .flat()
    .map((name) => String(fieldOf(item, name)))
    .join(', ');
}

/** Damage is set aside; a record of a newer release stops everything, for the rest would tell a false story. */
function setAside(thrown: unknown, kind: string, key: string, damaged: Damaged[]): void {
  if (!(thrown instanceof AppError) || thrown.code !== 'corrupt') throw thrown;
  damaged.push({ kind, key, reason: thrown.message });
}

function readAll<K extends RecordKind>(
  kind: K,
  store: StoreName,
  items: readonly unknown[],
  damaged: Damaged[],
): RecordKinds[K][] {
  return items.flatMap((item) => {
    try {
      return [readRecord(kind, item)];
    } catch (thrown) {
      setAside(thrown, kind, keyText(store, item), damaged);
      return [];
    }
  });
}

/** Runs of format 1 have figures of their history only after it was read. */
export const lacksSummary = (stored: unknown): boolean => fieldOf(stored, 'v') === 1;

/**
 * A run, of format 1 with its history from the other store. Where that is damaged the run comes as if it had none, and the
 * damage beside it.
 * @throws AppError 'corrupt' or 'newer-data' for the run itself.
 */
export function readRun(stored: unknown, history: unknown): { run: Run; damage: AppError | null } {
  if (!lacksSummary(stored)) return { run: readRecord('run', stored), damage: null };
  const bare: object = typeof stored === 'object' && stored !== null ? stored : {};
  const run = readRecord('run', { ...bare, history: [] });
  const epochs = fieldOf(stored, 'epochs');
  if (typeof epochs !== 'number' || !Number.isSafeInteger(epochs) || epochs < 0)
    throw new AppError('corrupt', 'A stored run is damaged at "epochs".');
  try {
    const points = unpackHistory(fieldOf(history, 'points'), epochs);
    return { run: readRecord('run', { ...bare, history: points }), damage: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { run, damage: thrown };
  }
}

/**
 * What is kept of a run's log. Runs of format 1 have their history only.
 * @returns null where nothing was written down.
 * @throws AppError 'corrupt' or 'newer-data'.
 */
export function readLog(run: unknown, log: unknown, history: unknown): RunLog | null {
  if (log !== undefined) return unpackLog(log);
  if (history === undefined) return null;
  const epochs = fieldOf(run, 'epochs');
  if (typeof epochs !== 'number') throw new AppError('corrupt', 'The run of this history is damaged.');
  return {
    v: 1,
    runId: String(fieldOf(history, 'runId')),
    projectId: String(fieldOf(history, 'projectId')),
    history: unpackHistory(fieldOf(history, 'points'), epochs),
    series: [],
    events: [],
    histograms: [],
    files: [],
  };
}

/** In the order in which it was kept. @throws AppError 'corrupt' or 'newer-data'. */
export function readPlaces(items: readonly unknown[]): KeptPlace[] {
  return items
    .map((item) => readRecord('kept place', item))
    .sort((a, b) => a.keptAt - b.keptAt || a.step - b.step);
}

/** @returns null where there is none. @throws AppError 'corrupt' or 'newer-data'. */
export function readKept(place: unknown, state: unknown): KeptCheckpoint | null {
  if (typeof place !== 'object' || place === null) return null;
  return readRecord('kept checkpoint', { ...place, ...(typeof state === 'object' ? state : null) });
}

function readRuns(raw: RawContents, damaged: Damaged[]): Run[] {
  const histories = new Map(raw.histories.map((item) => [fieldOf(item, 'runId'), item]));
  return raw.runs.flatMap((item) => {
    const key = keyText('runs', item);
    try {
      const { run, damage } = readRun(item, histories.get(key));
      if (damage) damaged.push({ kind: 'history', key, reason: damage.message });
      return [run];
    } catch (thrown) {
      setAside(thrown, 'run', key, damaged);
      return [];
    }
  });
}

/** Evaluations of one moment are told apart by their number: as text, 10 would come before 9. */
const numberIn = ({ id }: { readonly id: string }): number => Number(/(\d+)$/.exec(id)?.[1] ?? 0);

/** @throws AppError 'corrupt' when the project record is missing or damaged, 'newer-data' for any newer record. */
export function readContents(projectId: string, project: unknown, raw: RawContents): ProjectContents {
  if (project === undefined)
    throw new AppError('corrupt', `There is no saved project "${projectId}" in this browser.`);
  const damaged: Damaged[] = [];
  const read = <K extends RecordKind>(kind: K, store: ProjectStore): RecordKinds[K][] =>
    readAll(kind, store, raw[store], damaged);
  return {
    project: readRecord('project', project),
    datasetVersions: read('dataset version', 'datasetVersions').sort((a, b) => a.number - b.number),
    runs: readRuns(raw, damaged).sort((a, b) => a.number - b.number),
    notes: read('run note', 'notes'),
    versions: read('model version', 'versions').sort((a, b) => a.number - b.number),
    versionNotes: read('version note', 'versionNotes'),
    evaluations: read('evaluation', 'evaluations').sort(
      (a, b) => a.createdAt - b.createdAt || numberIn(a) - numberIn(b),
    ),
    windows: read('window', 'windows').sort((a, b) => a.index - b.index),
    alerts: read('alert', 'alerts').sort((a, b) => a.windowIndex - b.windowIndex || a.raisedAt - b.raisedAt),
    ledger: read('ledger line', 'ledger').sort((a, b) => a.seq - b.seq),
    damaged,
  };
}

/** Newest opened first, and the ones that cannot be read. @throws AppError 'newer-data'. */
export function readProjects(items: readonly unknown[]): { projects: Project[]; damaged: Damaged[] } {
  const damaged: Damaged[] = [];
  const projects = readAll('project', 'projects', items, damaged);
  return { projects: projects.sort((a, b) => b.openedAt - a.openedAt), damaged };
}

/** @throws AppError 'corrupt' when they are missing or their SHA-256 is not `key`. */
export async function readTable(key: string, stored: unknown): Promise<Blob> {
  if (stored === undefined)
    throw new AppError('corrupt', 'The rows of this data version are not in the saved work any more.');
  const { bytes } = readRecord('table', stored);
  if ((await digestBytes(new Uint8Array(await bytes.arrayBuffer()))) !== key)
    throw new AppError(
      'corrupt',
      'The rows of this data version are damaged: their checksum is wrong. They were not used.',
    );
  return bytes;
}

/** @throws AppError 'corrupt' when they are missing or their SHA-256 is not `digest`. */
export async function readWeights(digest: string, stored: unknown): Promise<Float32Array> {
  if (stored === undefined)
    throw new AppError('corrupt', 'The weights of this version are not in the saved work any more.');
  const { bytes } = readRecord('weights', stored);
  if (bytes.byteLength % 4 !== 0 || (await digestBytes(new Uint8Array(bytes))) !== digest)
    throw new AppError(
      'corrupt',
      'The weights of this version are damaged: their checksum is wrong. They were not used.',
    );
  return new Float32Array(bytes);
}
