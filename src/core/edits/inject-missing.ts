import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, withColumns, withGaps } from '../edit-columns.ts';
import {
  chosenRows,
  chosenText,
  drawShare,
  fromRowOn,
  fromRowParam,
  refusal,
  shareParam,
  whereParam,
} from '../edit-rows.ts';
import { numberOf } from '../params.ts';
import { namesWith } from '../schema.ts';
import { isMissing } from '../table.ts';
import { countText } from '../wording.ts';

export default defineEdit({
  id: 'inject-missing',
  label: 'Fault: missing values',
  about:
    'Empties cells, as a sensor that fails now and then: of a column or of all features, a share drawn at random.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column that loses values. Empty: every feature, each on its own.'),
    share: shareParam('that lose their value'),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, schema, params, random } = input;
    const names = params['column'] === '' ? namesWith(schema, 'feature') : [params['column']];
    if (names.length === 0) throw refusal('The table has no features. Choose a column.');
    const rows = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    const share = numberOf(params, 'share');
    const emptied = names.flatMap((name) => {
      const column = chosenColumn(table, name);
      // Of cells that have a value, so that the share is one of values lost.
      const held = rows.filter((row) => !isMissing(column, row));
      return held.length > 0 ? [withGaps(column, drawShare(held, share, random.stream(column.name)))] : [];
    });
    if (emptied.length === 0) throw refusal('Those cells are all missing already.');
    const where = names.length === 1 ? String(names[0]) : `${emptied.length} features`;
    return withColumns(
      input,
      emptied,
      (cells) => `fault: ${countText(cells)} values of ${where} made missing${chosenText(input)}`,
    );
  },
});
