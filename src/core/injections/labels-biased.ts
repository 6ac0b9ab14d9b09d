import { defineInjection } from '../injection.ts';
import { clearCell, eachDrawn, textOf } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { groupOf, groupParams, groupProblem, groupSays } from '../injecting/group-rows.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';

export default defineInjection({
  id: 'labels-biased',
  label: 'Biased labels',
  about:
    'Answers of some kind of rows arrive less often: of one class, or where a column is high. Those that arrive then tell of another world.',
  group: 'labels',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    ...groupParams,
    share: shareParam('Share of answers', 'How many answers of those rows never arrive.', 0.8),
  },
  amount: 'share',
  neutral: 0,
  problem: (table, params, known) => groupProblem(table, params, known, true),
  says: (params) =>
    `where ${groupSays(params)}: ${percent(numberOf(params, 'share'))} of the answers never arrive`,
  apply(work) {
    const { draft, params, known } = work;
    const answers = draft.writable(known.target.column);
    const column = draft.column(textOf(params, 'column'));
    const inside = groupOf(column, params);
    // A row is looked at before its own answer goes, so the answers themselves can be the column.
    eachDrawn(work, 'share', (row) => inside(row) && clearCell(answers, row));
  },
});
