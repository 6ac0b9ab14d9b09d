// What storage promises, whatever stands behind it.

import type { Past } from '../core/branching.ts';
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
import type { Touched } from './touched.ts';

/** Everything that one action of a person changes: it is written whole or not at all. */
export interface Changes {
  readonly project?: Project;
  readonly datasetVersions?: readonly DatasetVersion[];
  readonly runs?: readonly Run[];
  /** Written once, with the end of the run. */
  readonly logs?: readonly RunLog[];
  readonly notes?: readonly RunNote[];
  readonly kept?: readonly KeptCheckpoint[];
  readonly versions?: readonly ModelVersion[];
  readonly versionNotes?: readonly VersionNote[];
  /** Written once each. */
  readonly evaluations?: readonly Evaluation[];
  readonly weights?: readonly Weights[];
  readonly tables?: readonly StoredTable[];
  readonly windows?: readonly WindowRecord[];
  readonly alerts?: readonly Alert[];
  readonly ledger?: readonly LedgerLine[];
  readonly checkpoint?: Checkpoint;
  /** What the log gained up to the checkpoint. */
  readonly logParts?: readonly LogPart[];
  /** Id of the run whose checkpoint is no longer needed, and its parts of the log with it. */
  readonly dropCheckpoint?: string;
}

/** A record that is in the store but cannot be read. It is left in place. */
export interface Damaged {
  readonly kind: string;
  readonly key: string;
  readonly reason: string;
}

export interface ProjectContents extends Past {
  readonly damaged: readonly Damaged[];
}

/** @param touched what it wrote; null: not known. */
export type ForeignCommit = (projectId: string, touched: Touched | null) => void;

export interface Storage {
  readonly kind: 'indexeddb' | 'memory';
  /** Newest opened first. Damaged project records are left out here and named in the opening's report. */
  projects(): Promise<Project[]>;
  /** @throws AppError 'corrupt' when the project record itself is missing or damaged, 'newer-data', 'storage'. */
  load(projectId: string): Promise<ProjectContents>;
  /** The project record as it is now, and of the rest only what is asked for. @throws as `load`. */
  reread(projectId: string, touched: Touched): Promise<ProjectContents>;
  /**
   * Writes all changes in one transaction and resolves when it is complete, not earlier. Repeating a commit is harmless.
   * `strict` asks the browser to flush to the disk: for decisions.
   * @throws AppError 'bad-input' for a malformed record, 'storage' when an immutable record would change or a ledger line
   * is out of turn, 'storage-full', 'newer-data'. Nothing is written then.
   */
  commit(changes: Changes, options?: { readonly strict?: boolean }): Promise<void>;
  /** @throws AppError 'corrupt' when they are missing or their SHA-256 is not `digest`. */
  weights(digest: string): Promise<Float32Array>;
  /** Packed rows of a data version. @throws AppError 'corrupt' when they are missing or their SHA-256 is not `key`. */
  table(key: string): Promise<Blob>;
  checkpoint(runId: string): Promise<Checkpoint | null>;
  /** What the log of an unfinished run held at its checkpoint, in order. @throws AppError 'corrupt' when a part is. */
  logParts(runId: string): Promise<LogPart[]>;
  /** Null: nothing was written down of this run. @throws AppError 'corrupt', 'newer-data'. */
  log(projectId: string, runId: string): Promise<RunLog | null>;
  /** Where callbacks kept parameters of a run, in the order in which they did. @throws AppError 'corrupt', 'newer-data'. */
  keptPlaces(runId: string): Promise<KeptPlace[]>;
  /** Null: nothing was kept under that name. @throws AppError 'corrupt', 'newer-data'. */
  keptOne(runId: string, name: string): Promise<KeptCheckpoint | null>;
  /** Bytes used by this page's storage; null where the browser does not tell. It tells no true limit: none is given. */
  usage(): Promise<{ bytes: number } | null>;
  /** Another tab committed to a project. Returns unsubscribe. */
  onForeignCommit(listener: ForeignCommit): () => void;
  /** The person has seen what the opening's report calls lost: do not report it again. */
  acknowledgeLoss(): Promise<void>;
  close(): void;
}

/** What the witness outside the database knows of and the database no longer holds. */
export interface Missing {
  readonly projects: number;
  readonly ledgerLines: number;
  /** The newest commits that are gone (after a power cut, say). */
  readonly commits: number;
}

export interface StorageReport {
  readonly kind: 'indexeddb' | 'memory';
  /** Why nothing is kept; null when everything is. */
  readonly reason: string | null;
  /** The browser dropped the database, or it is not the one that the witness knows. */
  readonly dataLoss: boolean;
  readonly missing: Missing | null;
  /** Project records that cannot be read. */
  readonly damaged: readonly Damaged[];
}

export interface StorageOpening {
  readonly storage: Storage;
  readonly report: StorageReport;
}
