// The one door for records that come from outside the running page (database, imported file): old formats are lifted by
// pure functions, then every field is checked (record-schemas.ts).

import * as v from 'valibot';
import { AppError } from './errors.ts';
import { isPlain } from './record-schema-parts.ts';
import { schemas } from './record-schemas.ts';
import { datasetVersion2, modelVersion2, modelVersion3, run2 } from './record-upgrades.ts';
import type { RecordKind, RecordKinds } from './record-schemas.ts';
import type { Upgrade } from './record-upgrades.ts';

export type { RecordKind, RecordKinds };

/** `upgrades[kind][i]` lifts format i + 1 to i + 2. Append only; the fixtures of every old format stay in test/fixtures. */
const upgrades: Readonly<Record<RecordKind, readonly Upgrade[]>> = {
  project: [],
  'dataset version': [datasetVersion2],
  run: [run2],
  'run log': [],
  'log part': [],
  'run note': [],
  'kept place': [],
  'kept checkpoint': [],
  'model version': [modelVersion2, modelVersion3],
  'version note': [],
  evaluation: [],
  window: [],
  alert: [],
  'ledger line': [],
  checkpoint: [],
  weights: [],
  table: [],
};

/** Records that carry no `v`: they count as format 1. Any other that lost it is damaged, not old. */
const unnumbered: ReadonlySet<RecordKind> = new Set(['checkpoint', 'weights', 'table']);

/**
 * A record lifted to the newest format.
 * @param steps the upgrades of its kind; given by tests only.
 * @throws AppError 'corrupt' when it is no record, 'newer-data' when a later page wrote it.
 */
export function upgradeRecord(
  kind: RecordKind,
  value: unknown,
  steps: readonly Upgrade[] = upgrades[kind],
): Record<string, unknown> {
  if (!isPlain(value)) throw new AppError('corrupt', `A stored ${kind} is damaged: it is no record at all.`);
  const format = value['v'] === undefined && unnumbered.has(kind) ? 1 : value['v'];
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    throw new AppError('corrupt', `A stored ${kind} is damaged at "v": its format is not a version number.`);
  if (format > steps.length + 1)
    throw new AppError(
      'newer-data',
      `A stored ${kind} has format ${format}; this page reads up to ${steps.length + 1}. Nothing was changed. Reload the page to get its newest release.`,
    );
  let record = value;
  for (const step of steps.slice(format - 1)) record = step(record);
  return record;
}

/**
 * Checks and returns a record of the newest format as fresh plain data (typed arrays are passed on, not copied).
 * @throws AppError 'corrupt' naming what is wrong, 'newer-data' when a later page wrote it.
 */
export function readRecord<K extends RecordKind>(kind: K, value: unknown): RecordKinds[K] {
  const schema: v.GenericSchema<unknown, RecordKinds[K]> = schemas[kind];
  const result = v.safeParse(schema, upgradeRecord(kind, value), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new AppError(
    'corrupt',
    `A stored ${kind} is damaged${path ? ` at "${path}"` : ''}: ${issue.message}.`,
  );
}
