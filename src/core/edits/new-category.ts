import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, withColumns, withText } from '../edit-columns.ts';
import {
  chosenRows,
  chosenText,
  drawShare,
  fromRowOn,
  fromRowParam,
  refusal,
  rowsText,
  shareParam,
  textParam,
  whereParam,
} from '../edit-rows.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';

export default defineEdit({
  id: 'new-category',
  label: 'Fault: new category',
  about: 'Gives rows a category that was never there, as when a form gets a new answer.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that gets the new category.', ['category']),
    category: {
      type: 'text',
      label: 'Category',
      help: 'Its name; none that the column has.',
      maxLength: 200,
      default: 'never seen',
    },
    share: shareParam('that get it'),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, params, random } = input;
    const column = chosenColumn(table, params['column'], ['category']);
    const category = textParam(params, 'category');
    if (category === '') throw refusal('The new category needs a name.');
    if (!isCategory(column)) throw refusal(`"${column.name}" holds no categories.`);
    if (column.codes.some((code) => column.levels[code] === category))
      throw refusal(`"${column.name}" already has "${category}". Choose another name.`);
    const rows = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    const changed = withText(column, drawShare(rows, numberOf(params, 'share'), random), category);
    return withColumns(
      input,
      [changed],
      (cells) => `fault: ${column.name} became "${category}" in ${rowsText(cells)}${chosenText(input)}`,
    );
  },
});
