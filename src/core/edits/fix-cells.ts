import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, widened, withColumns, withTyped } from '../edit-columns.ts';
import { chosenText, namedRows, rowsText, textParam, whereParam } from '../edit-rows.ts';

export default defineEdit({
  id: 'fix-cells',
  label: 'Fix cells',
  about: 'Writes one value into a column of the rows picked, or of those that fulfil a condition.',
  group: 'cells',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that is written to.'),
    value: {
      type: 'text',
      label: 'Value',
      help: 'What the cells hold from now on; times as 2024-01-31 13:05 in UTC. Empty: the cells become missing.',
      maxLength: 1000,
      default: '',
    },
    where: whereParam,
  },
  apply(input) {
    const column = chosenColumn(input.table, input.params['column']);
    const value = textParam(input.params, 'value');
    const fixed = withTyped(column, namedRows(input, 'fix'), value);
    const said = value.trim() === '' ? 'missing' : value;
    return withColumns(
      input,
      [fixed],
      (cells) => `set ${column.name} to ${said} in ${rowsText(cells)}${chosenText(input)}`,
      widened(input.schema, fixed),
    );
  },
});
