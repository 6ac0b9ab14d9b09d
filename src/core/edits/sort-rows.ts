import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { refusal, rowsText, sameRows, withRows } from '../edit-rows.ts';
import { isCategory, type Column } from '../table.ts';

/** A number per row in whose order the rows go: texts by code unit. NaN where missing. */
function ranks(column: Column): Float64Array {
  if (!isCategory(column)) return column.values;
  const sorted = [...new Set(column.levels)].sort();
  const rank = new Map(sorted.map((level, i) => [level, i]));
  const byCode = column.levels.map((level) => rank.get(level)!);
  return Float64Array.from(column.codes, (code) => byCode[code] ?? NaN);
}

/** Rows that are equal keep their order; missing cells come last either way. */
export default defineEdit({
  id: 'sort-rows',
  label: 'Sort rows',
  about: 'Puts the rows in the order of a column, those without a value last.',
  group: 'rows',
  picks: 'no',
  needsOther: false,
  params: {
    column: columnParam('Column', 'The rows go by its values.'),
    descending: {
      type: 'boolean',
      label: 'Largest first',
      help: 'Otherwise the smallest come first.',
      default: false,
    },
  },
  apply(input) {
    const { table, params } = input;
    const column = chosenColumn(table, params['column']);
    const rank = ranks(column);
    const descending = params['descending'] === true;
    const order = sameRows(table.rows).sort((a, b) => {
      const x = rank[a]!;
      const y = rank[b]!;
      if (Number.isNaN(x) || Number.isNaN(y))
        return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return (descending ? y - x : x - y) || a - b;
    });
    if (order.every((row, i) => row === i))
      throw refusal(`The rows already are in the order of "${column.name}".`);
    return withRows(
      input,
      order,
      `sorted ${rowsText(table.rows)} by ${column.name}, ${descending ? 'largest' : 'smallest'} first`,
    );
  },
});
