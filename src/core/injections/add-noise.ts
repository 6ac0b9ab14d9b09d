import { defineInjection } from '../injection.ts';
import { countable, historyMoments, rewriteNumbers, textOf } from '../injecting/cells.ts';
import { columnParam, spreadProblem } from '../injecting/choosing.ts';
import { normalAt } from '../injecting/row-chance.ts';
import { plain } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'add-noise',
  label: 'Add noise',
  about: 'Adds a chance amount to every value of a column, as a loose cable does.',
  group: 'inputs',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that becomes noisy.', countable),
    amount: {
      type: 'number',
      label: 'Standard deviations',
      help: 'How large the noise is, in standard deviations of the rows before the stream.',
      min: 0,
      max: 5,
      step: 0.1,
      default: 1,
    },
  },
  amount: 'amount',
  neutral: 0,
  problem: (table, params, known) => spreadProblem(table, params, known, countable),
  says: (params) =>
    `${textOf(params, 'column')}: noise of ${plain(numberOf(params, 'amount'))} standard deviations`,
  apply(work) {
    const name = textOf(work.params, 'column');
    const column = work.draft.column(name);
    if (isCategory(column)) return;
    const size = numberOf(work.params, 'amount') * historyMoments(column, work.known.historyRows).deviation;
    rewriteNumbers(work, name, (value, part, row) => value + part * size * normalAt(work.chance, row, 2));
  },
});
