// The rows of the version that is looked at, as far as the page has them without asking.

import type { DatasetVersion } from '../../../core/records.ts';
import { isCategory, type Table } from '../../../core/table.ts';
import { truthOf } from '../../../core/target.ts';
import type { VersionTable } from '../../../core/version-table.ts';
import type { Held } from '../../../data/protocol.ts';
import type { DataVersions } from '../../../state/data-versions.svelte.ts';
import type { OpenDataset } from '../../../state/datasets.svelte.ts';

/** A view of the first rows: nothing is copied. */
const firstRows = (table: Table, rows: number): Table => ({
  rows,
  columns: table.columns.map((column) =>
    isCategory(column)
      ? { ...column, codes: column.codes.subarray(0, rows) }
      : { ...column, values: column.values.subarray(0, rows) },
  ),
});

/** Of the first version, only rows whose answers are known. */
export function rowsAtHand(
  version: DatasetVersion,
  held: Held,
  versions: DataVersions,
  open: OpenDataset,
): VersionTable | null {
  if (version.number > 1) return versions.tableAtHand(version);
  const { table, ids, parts, nextId } = open;
  return {
    table: firstRows(table, held.rows),
    ids: ids.subarray(0, held.rows),
    parts: parts?.subarray(0, held.rows) ?? null,
    nextId,
  };
}

/** Class of each row; null where there are no classes, or the column of the answers is no longer there. */
export function truthOfRows(
  { table }: VersionTable,
  { scenario, classes }: OpenDataset,
): Float64Array | null {
  const { task, target } = scenario;
  if (task === 'regression' || !table.columns.some(({ name }) => name === target.column)) return null;
  return truthOf(table, target, task, classes);
}
