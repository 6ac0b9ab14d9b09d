import { defineEdit } from '../edit.ts';
import { calculable, chosenNumbers, columnParam, withColumns, withNumber } from '../edit-columns.ts';
import {
  chosenRows,
  chosenText,
  drawShare,
  fromRowOn,
  fromRowParam,
  refusal,
  rowsText,
  shareParam,
  whereParam,
} from '../edit-rows.ts';
import { numberOf } from '../params.ts';
import { momentsOf } from '../statistics.ts';

export default defineEdit({
  id: 'shift-mean',
  label: 'Fault: shifted mean',
  about: 'Moves a column up or down by a number of its standard deviations, as a sensor out of calibration.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that is shifted.', calculable),
    deviations: {
      type: 'number',
      label: 'Standard deviations',
      help: 'How far; below zero downwards. The deviation is that of the whole column before the fault.',
      min: -100,
      max: 100,
      step: 0.1,
      default: 1,
    },
    share: shareParam('that are shifted', 1),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, params, random } = input;
    const column = chosenNumbers(table, params['column']);
    const { deviation, constant } = momentsOf(column.values);
    if (constant) throw refusal(`"${column.name}" is constant, so it has no standard deviation to shift by.`);
    const deviations = numberOf(params, 'deviations');
    // Whole numbers stay whole, so that only the fault asked for is in the data.
    const exact = deviations * deviation;
    const shift = column.kind === 'integer' ? Math.round(exact) : exact;
    const rows = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    const shifted = withNumber(
      column,
      drawShare(rows, numberOf(params, 'share'), random),
      (row) => column.values[row]! + shift,
    );
    return withColumns(
      input,
      [shifted],
      (cells) =>
        `fault: ${column.name} shifted by ${Number(shift.toPrecision(4))} (${deviations} standard deviations) in ${rowsText(cells)}${chosenText(input)}`,
    );
  },
});
