// Tables on their way to a worker.

import { isCategory, type Column, type Table } from '../core/table.ts';

/** What is copied before the page may draw. */
const bytesAtOnce = 4 * 1024 * 1024;

/**
 * A copy to be handed over, column after column with a breath between large ones: copying a million rows of twenty
 * columns at once would hold up the page for longer than a frame.
 */
export async function copyInSteps(table: Table): Promise<{ table: Table; buffers: ArrayBuffer[] }> {
  const buffers: ArrayBuffer[] = [];
  const columns: Column[] = [];
  let copied = 0;
  for (const column of table.columns) {
    const copy: Column = isCategory(column)
      ? { ...column, codes: column.codes.slice() }
      : { ...column, values: column.values.slice() };
    const { buffer } = isCategory(copy) ? copy.codes : copy.values;
    if (buffer instanceof ArrayBuffer) buffers.push(buffer);
    columns.push(copy);
    copied += buffer.byteLength;
    if (copied < bytesAtOnce) continue;
    copied = 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { table: { ...table, columns }, buffers };
}
