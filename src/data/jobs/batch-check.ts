// Which rows of a later batch do not fit a schema, and what keeps the others from being put below.

import { rowsBehind } from '../../core/profiling/rows-behind.ts';
import { checkTable, type SchemaCheck, type ViolationReason } from '../../core/schema-check.ts';
import type { TableSchema } from '../../core/schema.ts';
import type { Table } from '../../core/table.ts';
import type { BatchCheck, LeaveOut, Way } from '../protocol.ts';

/** Cells that can be neither kept nor allowed from then on without making something up. */
const unreadable: ReadonlySet<ViolationReason> = new Set(['wrong-kind', 'missing-cells']);

/** Rows that stay out, ascending. */
export function rowsLeftOut(
  { violations }: Pick<SchemaCheck, 'violations'>,
  table: Table,
  leaveOut: LeaveOut,
): Int32Array {
  const odd = new Uint8Array(table.rows);
  let total = 0;
  for (const { rows, reason } of leaveOut === 'none' ? [] : violations)
    if (rows && (leaveOut === 'all' || unreadable.has(reason)))
      for (const row of rowsBehind(table, rows)) {
        total += 1 - odd[row]!;
        odd[row] = 1;
      }
  const found = new Int32Array(total);
  for (let row = 0, to = 0; row < odd.length; row++) if (odd[row] === 1) found[to++] = row;
  return found;
}

/** What is odd about a batch, and how many rows each way of appending it would put below. */
export function checkBatch(schema: TableSchema, table: Table): BatchCheck {
  const check = checkTable(schema, table);
  const there = new Set(table.columns.map(({ name }) => name));
  const missing = schema.fields.filter(({ name, optional }) => !optional && !there.has(name));
  const hasUnreadable = check.violations.some(({ reason }) => reason === 'wrong-kind');
  const way = (leaveOut: LeaveOut): Way => {
    const rows = table.rows - rowsLeftOut(check, table, leaveOut).length;
    const canBe = rows > 0 && missing.length === 0 && !(leaveOut === 'none' && hasUnreadable);
    return { rows, canBe };
  };
  return {
    ...check,
    missing: missing.map(({ name }) => name),
    ways: { none: way('none'), unreadable: way('unreadable'), all: way('all') },
  };
}
