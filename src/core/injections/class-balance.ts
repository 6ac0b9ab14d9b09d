import { defineInjection, type InjectionKnowledge } from '../injection.ts';
import { eachDrawn, textOf } from '../injecting/cells.ts';
import { shareParam } from '../injecting/choosing.ts';
import { answersIn } from '../injecting/relabel.ts';
import { integerAt } from '../injecting/row-chance.ts';
import { percent } from '../injecting/saying.ts';
import { numberOf, type ParamValues } from '../params.ts';
import { isCategory } from '../table.ts';

/** So many rows of the class before a row may take its place: what the class is like now. */
const nearest = 200;

/** And so many rows before its first are looked through for some. */
const reach = 5000;

/** The class that grows; none named: the last, which is the positive one of two. */
const classAt = (params: ParamValues, { classes }: InjectionKnowledge): number => {
  const name = textOf(params, 'class');
  return name === '' ? classes.length - 1 : classes.indexOf(name);
};

export default defineInjection({
  id: 'class-balance',
  label: 'Class balance',
  about:
    'One class becomes more frequent: rows of others give way to earlier rows of it. What a class looks like stays.',
  group: 'population',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    class: {
      type: 'text',
      label: 'Class',
      help: 'The class that grows; empty: the positive or last one.',
      maxLength: 200,
      default: '',
    },
    share: shareParam('Share of the others', 'How many rows of the other classes give way.', 0.5),
  },
  amount: 'share',
  neutral: 0,
  problem(_, params, known) {
    if (known.task === 'regression') return 'The answers are numbers here, not classes.';
    return classAt(params, known) >= 0
      ? null
      : `There is no class "${textOf(params, 'class')}". There are: ${known.classes.join(', ')}.`;
  },
  says: (params) =>
    `${percent(numberOf(params, 'share'))} of the rows of other classes give way to ${
      textOf(params, 'class') || 'the positive or last class'
    }`,
  apply(work) {
    const { draft, known, chance, from } = work;
    const wanted = classAt(work.params, known);
    const start = Math.max(0, from - reach);
    const truth = answersIn(work, { from: start, to: work.to });
    const columns = [...new Set([...known.features, known.target.column])].map((name) =>
      draft.writable(name),
    );
    const donors: number[] = [];
    for (let row = from - 1; row >= start && donors.length < nearest; row--)
      if (truth[row - start] === wanted) donors.push(row);
    donors.reverse();
    let seen = from;
    eachDrawn(work, 'share', (row) => {
      for (; seen < row; seen++) if (truth[seen - start] === wanted) donors.push(seen);
      if (truth[row - start] === wanted || Number.isNaN(truth[row - start]!) || donors.length === 0) return;
      const latest = Math.min(nearest, donors.length);
      const donor = donors[donors.length - 1 - integerAt(chance, row, 2, latest)]!;
      for (const column of columns)
        if (isCategory(column)) column.codes[row] = column.codes[donor]!;
        else column.values[row] = column.values[donor]!;
    });
  },
});
