import { defineInjection } from '../injection.ts';
import { eachDrawn, textOf } from '../injecting/cells.ts';
import { columnParam, columnProblem, shareParam } from '../injecting/choosing.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory, type ColumnKind } from '../table.ts';

const kinds: readonly ColumnKind[] = ['category'];

export default defineInjection({
  id: 'new-category',
  label: 'New category',
  about: 'A word comes up that no model has ever seen, as when a new product is sold.',
  group: 'quality',
  courses: ['sudden', 'gradual', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that says something new.', kinds),
    name: {
      type: 'text',
      label: 'New word',
      help: 'What it says.',
      maxLength: 100,
      default: 'unheard of',
    },
    share: shareParam('Share of rows', 'In how many rows.', 0.2),
  },
  amount: 'share',
  neutral: 0,
  problem(table, params, known) {
    const problem = columnProblem(table, params, known, { kinds });
    if (problem) return problem;
    const name = textOf(params, 'name').trim();
    if (name === '') return 'Say what the new word is.';
    const column = table.columns.find((candidate) => candidate.name === params['column']);
    if (!column || !isCategory(column)) return null;
    const code = column.levels.indexOf(name);
    return code >= 0 && column.codes.subarray(0, known.historyRows).includes(code)
      ? `"${column.name}" said "${name}" before the stream already, so it would be nothing new.`
      : null;
  },
  says: (params) =>
    `${textOf(params, 'column')}: "${textOf(params, 'name').trim()}" in ${percent(numberOf(params, 'share'))} of the rows`,
  apply(work) {
    const { draft, params } = work;
    const name = textOf(params, 'column');
    const code = draft.codesOf(name, [textOf(params, 'name').trim()])[0]!;
    const column = draft.writable(name);
    if (isCategory(column)) eachDrawn(work, 'share', (row) => void (column.codes[row] = code));
  },
});
