import { defineInjection } from '../injection.ts';
import { clearCell, eachDrawn } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';

export default defineInjection({
  id: 'labels-missing',
  label: 'Missing labels',
  about: 'The true answer of some rows, drawn by lot, never becomes known.',
  group: 'labels',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: { share: shareParam('Share of answers', 'How many answers never arrive.', 0.5) },
  amount: 'share',
  neutral: 0,
  problem: () => null,
  says: (params) => `${percent(numberOf(params, 'share'))} of the answers never arrive`,
  apply(work) {
    const column = work.draft.writable(work.known.target.column);
    eachDrawn(work, 'share', (row) => clearCell(column, row));
  },
});
