// The layout of the database. Heavy bytes (weights, checkpoints, metric histories) lie in stores of their own.

import type { DBSchema, StoreKey, StoreNames, StoreValue } from 'idb';
import type { Evaluation } from '../core/evaluation.ts';
import type {
  Alert,
  Checkpoint,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  StoredTable,
  VersionNote,
  Weights,
  WindowRecord,
} from '../core/records.ts';
import type { KeptCheckpoint, KeptPlace, LogPart, RunLog, RunNote } from '../core/run-records.ts';

/** The history of a run of format 1, packed (history.ts). No longer written; its run says how many epochs it has. */
interface StoredHistory {
  readonly runId: string;
  readonly projectId: string;
  readonly points: Float64Array;
}

/** A run's log, its numbers packed (run-log.ts). It is not read when the project opens. */
export interface StoredLog extends Omit<RunLog, 'history' | 'series' | 'histograms'> {
  readonly epochs: number;
  readonly history: Float64Array;
  readonly series: readonly { readonly name: string; readonly n: number; readonly points: Float64Array }[];
  readonly tags: readonly string[];
  readonly histograms: Float64Array;
}

/** What belongs to a kept place and is read only to go on from there. */
export type StoredState = Pick<KeptCheckpoint, 'runId' | 'name' | 'weights' | 'optimizer' | 'callbacks'>;

/** Which database this is and how many commits it has seen: what the witness is compared with. */
export interface Identity {
  readonly key: 'identity';
  readonly epoch: string;
  readonly commits: number;
}

export interface Schema extends DBSchema {
  identity: { key: 'identity'; value: Identity };
  projects: { key: string; value: Project };
  datasetVersions: { key: string; value: DatasetVersion; indexes: { 'by-project': string } };
  runs: { key: string; value: Run; indexes: { 'by-project': string } };
  histories: { key: [string, string]; value: StoredHistory };
  logs: { key: [string, string]; value: StoredLog };
  logParts: { key: [string, number]; value: LogPart };
  notes: { key: [string, string]; value: RunNote };
  kept: { key: [string, string]; value: KeptPlace };
  keptStates: { key: [string, string]; value: StoredState };
  versions: { key: string; value: ModelVersion; indexes: { 'by-project': string } };
  versionNotes: { key: [string, string]; value: VersionNote };
  evaluations: { key: [string, string]; value: Evaluation };
  weights: { key: string; value: Weights };
  windows: { key: [string, number]; value: WindowRecord };
  alerts: { key: string; value: Alert; indexes: { 'by-project': string } };
  ledger: { key: [string, number]; value: LedgerLine };
  checkpoints: { key: string; value: Checkpoint };
  tables: { key: string; value: StoredTable };
}

export type StoreName = StoreNames<Schema>;
export type StoreItem<N extends StoreName> = StoreValue<Schema, N>;
export type ItemKey<N extends StoreName> = StoreKey<Schema, N>;

/** Where each store's records carry their key. */
export const keyPaths: { readonly [N in StoreName]: string | readonly [string, string] } = {
  identity: 'key',
  projects: 'id',
  datasetVersions: 'id',
  runs: 'id',
  histories: ['projectId', 'runId'],
  logs: ['projectId', 'runId'],
  logParts: ['runId', 'part'],
  notes: ['projectId', 'runId'],
  kept: ['runId', 'name'],
  keptStates: ['runId', 'name'],
  versions: 'id',
  versionNotes: ['projectId', 'modelVersionId'],
  evaluations: ['projectId', 'id'],
  weights: 'digest',
  windows: ['projectId', 'index'],
  alerts: 'id',
  ledger: ['projectId', 'seq'],
  checkpoints: 'runId',
  tables: 'key',
};

export const storeNames: readonly StoreName[] = [
  'identity',
  'projects',
  'datasetVersions',
  'runs',
  'histories',
  'logs',
  'logParts',
  'notes',
  'kept',
  'keptStates',
  'versions',
  'versionNotes',
  'evaluations',
  'weights',
  'windows',
  'alerts',
  'ledger',
  'checkpoints',
  'tables',
];

/** The stores that are read as a whole when a project opens. What runs measured and kept is read when it is asked for. */
export const projectStores = [
  'datasetVersions',
  'runs',
  'notes',
  'versions',
  'versionNotes',
  'evaluations',
  'windows',
  'alerts',
  'ledger',
] as const;
export type ProjectStore = (typeof projectStores)[number];
