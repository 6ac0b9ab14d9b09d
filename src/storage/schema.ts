// The layout of the database. Heavy bytes (weights, checkpoints, metric histories) lie in stores of their own.

import type { DBSchema, StoreKey, StoreNames, StoreValue } from 'idb';
import type {
  Alert,
  Checkpoint,
  DatasetVersion,
  LedgerLine,
  ModelVersion,
  Project,
  Run,
  StoredTable,
  Weights,
  WindowRecord,
} from '../core/records.ts';

/** A run without its history; `epochs` says how long the history must be. */
export interface StoredRun extends Omit<Run, 'history'> {
  readonly epochs: number;
}

/** A run's metric history, packed (history.ts): a thousand runs of a thousand epochs must open within a second. */
export interface StoredHistory {
  readonly runId: string;
  readonly projectId: string;
  readonly points: Float64Array;
}

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
  runs: { key: string; value: StoredRun; indexes: { 'by-project': string } };
  histories: { key: [string, string]; value: StoredHistory };
  versions: { key: string; value: ModelVersion; indexes: { 'by-project': string } };
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
  versions: 'id',
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
  'versions',
  'weights',
  'windows',
  'alerts',
  'ledger',
  'checkpoints',
  'tables',
];

/** The stores that are read as a whole when a project opens. */
export const projectStores = [
  'datasetVersions',
  'runs',
  'histories',
  'versions',
  'windows',
  'alerts',
  'ledger',
] as const;
export type ProjectStore = (typeof projectStores)[number];
