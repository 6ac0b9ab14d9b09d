import { defineInjection } from '../injection.ts';
import { historyMoments, rewriteNumbers, textOf } from '../injecting/cells.ts';
import { columnParam, spreadProblem } from '../injecting/choosing.ts';
import { signed } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory, type ColumnKind } from '../table.ts';

const kinds: readonly ColumnKind[] = ['number', 'integer', 'boolean', 'time'];

export default defineInjection({
  id: 'shift-mean',
  label: 'Shift a mean',
  about:
    'Moves a column up or down by a number of its standard deviations, as a sensor that has lost its zero.',
  group: 'inputs',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that is moved.', kinds),
    amount: {
      type: 'number',
      label: 'Standard deviations',
      help: 'How far, in standard deviations of the rows before the stream; below zero downwards.',
      min: -5,
      max: 5,
      step: 0.1,
      default: 2,
    },
  },
  amount: 'amount',
  neutral: 0,
  problem: (table, params, known) => spreadProblem(table, params, known, kinds),
  says: (params) => `${textOf(params, 'column')}: ${signed(numberOf(params, 'amount'))} standard deviations`,
  apply(work) {
    const name = textOf(work.params, 'column');
    const column = work.draft.column(name);
    if (isCategory(column)) return;
    const shift = numberOf(work.params, 'amount') * historyMoments(column, work.known.historyRows).deviation;
    rewriteNumbers(work, name, (value, part) => value + part * shift);
  },
});
