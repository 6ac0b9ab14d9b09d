import { defineInjection, type InjectionWork } from '../injection.ts';
import { asKind, clearCell, eachDrawn, historyKnown, textOf } from '../injecting/cells.ts';
import { columnParam, columnProblem, shareParam } from '../injecting/choosing.ts';
import { ofRows } from '../injecting/saying.ts';
import { isCategory, isMissing, type CategoryColumn, type Column, type NumberColumn } from '../table.ts';

const modes: Readonly<Record<string, string>> = {
  stuck: 'stuck at its last value',
  zero: 'always zero',
  missing: 'nothing arrives',
  noise: 'any value by lot',
};

type Write = (row: number) => void;

/** Repeats what the column held last before it broke. */
function stuck({ draft, since }: InjectionWork, column: Column): Write {
  let last = since - 1;
  while (last >= 0 && isMissing(draft.column(column.name), last)) last--;
  if (last < 0) return (row) => clearCell(column, row);
  if (isCategory(column)) {
    const code = column.codes[last]!;
    return (row) => void (column.codes[row] = code);
  }
  const value = column.values[last]!;
  return (row) => void (column.values[row] = value);
}

/** Anything in the range that the column had, each as likely. */
function noisyNumbers({ known, chance }: InjectionWork, column: NumberColumn): Write {
  let low = Infinity;
  let high = -Infinity;
  for (const value of column.values.subarray(0, known.historyRows)) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const { kind, values } = column;
  const top = kind === 'number' ? high : high + 1;
  if (!(low <= high)) return (row) => clearCell(column, row);
  if (kind === 'boolean') return (row) => void (values[row] = asKind(kind, 0.5, chance(row, 2)));
  return (row) => {
    const drawn = low + (top - low) * chance(row, 2);
    values[row] = kind === 'number' ? drawn : Math.min(high, Math.floor(drawn));
  };
}

function noisyWords({ known, chance }: InjectionWork, column: CategoryColumn): Write {
  const rows = historyKnown(column, known.historyRows);
  const codes = [...new Set(Array.from(rows, (row) => column.codes[row]!))].sort((a, b) => a - b);
  return (row) => void (column.codes[row] = codes[Math.floor(chance(row, 2) * codes.length)] ?? -1);
}

export default defineInjection({
  id: 'break-sensor',
  label: 'Break a sensor',
  about: 'A column tells nothing true any more: it is stuck, zero, silent, or says anything.',
  group: 'quality',
  courses: ['sudden', 'gradual', 'recurring'],
  params: {
    column: columnParam('Column', 'The column that breaks.'),
    mode: {
      type: 'choice',
      label: 'How',
      help: 'What arrives in place of the truth.',
      options: Object.entries(modes).map(([value, label]) => ({ value, label })),
      default: 'stuck',
    },
    share: shareParam('Share of rows', 'In how many rows it is broken.', 1),
  },
  amount: 'share',
  neutral: 0,
  problem(table, params, known) {
    const problem = columnProblem(table, params, known);
    if (problem || params['mode'] !== 'zero') return problem;
    const column = table.columns.find((candidate) => candidate.name === params['column']);
    return column && isCategory(column)
      ? `"${column.name}" holds words, which have no zero. Let it be stuck, missing or noise.`
      : null;
  },
  says: (params) =>
    `${textOf(params, 'column')}: broken, ${modes[textOf(params, 'mode')] ?? ''}${ofRows(params, 'share')}`,
  apply(work) {
    const column = work.draft.writable(textOf(work.params, 'column'));
    const mode = textOf(work.params, 'mode');
    const write: Write =
      mode === 'stuck'
        ? stuck(work, column)
        : mode === 'noise'
          ? isCategory(column)
            ? noisyWords(work, column)
            : noisyNumbers(work, column)
          : mode === 'zero' && !isCategory(column)
            ? (row) => void (column.values[row] = 0)
            : (row) => clearCell(column, row);
    eachDrawn(work, 'share', write);
  },
});
