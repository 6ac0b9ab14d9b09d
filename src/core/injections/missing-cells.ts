import { defineInjection } from '../injection.ts';
import { clearCell, eachDrawn, textOf } from '../injecting/cells.ts';
import { columnParam, columnProblem, shareParam } from '../injecting/choosing.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';

export default defineInjection({
  id: 'missing-cells',
  label: 'Missing cells',
  about: 'Leaves cells of a column empty by lot.',
  group: 'quality',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that loses cells.'),
    share: shareParam('Share of cells', 'How many cells are empty.', 0.3),
  },
  amount: 'share',
  neutral: 0,
  problem: (table, params, known) => columnProblem(table, params, known),
  says: (params) => `${textOf(params, 'column')}: ${percent(numberOf(params, 'share'))} of the cells missing`,
  apply(work) {
    const column = work.draft.writable(textOf(work.params, 'column'));
    eachDrawn(work, 'share', (row) => clearCell(column, row));
  },
});
