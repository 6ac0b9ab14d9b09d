// Which rows of an edited data version a retraining may learn from.

import { part } from './split.ts';
import type { VersionTable } from './version-table.ts';

/**
 * Training rows of a version that are no rows of the stream from `from` on: those are kept for the comparison or have not
 * come yet. @param streamIds id of each row of the stream. @returns row numbers of the version, ascending.
 */
export function rowsOfVersion(version: VersionTable, streamIds: Float64Array, from: number): Int32Array {
  const { ids, parts, nextId } = version;
  const later = new Uint8Array(nextId);
  for (let row = from; row < streamIds.length; row++) {
    const id = streamIds[row]!;
    if (id < nextId) later[id] = 1;
  }
  const rows = new Int32Array(ids.length);
  let count = 0;
  for (let row = 0; row < ids.length; row++)
    if (later[ids[row]!] === 0 && (parts === null || parts[row] === part.train)) rows[count++] = row;
  return rows.slice(0, count);
}
