// The rules of what may be written over what, the same for every kind of storage. Runs inside one transaction.

import { AppError } from '../core/errors.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { readRecord } from '../core/record-formats.ts';
import { sameContent } from '../core/same-content.ts';
import type { RecordKind, RecordKinds } from '../core/record-formats.ts';
import type { Run, WindowRecord } from '../core/records.ts';
import type { KeptCheckpoint, RunLog } from '../core/run-records.ts';
import type { Prepared } from './prepare.ts';
import { readRun } from './contents.ts';
import { packLog, unpackLog } from './run-log.ts';
import type { Identity, ItemKey, StoreItem, StoreName } from './schema.ts';

/** What the rules need of a transaction. What is stored may be damaged, so it is read as unknown. */
export interface Rows {
  get<N extends StoreName>(store: N, key: ItemKey<N>): Promise<unknown>;
  put<N extends StoreName>(store: N, item: StoreItem<N>): Promise<void>;
  drop<N extends StoreName>(store: N, key: ItemKey<N>): Promise<void>;
  /** Drops every part of the log of an unfinished run. */
  dropParts(runId: string): Promise<void>;
  /** The highest ledger number of a project, damaged lines included; 0 when there is none. */
  lastSeq(projectId: string): Promise<number>;
}

/** Takes the place of what the rules write through. */
export type Guard = (rows: Rows) => Rows;

export interface Applied {
  readonly identity: Identity;
  readonly newProjects: number;
  readonly newLedgerLines: number;
}

function refused(what: string): AppError {
  return new AppError(
    'storage',
    `${what} Nothing was written. Another tab may have gone on with this project: reload the page to see its present state.`,
  );
}

type OnceStores = { datasetVersions: 'dataset version'; versions: 'model version'; alerts: 'alert' };

/** Writes a record that never changes. */
async function putOnce<N extends keyof OnceStores>(
  rows: Rows,
  store: N,
  kind: OnceStores[N],
  record: StoreItem<N> & RecordKinds[OnceStores[N]],
): Promise<void> {
  const existing = await rows.get(store, record.id as ItemKey<N>);
  if (existing === undefined) return rows.put(store, record);
  refuseDifference(kind, existing, record, record.id);
}

function refuseDifference(kind: RecordKind, existing: unknown, record: unknown, key: string): void {
  if (!sameContent(readRecord(kind, existing), record))
    throw refused(`The ${kind} ${key} exists already and says something else.`);
}

async function putEvaluation(rows: Rows, evaluation: Evaluation): Promise<void> {
  const existing = await rows.get('evaluations', [evaluation.projectId, evaluation.id]);
  if (existing === undefined) return rows.put('evaluations', evaluation);
  refuseDifference('evaluation', existing, evaluation, evaluation.id);
}

const hasEnded = (run: Run): boolean => ['done', 'stopped', 'failed'].includes(run.status);

async function putRun(rows: Rows, run: Run): Promise<void> {
  const existing = await rows.get('runs', run.id);
  if (existing !== undefined) {
    const before = readRun(existing, await rows.get('histories', [run.projectId, run.id]));
    if (before.run.projectId !== run.projectId || before.run.number !== run.number)
      throw refused(`The run ${run.id} belongs to another project or has another number.`);
    if (before.damage && hasEnded(before.run)) throw before.damage;
    if (hasEnded(before.run) && !sameContent(before.run, run))
      throw refused(`The run ${run.id} has ended and cannot be changed.`);
  }
  await rows.put('runs', run);
}

/** A log is that of an ended run: before, what it holds may still grow. */
async function putLog(rows: Rows, log: RunLog): Promise<void> {
  const run = await rows.get('runs', log.runId);
  if (
    run === undefined ||
    !hasEnded(readRun(run, await rows.get('histories', [log.projectId, log.runId])).run)
  )
    throw refused(`The run ${log.runId} has not ended, so that its log is not complete.`);
  const existing = await rows.get('logs', [log.projectId, log.runId]);
  if (existing !== undefined && !sameContent(unpackLog(existing), log))
    throw refused(`The log of the run ${log.runId} exists already and says something else.`);
  await rows.put('logs', packLog(log));
}

/** Apart, so that a list of what was kept reads no parameters. */
async function putKept(rows: Rows, item: KeptCheckpoint): Promise<void> {
  const { weights, optimizer, callbacks, ...place } = item;
  const { runId, name } = item;
  await rows.put('kept', { ...place, bare: optimizer.length === 0 });
  await rows.put('keptStates', { runId, name, weights, optimizer, callbacks });
}

async function putWindow(rows: Rows, window: WindowRecord): Promise<void> {
  const existing = await rows.get('windows', [window.projectId, window.index]);
  if (existing !== undefined) {
    const before = readRecord('window', existing);
    // Labels arrive once: only an empty performance may be filled, and nothing else may differ.
    const filled = before.performance === null ? { ...before, performance: window.performance } : before;
    if (!sameContent(filled, window))
      throw refused(`Window ${window.index} of ${window.projectId} exists already and says something else.`);
  }
  await rows.put('windows', window);
}

async function putLedger(rows: Rows, lines: Prepared['ledger']): Promise<number> {
  let added = 0;
  for (const line of lines) {
    const last = await rows.lastSeq(line.projectId);
    if (line.seq > last + 1)
      throw refused(`Ledger line ${line.seq} of ${line.projectId} cannot follow line ${last}.`);
    if (line.seq === last + 1) {
      await rows.put('ledger', line);
      added++;
    } else {
      const key = `${line.projectId}, ${line.seq}`;
      refuseDifference('ledger line', await rows.get('ledger', [line.projectId, line.seq]), line, key);
    }
  }
  return added;
}

/**
 * Applies all changes or throws; the caller then aborts the transaction.
 * @param epoch the database that the caller opened; null before its first commit.
 * @param freshEpoch name for a database that has none yet.
 */
export async function applyChanges(
  rows: Rows,
  changes: Prepared,
  epoch: string | null,
  freshEpoch: string,
): Promise<Applied> {
  const found = identityOf(await rows.get('identity', 'identity'));
  if (epoch !== null && found?.epoch !== epoch)
    throw new AppError(
      'storage',
      'The saved work was removed while this page was open, so nothing more was written. What you see is still in this tab: export it before you close it.',
    );
  let newProjects = 0;
  for (const project of changes.projects) {
    if ((await rows.get('projects', project.id)) === undefined) newProjects++;
    await rows.put('projects', project);
  }
  for (const item of changes.weights) await rows.put('weights', item);
  for (const item of changes.tables) await rows.put('tables', item);
  for (const item of changes.datasetVersions) await putOnce(rows, 'datasetVersions', 'dataset version', item);
  for (const run of changes.runs) await putRun(rows, run);
  for (const log of changes.logs) await putLog(rows, log);
  for (const note of changes.notes) await rows.put('notes', note);
  for (const item of changes.kept) await putKept(rows, item);
  for (const item of changes.versions) await putOnce(rows, 'versions', 'model version', item);
  for (const note of changes.versionNotes) await rows.put('versionNotes', note);
  for (const item of changes.evaluations) await putEvaluation(rows, item);
  for (const window of changes.windows) await putWindow(rows, window);
  for (const item of changes.alerts) await putOnce(rows, 'alerts', 'alert', item);
  const newLedgerLines = await putLedger(rows, changes.ledger);
  for (const checkpoint of changes.checkpoints) await rows.put('checkpoints', checkpoint);
  for (const part of changes.logParts) await rows.put('logParts', part);
  if (changes.dropCheckpoint !== null) {
    await rows.drop('checkpoints', changes.dropCheckpoint);
    await rows.dropParts(changes.dropCheckpoint);
  }
  const identity: Identity = {
    key: 'identity',
    epoch: found?.epoch ?? freshEpoch,
    commits: (found?.commits ?? 0) + 1,
  };
  await rows.put('identity', identity);
  return { identity, newProjects, newLedgerLines };
}

/** The stored identity, null when there is none that can be read. */
export function identityOf(stored: unknown): Identity | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const epoch = 'epoch' in stored ? stored.epoch : null;
  const commits = 'commits' in stored ? stored.commits : null;
  return typeof epoch === 'string' && typeof commits === 'number'
    ? { key: 'identity', epoch, commits }
    : null;
}
