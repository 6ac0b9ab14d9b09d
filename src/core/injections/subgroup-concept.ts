import { defineInjection } from '../injection.ts';
import { eachDrawn, historySorted, textOf } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { groupOf, groupParams, groupProblem, groupSays } from '../injecting/group-rows.ts';
import { relabelling } from '../injecting/relabel.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'subgroup-concept',
  label: 'Change part of the world',
  about:
    'Answers change only where a column is high, or says a certain word. All rows together hardly show it.',
  group: 'concept',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    ...groupParams,
    share: shareParam('Share of answers', 'How many of those rows get the next answer in turn.', 1),
  },
  amount: 'share',
  neutral: 0,
  problem: (table, params, known) => groupProblem(table, params, known, false),
  says: (params) =>
    `where ${groupSays(params)}: ${percent(numberOf(params, 'share'))} of the answers become the next in turn`,
  apply(work) {
    const { draft, params, known, strength, from, to, chance } = work;
    const column = draft.column(textOf(params, 'column'));
    const relabel = relabelling(work, 'rotate');
    if (isCategory(column)) {
      const inside = groupOf(column, params);
      return eachDrawn(work, 'share', (row) => inside(row) && relabel(row, 1));
    }
    // By degrees the border itself moves, from the highest value ever seen down to the one asked for.
    const bottom = numberOf(params, 'atLeast');
    const top = Math.max(bottom, historySorted(column, known.historyRows).at(-1) ?? bottom);
    for (let row = from; row < to; row++) {
      const part = strength(row);
      if (part === 0 || chance(row, 1) >= numberOf(params, 'share')) continue;
      if (column.values[row]! >= top + part * (bottom - top)) relabel(row, 1);
    }
  },
});
