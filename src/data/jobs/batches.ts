// Later batches: brought to the schema of the table that they are to be put below.

import { firstVersion } from '../../core/editing.ts';
import { AppError } from '../../core/errors.ts';
import { otherRows } from '../../core/edit-rows.ts';
import { alignTable, checkTable } from '../../core/schema-check.ts';
import { takeRows } from '../../core/table.ts';
import { rowsLeftOut } from './batch-check.ts';
import type { Job } from './job.ts';

export const fit: Job<'fit'> = ({ key, other, newKey, leaveOut }, shelf) => {
  const { schema } = shelf.get(key);
  const batch = shelf.get(other);
  const { table } = batch.version;
  const odd = rowsLeftOut(checkTable(schema, table), table, leaveOut);
  if (table.rows > 0 && odd.length === table.rows)
    throw new AppError(
      'bad-input',
      'Every row of the batch has a cell that does not fit, so none would be left. Nothing was changed.',
    );
  const kept = odd.length > 0 ? takeRows(table, otherRows(odd, table.rows)) : table;
  const { table: brought, changes, unresolved } = alignTable(schema, kept);
  if (unresolved.length > 0)
    throw new AppError(
      'bad-input',
      `The batch cannot be appended: ${unresolved.join(' ')} Nothing was changed; mend the file, or leave out the rows that do not fit.`,
    );
  // Only what the cells are held as matters below; what they may hold is the version's to say.
  const held = shelf.put(newKey, {
    name: batch.name,
    version: firstVersion(brought),
    schema,
    split: null,
  });
  return { held, leftOut: odd.length, changes };
};
