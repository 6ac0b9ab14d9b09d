import { defineInjection } from '../injection.ts';
import { historyMoments, rewriteNumbers, textOf } from '../injecting/cells.ts';
import { columnParam, spreadProblem } from '../injecting/choosing.ts';
import { plain } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory, type ColumnKind } from '../table.ts';

const kinds: readonly ColumnKind[] = ['number', 'integer', 'time'];

export default defineInjection({
  id: 'stretch',
  label: 'Stretch a column',
  about:
    'Moves the values of a column away from its mean, or towards it: the mean stays, the spread does not.',
  group: 'inputs',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that is stretched.', kinds),
    factor: {
      type: 'number',
      label: 'Times as wide',
      help: 'What the distance from the mean of the rows before the stream is multiplied by; below 1 it shrinks.',
      min: 0,
      max: 10,
      step: 0.1,
      default: 2,
    },
  },
  amount: 'factor',
  neutral: 1,
  problem: (table, params, known) => spreadProblem(table, params, known, kinds),
  says: (params) => `${textOf(params, 'column')}: ${plain(numberOf(params, 'factor'))} times as wide`,
  apply(work) {
    const name = textOf(work.params, 'column');
    const column = work.draft.column(name);
    if (isCategory(column)) return;
    const factor = numberOf(work.params, 'factor');
    const { mean } = historyMoments(column, work.known.historyRows);
    // Only what is added is computed, so that a factor of 1 changes no bit.
    rewriteNumbers(work, name, (value, part) => value + (value - mean) * part * (factor - 1));
  },
});
