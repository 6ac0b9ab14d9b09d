import { classesIn } from '../classes.ts';
import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, withColumns } from '../edit-columns.ts';
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
import { namesWith } from '../schema.ts';
import { isCategory, isMissing, type Column } from '../table.ts';

const mostClasses = 1000;

/** The column with another of its own values in these rows, each of the others equally likely. */
function confused(column: Column, rows: Int32Array, draw: (below: number) => number): Column {
  const { codes, names } = classesIn(column);
  const present = names.flatMap((name, at) => (name === null ? [] : [at]));
  if (present.length < 2) throw refusal(`"${column.name}" has fewer than two different labels.`);
  if (present.length > mostClasses)
    throw refusal(`"${column.name}" has ${present.length} different values: it holds no labels.`);
  const place = new Map(present.map((label, at) => [label, at]));
  const example = new Int32Array(names.length);
  codes.forEach((label, row) => (example[label] = row));
  const other = (row: number): number => {
    const own = place.get(codes[row]!)!;
    const drawn = draw(present.length - 1);
    return example[present[drawn < own ? drawn : drawn + 1]!]!;
  };
  if (isCategory(column)) {
    const changed = column.codes.slice();
    for (const row of rows) changed[row] = column.codes[other(row)]!;
    return { ...column, codes: changed };
  }
  const changed = column.values.slice();
  for (const row of rows) changed[row] = column.values[other(row)]!;
  return { ...column, values: changed };
}

export default defineEdit({
  id: 'label-noise',
  label: 'Fault: label noise',
  about: 'Gives rows the label of another class, as hurried people do.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The column with the labels. Empty: the target.', [
      'category',
      'boolean',
      'integer',
    ]),
    share: shareParam('that get a wrong label'),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, schema, params, random } = input;
    const column = chosenColumn(table, params['column'] || namesWith(schema, 'target')[0], [
      'category',
      'boolean',
      'integer',
    ]);
    const meant = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    const labelled = meant.filter((row) => !isMissing(column, row));
    if (labelled.length === 0) throw refusal('Those rows have no label.');
    const rows = drawShare(labelled, numberOf(params, 'share'), random);
    const changed = confused(column, rows, (below) => random.integer(below));
    return withColumns(
      input,
      [changed],
      (cells) => `fault: ${column.name} got a wrong label in ${rowsText(cells)}${chosenText(input)}`,
    );
  },
});
