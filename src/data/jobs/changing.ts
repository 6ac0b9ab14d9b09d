// Changes: each leaves the old table where it is and puts the new one under a new key.

import { applyEdit, inOrder } from '../../core/editing.ts';
import { edits } from '../../core/edits/index.ts';
import { AppError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { splitAnew } from '../../core/splitting-anew.ts';
import { assignParts } from '../../core/splitting.ts';
import { part, type SplitSpec } from '../../core/split.ts';
import { columnOf, isCategory, spanRows, takeRows } from '../../core/table.ts';
import type { Table } from '../../core/table.ts';
import type { VersionTable } from '../../core/version-table.ts';
import { formulaCells, writeCsv } from '../../exchange/csv-out.ts';
import type { Jobs } from '../protocol.ts';
import type { Job } from './job.ts';
import { packed } from './packing.ts';

export const edit: Job<'edit'> = ({ key, newKey, edit: asked }, shelf) => {
  if (!edits.has(asked.kind)) throw new AppError('bad-input', `There is no edit called "${asked.kind}".`);
  const item = shelf.get(key);
  const other = asked.other === null ? null : shelf.get(asked.other);
  const done = applyEdit(
    { ...item.version, nextId: Math.max(item.version.nextId, asked.firstNewId) },
    item.schema,
    edits.get(asked.kind),
    {
      params: asked.params,
      rows: asked.rows && Int32Array.from(asked.rows),
      other: other && { table: other.version.table, schema: other.schema },
      split: item.split,
    },
    asked.seed,
  );
  const held = shelf.put(newKey, {
    name: item.name,
    version: done.version,
    schema: done.schema,
    split: done.split,
  });
  return { held, summary: done.summary, split: done.split };
};

/** Parts of the first rows by the rule; rows behind them are yet to come and may be learnt from once they have. */
function partsOf({ table, ids }: VersionTable, spec: SplitSpec, firstRows: number): Uint8Array {
  const first = spanRows({ from: 0, to: Math.min(firstRows, table.rows) });
  const parts = new Uint8Array(table.rows).fill(part.train);
  parts.set(assignParts(takeRows(table, first), ids.slice(0, first.length), spec, null));
  return parts;
}

/** A row that was ever kept for testing stays so; all others are split anew. */
export const split: Job<'split'> = ({ key, spec }, shelf) => {
  const item = shelf.get(key);
  const { table, ids, parts: before } = item.version;
  const parts = splitAnew(table, ids, spec, before);
  return shelf.put(key, { ...item, split: spec, version: { ...item.version, parts } });
};

type Order = Jobs['pack']['request']['order'];

/** Row numbers in the wanted order. Equal values keep their order; missing ones come last. */
function orderOf(table: Table, order: NonNullable<Order>): Int32Array {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  if (order.by === 'shuffle') return new Random(order.seed).stream('order').permutation(table.rows).slice();
  const column = columnOf(table, order.column);
  if (isCategory(column))
    throw new AppError('bad-input', `"${column.name}" holds words; rows are ordered by a time or a number.`);
  const { values } = column;
  const rank = (row: number) => (Number.isNaN(values[row]!) ? Infinity : values[row]!);
  return rows.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
}

export const pack: Job<'pack'> = ({ key, order, split: asked }, shelf) => {
  const item = shelf.get(key);
  const version = order === null ? item.version : inOrder(item.version, orderOf(item.version.table, order));
  const parts = asked === null ? version.parts : partsOf(version, asked.spec, asked.firstRows);
  const arranged = { ...item, split: asked?.spec ?? item.split, version: { ...version, parts } };
  shelf.put(key, arranged);
  return packed(arranged);
};

export const exportCsv: Job<'exportCsv'> = ({ key, ...options }, shelf) => {
  const { version } = shelf.get(key);
  // As the file had them, whatever order the stream brings them in.
  const order = Int32Array.from(version.ids, (_, row) => row).sort(
    (a, b) => version.ids[a]! - version.ids[b]!,
  );
  const table = takeRows(version.table, order);
  const bytes = new Blob([...writeCsv(table, options)], { type: 'text/csv' });
  return { bytes, formulaCells: formulaCells(table) };
};

export const drop: Job<'drop'> = ({ key }, shelf) => {
  shelf.drop(key);
  return {};
};
