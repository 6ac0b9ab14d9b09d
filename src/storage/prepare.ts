// Everything that needs no transaction is done before one is opened: checking, copying, hashing. A transaction that waits
// for anything but its own requests commits by itself.

import { digestBytes } from '../core/digest.ts';
import { AppError } from '../core/errors.ts';
import { readRecord } from '../core/record-formats.ts';
import type { RecordKind, RecordKinds } from '../core/record-formats.ts';
import type { Changes } from './contract.ts';

export interface Prepared {
  readonly projects: readonly RecordKinds['project'][];
  readonly datasetVersions: readonly RecordKinds['dataset version'][];
  readonly runs: readonly RecordKinds['run'][];
  readonly versions: readonly RecordKinds['model version'][];
  readonly weights: readonly RecordKinds['weights'][];
  readonly tables: readonly RecordKinds['table'][];
  readonly windows: readonly RecordKinds['window'][];
  readonly alerts: readonly RecordKinds['alert'][];
  readonly ledger: readonly RecordKinds['ledger line'][];
  readonly checkpoints: readonly RecordKinds['checkpoint'][];
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
    versions: checked('model version', changes.versions),
    weights: checked('weights', changes.weights).map((item) => ({ ...item, bytes: item.bytes.slice(0) })),
    tables: checked('table', changes.tables),
    windows: checked('window', changes.windows).map((item) => ({ ...item, scores: item.scores.slice() })),
    alerts: checked('alert', changes.alerts),
    ledger: checked('ledger line', changes.ledger).sort((a, b) => a.seq - b.seq),
    checkpoints: checked('checkpoint', listOf(changes.checkpoint)).map((item) => ({
      ...item,
      weights: item.weights.slice(),
      optimizer: item.optimizer.slice(),
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
  const { projects, datasetVersions, runs, versions, windows, alerts, ledger } = changes;
  const owned = [datasetVersions, runs, versions, windows, alerts, ledger].flat();
  return [...new Set([...projects.map(({ id }) => id), ...owned.map(({ projectId }) => projectId)])];
}
