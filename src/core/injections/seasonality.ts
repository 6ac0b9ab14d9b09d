import { defineInjection } from '../injection.ts';
import { countable, historyMoments, rewriteNumbers, textOf } from '../injecting/cells.ts';
import { columnParam, spreadProblem } from '../injecting/choosing.ts';
import { plain } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'seasonality',
  label: 'Season',
  about:
    'Lets a column go up and down in a wave, as the weather does. A season comes back: it is no reason to retrain.',
  group: 'inputs',
  courses: ['sudden', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that gets a season.', countable),
    amount: {
      type: 'number',
      label: 'Standard deviations',
      help: 'How high the wave is, in standard deviations of the rows before the stream.',
      min: 0,
      max: 5,
      step: 0.1,
      default: 1,
    },
    period: {
      type: 'integer',
      label: 'Rows of one wave',
      help: 'After so many rows it begins again.',
      min: 2,
      max: 1_000_000,
      default: 1000,
    },
  },
  amount: 'amount',
  neutral: 0,
  problem: (table, params, known) => spreadProblem(table, params, known, countable),
  says: (params) =>
    `${textOf(params, 'column')}: a wave of ${plain(numberOf(params, 'amount'))} standard deviations every ${numberOf(params, 'period')} rows`,
  apply(work) {
    const name = textOf(work.params, 'column');
    const column = work.draft.column(name);
    if (isCategory(column)) return;
    const height = numberOf(work.params, 'amount') * historyMoments(column, work.known.historyRows).deviation;
    const turn = (2 * Math.PI) / numberOf(work.params, 'period');
    rewriteNumbers(
      work,
      name,
      (value, part, row) => value + part * height * Math.sin(turn * (row - work.since)),
    );
  },
});
