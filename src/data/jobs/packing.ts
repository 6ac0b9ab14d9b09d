// A held version as it is stored and handed to the page. The page gets copies: the worker goes on working with its own.

import { digestBytes, digestTable } from '../../core/digest.ts';
import { isCategory } from '../../core/table.ts';
import type { Table } from '../../core/table.ts';
import { packVersion } from '../../core/version-table-packing.ts';
import { encodeTable } from '../../exchange/compact.ts';
import type { Packed } from '../protocol.ts';
import type { Item } from '../shelf.ts';

const copied = (table: Table): Table => ({
  rows: table.rows,
  columns: table.columns.map((column) =>
    isCategory(column)
      ? { ...column, codes: column.codes.slice() }
      : { ...column, values: column.values.slice() },
  ),
});

/** @param bytes what it was stored as, if it was. */
export async function packed({ version, schema }: Item, bytes?: Blob): Promise<Packed> {
  const stored = bytes ?? new Blob([(await encodeTable(packVersion(version))).slice()]);
  return {
    digest: await digestTable(version.table),
    tableKey: await digestBytes(new Uint8Array(await stored.arrayBuffer())),
    bytes: stored,
    version: {
      ...version,
      table: copied(version.table),
      ids: version.ids.slice(),
      parts: version.parts?.slice() ?? null,
    },
    schema,
  };
}

/** Buffers of an answer that are handed over instead of being copied once more. */
export function buffersOf(response: unknown): Transferable[] {
  if (typeof response !== 'object' || response === null) return [];
  if ('pixels' in response && response.pixels instanceof Float32Array) return [response.pixels.buffer];
  if (!('version' in response)) return [];
  const { version } = response as Packed;
  const views = [
    version.ids,
    ...(version.parts ? [version.parts] : []),
    ...version.table.columns.map((column) => (isCategory(column) ? column.codes : column.values)),
  ];
  return [...new Set(views.map((view) => view.buffer))];
}
