import { defineInjection } from '../injection.ts';
import { eachDrawn } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'duplicate-rows',
  label: 'Duplicate rows',
  about: 'Rows arrive again in place of the next one, as when a sender repeats itself.',
  group: 'quality',
  courses: ['sudden', 'gradual', 'recurring'],
  params: { share: shareParam('Share of rows', 'How many rows are the one before once more.', 0.2) },
  amount: 'share',
  neutral: 0,
  problem: () => null,
  says: (params) => `${percent(numberOf(params, 'share'))} of the rows are the one before once more`,
  apply(work) {
    const columns = work.draft.names.map((name) => work.draft.writable(name));
    eachDrawn(work, 'share', (row) => {
      for (const column of columns)
        if (isCategory(column)) column.codes[row] = column.codes[row - 1]!;
        else column.values[row] = column.values[row - 1]!;
    });
  },
});
