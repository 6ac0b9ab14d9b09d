import { defineEdit } from '../edit.ts';
import { calculable, chosenNumbers, columnParam, withColumns, withNumber } from '../edit-columns.ts';
import {
  chosenRows,
  chosenText,
  drawShare,
  fromRowOn,
  fromRowParam,
  rowsText,
  shareParam,
  whereParam,
} from '../edit-rows.ts';
import { numberOf } from '../params.ts';

export default defineEdit({
  id: 'change-unit',
  label: 'Fault: another unit',
  about: 'Multiplies a column and adds to it, as when a source begins to send Fahrenheit, miles or cents.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column whose unit changes.', calculable),
    factor: {
      type: 'number',
      label: 'Times',
      help: 'What the values are multiplied by: 1.8 from Celsius to Fahrenheit.',
      min: -1e9,
      max: 1e9,
      default: 1.8,
    },
    offset: {
      type: 'number',
      label: 'Plus',
      help: 'What is added afterwards: 32 from Celsius to Fahrenheit.',
      min: -1e12,
      max: 1e12,
      default: 32,
    },
    share: shareParam('whose unit changes', 1),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, params, random } = input;
    const column = chosenNumbers(table, params['column']);
    const factor = numberOf(params, 'factor');
    const offset = numberOf(params, 'offset');
    const rows = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    const changed = withNumber(
      column,
      drawShare(rows, numberOf(params, 'share'), random),
      (row) => column.values[row]! * factor + offset,
    );
    return withColumns(
      input,
      [changed],
      (cells) => `fault: ${column.name} × ${factor} + ${offset} in ${rowsText(cells)}${chosenText(input)}`,
    );
  },
});
