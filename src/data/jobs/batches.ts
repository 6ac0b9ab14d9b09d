// Later batches: brought to the schema of the table that they are to be put below.

import { otherRows } from '../../core/edit-rows.ts';
import { firstVersion } from '../../core/editing.ts';
import { AppError } from '../../core/errors.ts';
import { alignTable, checkTable } from '../../core/schema-check.ts';
import type { TableSchema } from '../../core/schema.ts';
import { rowsBehind } from '../../core/profiling/rows-behind.ts';
import { takeRows, type Table } from '../../core/table.ts';
import type { Job } from './job.ts';

/** Rows with a cell that the schema does not allow, ascending. */
function rowsThatDoNotFit(schema: TableSchema, table: Table): Int32Array {
  const odd = new Uint8Array(table.rows);
  for (const { rows } of checkTable(schema, table).violations)
    if (rows) for (const row of rowsBehind(table, rows)) odd[row] = 1;
  const found = new Int32Array(odd.reduce((sum, value) => sum + value, 0));
  for (let row = 0, to = 0; row < odd.length; row++) if (odd[row] === 1) found[to++] = row;
  return found;
}

export const fit: Job<'fit'> = ({ key, other, newKey, leaveOut }, shelf) => {
  const { schema } = shelf.get(key);
  const batch = shelf.get(other);
  const { table } = batch.version;
  const odd = leaveOut ? rowsThatDoNotFit(schema, table) : new Int32Array(0);
  if (table.rows > 0 && odd.length === table.rows)
    throw new AppError(
      'bad-input',
      'Every row of the batch has a cell that does not fit, so none would be left. Nothing was changed.',
    );
  const kept = odd.length > 0 ? takeRows(table, otherRows(odd, table.rows)) : table;
  const aligned = alignTable(schema, kept);
  if (aligned.unresolved.length > 0)
    throw new AppError(
      'bad-input',
      `The batch cannot be appended: ${aligned.unresolved.join(' ')} Nothing was changed; mend the file, or leave out the rows that do not fit.`,
    );
  // Only what the cells are held as matters below; what they may hold is the version's to say.
  const held = shelf.put(newKey, {
    name: batch.name,
    version: firstVersion(aligned.table),
    schema,
    split: null,
  });
  return { held, leftOut: odd.length, changes: aligned.changes };
};
