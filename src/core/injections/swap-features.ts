import { defineInjection } from '../injection.ts';
import { eachDrawn, textOf } from '../injecting/cells.ts';
import { columnParam, columnProblem, shareParam } from '../injecting/choosing.ts';
import { ofRows } from '../injecting/saying.ts';
import { isCategory } from '../table.ts';

export default defineInjection({
  id: 'swap-features',
  label: 'Swap two columns',
  about: 'Two columns change places under their old names, as when an export reorders its columns.',
  group: 'quality',
  courses: ['sudden', 'gradual', 'recurring'],
  params: {
    column: columnParam('Column', 'One of the two columns.'),
    other: columnParam('Other column', 'The other one, of the same kind.'),
    share: shareParam('Share of rows', 'In how many rows.', 1),
  },
  amount: 'share',
  neutral: 0,
  problem(table, params, known) {
    const problem =
      columnProblem(table, params, known) ?? columnProblem(table, params, known, { name: 'other' });
    if (problem) return problem;
    const [first, second] = [params['column'], params['other']].map((name) =>
      table.columns.find((candidate) => candidate.name === name),
    );
    if (first === second) return 'Both are the same column. Choose two.';
    return first?.kind === second?.kind
      ? null
      : `"${first?.name}" and "${second?.name}" are of different kinds; choose two of one kind.`;
  },
  says: (params) =>
    `${textOf(params, 'column')} and ${textOf(params, 'other')} change places${ofRows(params, 'share')}`,
  apply(work) {
    const { draft, params } = work;
    const names = [textOf(params, 'column'), textOf(params, 'other')] as const;
    // As they stand before either learns the other's words.
    const before = [draft.column(names[0]), draft.column(names[1])] as const;
    if (isCategory(before[0]) && isCategory(before[1])) {
      const intoSecond = draft.codesOf(names[1], before[0].levels);
      const intoFirst = draft.codesOf(names[0], before[1].levels);
      const [first, second] = [draft.writable(names[0]), draft.writable(names[1])];
      if (!isCategory(first) || !isCategory(second)) return;
      eachDrawn(work, 'share', (row) => {
        const [one, two] = [first.codes[row]!, second.codes[row]!];
        first.codes[row] = two < 0 ? -1 : intoFirst[two]!;
        second.codes[row] = one < 0 ? -1 : intoSecond[one]!;
      });
      return;
    }
    const [first, second] = [draft.writable(names[0]), draft.writable(names[1])];
    if (isCategory(first) || isCategory(second)) return;
    eachDrawn(work, 'share', (row) => {
      const held = first.values[row]!;
      first.values[row] = second.values[row]!;
      second.values[row] = held;
    });
  },
});
