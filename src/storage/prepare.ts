// Everything that needs no transaction is done before one is opened: checking, copying, hashing. A transaction that waits
// for anything but its own requests commits by itself.

import { digestBytes } from '../core/digest.ts';
import { AppError } from '../core/errors.ts';
import type { CallbackState } from '../core/callback.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { readRecord } from '../core/record-formats.ts';
import type { RecordKind, RecordKinds } from '../core/record-formats.ts';
import type { WindowRecord } from '../core/records.ts';
import type { MetricSeries } from '../core/run-records.ts';
import type { Changes } from './contract.ts';
import type { Touched } from './touched.ts';

export interface Prepared {
  readonly projects: readonly RecordKinds['project'][];
  readonly datasetVersions: readonly RecordKinds['dataset version'][];
  readonly runs: readonly RecordKinds['run'][];
  readonly logs: readonly RecordKinds['run log'][];
  readonly notes: readonly RecordKinds['run note'][];
  readonly kept: readonly RecordKinds['kept checkpoint'][];
  readonly versions: readonly RecordKinds['model version'][];
  readonly versionNotes: readonly RecordKinds['version note'][];
  readonly evaluations: readonly RecordKinds['evaluation'][];
  readonly weights: readonly RecordKinds['weights'][];
  readonly tables: readonly RecordKinds['table'][];
  readonly windows: readonly RecordKinds['window'][];
  readonly alerts: readonly RecordKinds['alert'][];
  readonly ledger: readonly RecordKinds['ledger line'][];
  readonly checkpoints: readonly RecordKinds['checkpoint'][];
  readonly logParts: readonly RecordKinds['log part'][];
  readonly dropCheckpoint: string | null;
}

function checked<K extends RecordKind>(kind: K, values: readonly RecordKinds[K][] = []): RecordKinds[K][] {
  return values.map((value) => {
    try {
      return readRecord(kind, value);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new AppError('bad-input', `A ${kind} could not be saved, nothing was written. ${reason}`, {
        cause: thrown,
      });
    }
  });
}

const listOf = <T>(item: T | undefined): T[] => (item === undefined ? [] : [item]);

interface Trained {
  readonly weights: Float32Array;
  readonly optimizer: Float32Array;
}
const ownArrays = ({ weights, optimizer }: Trained): Trained => ({
  weights: weights.slice(),
  optimizer: optimizer.slice(),
});

const ownSeries = ({ name, steps, times, values }: MetricSeries): MetricSeries => ({
  name,
  steps: steps.slice(),
  times: times.slice(),
  values: values.slice(),
});

const ownState = (state: CallbackState): CallbackState =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      value instanceof Float32Array ? value.slice() : value,
    ]),
  );

const ownRows = (item: Evaluation): Evaluation => ({
  ...item,
  on: { ...item.on, rows: item.on.rows?.slice() ?? null },
});

const ownScores = ({ trial, ...item }: WindowRecord): WindowRecord => ({
  ...item,
  scores: item.scores.slice(),
  ...(trial && { trial: { ...trial, answered: trial.answered.slice(), scores: trial.scores.slice() } }),
});

/**
 * Checked, plain copies of the changes, taken before the first wait. Typed arrays are sliced: a stored view would keep its
 * whole buffer, and the worker may reuse it.
 * @throws AppError 'bad-input' for a malformed record or weights that do not have the digest they are filed under.
 */
export async function prepare(changes: Changes): Promise<Prepared> {
  const prepared: Prepared = {
    projects: checked('project', listOf(changes.project)),
    datasetVersions: checked('dataset version', changes.datasetVersions),
    runs: checked('run', changes.runs),
    // Packed into arrays of their own on the way into the store, in the same turn.
    logs: checked('run log', changes.logs).map((log) => ({ ...log, series: log.series.map(ownSeries) })),
    notes: checked('run note', changes.notes),
    kept: checked('kept checkpoint', changes.kept).map((item) => ({
      ...item,
      ...ownArrays(item),
      callbacks: item.callbacks.map(ownState),
    })),
    versions: checked('model version', changes.versions),
    versionNotes: checked('version note', changes.versionNotes),
    evaluations: checked('evaluation', changes.evaluations).map(ownRows),
    weights: checked('weights', changes.weights).map((item) => ({ ...item, bytes: item.bytes.slice(0) })),
    tables: checked('table', changes.tables),
    windows: checked('window', changes.windows).map(ownScores),
    alerts: checked('alert', changes.alerts),
    ledger: checked('ledger line', changes.ledger).sort((a, b) => a.seq - b.seq),
    checkpoints: checked('checkpoint', listOf(changes.checkpoint)).map((item) => ({
      ...item,
      ...ownArrays(item),
      ...(item.callbacks ? { callbacks: item.callbacks.map(ownState) } : {}),
    })),
    logParts: checked('log part', changes.logParts).map((part) => ({
      ...part,
      series: part.series.map(ownSeries),
    })),
    dropCheckpoint: changes.dropCheckpoint ?? null,
  };
  for (const { digest, bytes } of prepared.weights)
    if ((await digestBytes(new Uint8Array(bytes))) !== digest)
      throw new AppError(
        'bad-input',
        'Weights could not be saved: they do not have the digest given for them.',
      );
  for (const { key, bytes } of prepared.tables)
    if ((await digestBytes(new Uint8Array(await bytes.arrayBuffer()))) !== key)
      throw new AppError(
        'bad-input',
        'Rows of data could not be saved: they do not have the digest given for them.',
      );
  return prepared;
}

/** Projects that the changes belong to. */
export function projectsOf(changes: Prepared): string[] {
  const { projects, datasetVersions, runs, logs, notes, versions, versionNotes, evaluations } = changes;
  const { windows, alerts, ledger } = changes;
  const ofRuns = [datasetVersions, runs, logs, notes].flat();
  const owned = [ofRuns, versions, versionNotes, evaluations, windows, alerts, ledger].flat();
  return [...new Set([...projects.map(({ id }) => id), ...owned.map(({ projectId }) => projectId)])];
}

/** Which of them are records of this project that other tabs show. */
export function touchedBy(changes: Prepared, projectId: string): Touched {
  const of = <T extends { readonly projectId: string }>(
    items: readonly T[],
    key: (item: T) => string | number,
  ) => items.filter((item) => item.projectId === projectId).map(key);
  return {
    datasetVersions: of(changes.datasetVersions, ({ id }) => id),
    runs: of(changes.runs, ({ id }) => id),
    notes: of(changes.notes, ({ runId }) => runId),
    versions: of(changes.versions, ({ id }) => id),
    versionNotes: of(changes.versionNotes, ({ modelVersionId }) => modelVersionId),
    evaluations: of(changes.evaluations, ({ id }) => id),
    windows: of(changes.windows, ({ index }) => index),
    alerts: of(changes.alerts, ({ id }) => id),
    ledger: of(changes.ledger, ({ seq }) => seq),
  };
}
