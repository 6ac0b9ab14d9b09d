import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, typedNumber, widened, withColumns, withTyped } from '../edit-columns.ts';
import { chosenRows, chosenText, namedRows, refusal, rowsText, textParam, whereParam } from '../edit-rows.ts';
import { namesWith } from '../schema.ts';
import { isCategory } from '../table.ts';

export default defineEdit({
  id: 'relabel',
  label: 'Relabel',
  about:
    'Changes one label into another, in the rows picked, in those that fulfil a condition, or everywhere.',
  group: 'cells',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column with the labels. Empty: the target.'),
    from: {
      type: 'text',
      label: 'From',
      help: 'Only rows with this label change. Empty: whatever label the rows have.',
      maxLength: 1000,
      default: '',
    },
    to: { type: 'text', label: 'To', help: 'The label that they get.', maxLength: 1000, default: '' },
    where: whereParam,
  },
  apply(input) {
    const { table, schema, params } = input;
    const column = chosenColumn(table, params['column'] || namesWith(schema, 'target')[0]);
    const from = textParam(params, 'from');
    const to = textParam(params, 'to');
    if (to === '') throw refusal('The new label is empty. To make cells missing, use "Fix cells".');
    let rows = from === '' ? namedRows(input, 'relabel') : chosenRows(input);
    if (from !== '') {
      if (isCategory(column)) rows = rows.filter((row) => column.levels[column.codes[row]!] === from);
      else {
        const value = typedNumber(column, from);
        rows = rows.filter((row) => column.values[row] === value);
      }
      if (rows.length === 0) throw refusal(`"${column.name}" is "${from}" in no row${chosenText(input)}.`);
    }
    const changed = withTyped(column, rows, to);
    return withColumns(
      input,
      [changed],
      (cells) =>
        `relabelled ${column.name} ${from === '' ? '' : `from ${from} `}to ${to} in ${rowsText(cells)}${chosenText(input)}`,
      widened(schema, changed),
    );
  },
});
