import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, withColumns, withNumber, withText } from '../edit-columns.ts';
import { fromRowOn, fromRowParam, refusal, rowsText, sameRows } from '../edit-rows.ts';
import { numberOf } from '../params.ts';
import { cellText, isCategory, isMissing } from '../table.ts';

export default defineEdit({
  id: 'stuck-sensor',
  label: 'Fault: stuck sensor',
  about: 'Lets a column repeat one value from a row on: the value that it has there.',
  group: 'fault',
  picks: 'no',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that gets stuck.'),
    fromRow: fromRowParam,
    rows: {
      type: 'integer',
      label: 'For rows',
      help: 'How many rows it stays stuck; 0: to the end.',
      min: 0,
      max: 1_000_000_000,
      default: 0,
    },
  },
  apply(input) {
    const { table, params } = input;
    const column = chosenColumn(table, params['column']);
    const from = numberOf(params, 'fromRow');
    const length = numberOf(params, 'rows');
    const rest = fromRowOn(sameRows(table.rows), from, table.rows);
    const rows = length === 0 ? rest : rest.slice(0, length);
    const start = rows[0]!;
    if (isMissing(column, start))
      throw refusal(`"${column.name}" has no value in row ${from}. Choose a row where it has one.`);
    const stuck = isCategory(column)
      ? withText(column, rows, column.levels[column.codes[start]!]!)
      : withNumber(column, rows, () => column.values[start]!);
    return withColumns(
      input,
      [stuck],
      (cells) =>
        `fault: ${column.name} stuck at ${cellText(column, start)} from row ${from} on, which changed ${rowsText(cells)}`,
    );
  },
});
