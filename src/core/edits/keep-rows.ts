import { defineEdit } from '../edit.ts';
import { chosenText, namedRows, refusal, rowsText, whereParam, withRows } from '../edit-rows.ts';

export default defineEdit({
  id: 'keep-rows',
  label: 'Keep only some rows',
  about: 'Keeps the rows picked, or those that fulfil a condition, and leaves out the others.',
  group: 'rows',
  picks: 'may',
  needsOther: false,
  params: { where: whereParam },
  apply(input) {
    const rows = namedRows(input, 'keep');
    if (rows.length === input.table.rows) throw refusal('That is every row, so nothing would change.');
    return withRows(
      input,
      rows,
      `kept ${rowsText(rows.length)} of ${rowsText(input.table.rows)}${chosenText(input)}`,
    );
  },
});
