import { defineEdit } from '../edit.ts';
import { chosenText, namedRows, otherRows, refusal, rowsText, whereParam, withRows } from '../edit-rows.ts';

export default defineEdit({
  id: 'delete-rows',
  label: 'Delete rows',
  about: 'Leaves out the rows picked, or those that fulfil a condition.',
  group: 'rows',
  picks: 'may',
  needsOther: false,
  params: { where: whereParam },
  apply(input) {
    const rows = namedRows(input, 'delete');
    if (rows.length === input.table.rows)
      throw refusal('That is every row: an empty table is no data version.');
    return withRows(
      input,
      otherRows(rows, input.table.rows),
      `deleted ${rowsText(rows.length)}${chosenText(input)}`,
    );
  },
});
