import { defineInjection } from '../injection.ts';
import { asKind, countable, eachDrawn, historyMoments, historySorted, textOf } from '../injecting/cells.ts';
import { columnParam, shareParam, spreadProblem } from '../injecting/choosing.ts';
import { rankMirror } from '../injecting/rank-mirror.ts';
import { ofRows } from '../injecting/saying.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'flip-effect',
  label: 'Turn an effect round',
  about: 'Mirrors a column: on its own it looks the same, but what it says about the answer is turned round.',
  group: 'concept',
  courses: ['sudden', 'gradual', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that is mirrored.', countable),
    by: {
      type: 'choice',
      label: 'Mirrored',
      help: 'About the mean it keeps its look if it is symmetric; by rank it always does.',
      options: [
        { value: 'mean', label: 'About its mean' },
        { value: 'rank', label: 'By rank: the largest becomes the smallest' },
      ],
      default: 'mean',
    },
    share: shareParam('Share of rows', 'In how many rows.', 1),
  },
  amount: 'share',
  neutral: 0,
  problem: (table, params, known) => spreadProblem(table, params, known, countable),
  says: (params) =>
    `${textOf(params, 'column')}: mirrored ${params['by'] === 'rank' ? 'by rank' : 'about its mean'}${ofRows(params, 'share')}`,
  apply(work) {
    const column = work.draft.writable(textOf(work.params, 'column'));
    if (isCategory(column)) return;
    const { values, kind } = column;
    const { historyRows } = work.known;
    const twice = 2 * historyMoments(column, historyRows).mean;
    // Whole numbers go to whole numbers, and back.
    const sum = kind === 'boolean' ? 1 : kind === 'integer' ? Math.round(twice) : twice;
    const mirror =
      work.params['by'] === 'rank'
        ? rankMirror(historySorted(column, historyRows))
        : (value: number): number => sum - value;
    eachDrawn(work, 'share', (row) => {
      if (!Number.isNaN(values[row]!)) values[row] = asKind(kind, mirror(values[row]!), 0);
    });
  },
});
