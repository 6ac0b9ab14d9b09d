import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam, withColumns } from '../edit-columns.ts';
import { chosenRows, chosenText, fromRowOn, fromRowParam, refusal, whereParam } from '../edit-rows.ts';
import { numberOf } from '../params.ts';
import { isCategory, type CategoryColumn, type Column } from '../table.ts';
import { countText } from '../wording.ts';

/** `column` with the cells of `source` in these rows. */
function taking(column: Column, source: Column, rows: Int32Array): Column {
  if (isCategory(column) && isCategory(source)) return takingTexts(column, source, rows);
  if (isCategory(column) || isCategory(source)) throw refusal('Texts and numbers cannot change places.');
  const values = column.values.slice();
  for (const row of rows) values[row] = source.values[row]!;
  return { ...column, values };
}

function takingTexts(column: CategoryColumn, source: CategoryColumn, rows: Int32Array): CategoryColumn {
  const levels = [...column.levels];
  const known = new Map(levels.map((level, code) => [level, code]));
  const translated = source.levels.map((level) => {
    if (!known.has(level)) known.set(level, levels.push(level) - 1);
    return known.get(level)!;
  });
  const codes = column.codes.slice();
  for (const row of rows) codes[row] = translated[source.codes[row]!] ?? -1;
  return { ...column, codes, levels };
}

const numeric = (column: Column): boolean => column.kind === 'number' || column.kind === 'integer';

export default defineEdit({
  id: 'swap-columns',
  label: 'Fault: swapped columns',
  about: 'Lets two columns change places under their old names, as when an export reorders its columns.',
  group: 'fault',
  picks: 'may',
  needsOther: false,
  params: {
    first: columnParam('First', 'One of the two columns.'),
    second: columnParam('Second', 'The other one, of the same kind.'),
    fromRow: fromRowParam,
    where: whereParam,
  },
  apply(input) {
    const { table, params } = input;
    const first = chosenColumn(table, params['first']);
    const second = chosenColumn(table, params['second']);
    if (first === second) throw refusal('Both are the same column. Choose two.');
    if (first.kind !== second.kind && !(numeric(first) && numeric(second)))
      throw refusal(
        `"${first.name}" is of kind ${first.kind} and "${second.name}" of kind ${second.kind}; choose two of one kind.`,
      );
    const rows = fromRowOn(chosenRows(input), numberOf(params, 'fromRow'), table.rows);
    return withColumns(
      input,
      [taking(first, second, rows), taking(second, first, rows)],
      (cells) =>
        `fault: ${first.name} and ${second.name} swapped, which changed ${countText(cells)} cells${chosenText(input)}`,
    );
  },
});
