import { rowsThatMisfit } from '../schema-check.ts';
import { rowsOf, type Selection } from '../selection.ts';
import type { Table } from '../table.ts';
import { duplicateRows, emptyRows } from './duplicates.ts';

/**
 * Row numbers (from 0) behind any figure of a profile, ascending, each once. Repeated and empty rows, and cells that a
 * schema does not allow, are looked for anew: in a large table there may be as many as rows, too many to be carried about.
 * @throws as `rowsOf`.
 */
export function rowsBehind(table: Table, selection: Selection): Int32Array {
  if (selection.by === 'duplicates') return Int32Array.from(duplicateRows(table));
  if (selection.by === 'empty') return Int32Array.from(emptyRows(table));
  if (selection.by === 'misfit') return rowsThatMisfit(table, selection.field, selection.reason);
  return rowsOf(table, selection);
}
