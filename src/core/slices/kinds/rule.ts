import { parseExpression, rowsWhere } from '../../expression.ts';
import { defineSliceKind } from '../../slice.ts';
import { takeRows } from '../../table.ts';
import { slicedColumn } from '../partitions.ts';

export default defineSliceKind({
  id: 'rule',
  label: 'Rule',
  about: 'The rows that fulfil a condition, such as: hour in [7, 8] and not holiday.',
  partition: ({ name, condition }, { table, rows }) => {
    const expression = parseExpression(condition, table.columns);
    const columns = expression.columns.map((column) => slicedColumn(table, column));
    const codes = new Int32Array(rows.length).fill(-1);
    for (const place of rowsWhere(expression, takeRows({ rows: table.rows, columns }, rows)))
      codes[place] = 0;
    return { codes, keys: [[['rule', name]]] };
  },
  matches: ({ name }, key) => {
    const [pair] = key;
    return key.length === 1 && pair![0] === 'rule' && pair![1] === name;
  },
  arity: () => 1,
  words: ({ name, condition }) => `${name}: ${condition}`,
});
