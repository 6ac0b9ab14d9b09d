import { sayNumber } from '../gate-check/say.ts';
import { defineModelTest, mostRows, notApplicable } from '../model-test-kind.ts';
import type { TestContext } from '../model-test-kind.ts';
import { numberOf } from '../params.ts';
import { answerAt } from '../pictures/answers.ts';
import { countText } from '../wording.ts';

interface Golden {
  /** Number of the row in the table, from 0. */
  readonly row: number;
  /** As it was written; null: as it is known. */
  readonly stated: string | null;
}

/** "12, 40 = yes": rows by the number that is shown for them (from 1), each with the answer wanted where one is given. */
function goldenRows(text: string): Golden[] | string {
  const found: Golden[] = [];
  for (const part of text.split(/[,;\n]/)) {
    if (part.trim() === '') continue;
    const [, number, stated] = /^\s*(\d+)\s*(?:=\s*(.*?))?\s*$/s.exec(part) ?? [];
    if (number === undefined || Number(number) < 1)
      return `“${part.trim()}” is no row. Write numbers of rows, and answers behind “=” where they differ: 12, 40 = yes.`;
    found.push({ row: Number(number) - 1, stated: stated ?? null });
  }
  return found;
}

/** What is wanted of a row as a class index or value; NaN: not known. */
function wantedOf({ row, stated }: Golden, { rows, truth, task, classes }: TestContext): number {
  if (stated === null) return truth[rows.indexOf(row)] ?? NaN;
  if (task === 'regression') return stated.trim() === '' ? NaN : Number(stated);
  const answer = classes.indexOf(stated);
  return answer < 0 ? NaN : answer;
}

/** A row with an unknown answer fails nothing, but is named: it may be one that has no label yet. */
export default defineModelTest({
  id: 'golden-rows',
  label: 'Golden rows',
  about: 'Chosen rows are answered rightly, or as it is stated here.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {
    rows: {
      type: 'text',
      label: 'Rows',
      help: 'Numbers of rows, with the answer wanted behind “=” where the row is not among those judged: 12, 40 = yes.',
      maxLength: 4000,
      default: '',
    },
    tolerance: {
      type: 'number',
      label: 'Tolerance',
      help: 'How far a predicted value may be off, in the unit of the target. For classes it plays no part.',
      min: 0,
      max: 1e12,
      default: 1,
    },
  },
  run(context, params) {
    const { table, task, outputs, threshold, classes, score } = context;
    const golden = goldenRows(String(params['rows']));
    if (typeof golden === 'string') return { ...notApplicable(golden), passed: false };
    if (golden.length === 0) return notApplicable('No golden rows were chosen.');
    const outside = golden.find(({ row }) => row >= table.rows);
    if (outside)
      return {
        ...notApplicable(`There is no row ${outside.row + 1}: the data has ${countText(table.rows)}.`),
        passed: false,
      };
    const odd = golden.find((asked) => asked.stated !== null && Number.isNaN(wantedOf(asked, context)));
    if (odd)
      return {
        ...notApplicable(
          `“${odd.stated}”, stated for row ${odd.row + 1}, is no answer that the model can give: ${classes.join(', ') || 'it gives numbers'}.`,
        ),
        passed: false,
      };
    const tolerance = numberOf(params, 'tolerance');
    const scores = score(
      table,
      golden.map(({ row }) => row),
    );
    const answered = { task, truth: new Float64Array(0), scores, outputs, threshold };
    const judged = golden.map((asked, place) => {
      const wanted = wantedOf(asked, context);
      const answer = task === 'regression' ? scores[place]! : answerAt(answered, place);
      const right = task === 'regression' ? Math.abs(answer - wanted) <= tolerance : answer === wanted;
      return { row: asked.row, wanted, answer, right };
    });
    const known = judged.filter(({ wanted }) => !Number.isNaN(wanted));
    const wrong = known.filter(({ right }) => !right);
    const say = (value: number): string =>
      task === 'regression' ? sayNumber(value) : (classes[value] ?? 'no answer');
    const [first] = wrong;
    const unknown = judged.length - known.length;
    const rest =
      unknown > 0
        ? ` Of ${countText(unknown)} it is not known what is right: state the answer behind “=”.`
        : '';
    return {
      passed: known.length === 0 ? null : wrong.length === 0,
      words: first
        ? `${countText(wrong.length)} of ${countText(known.length)} golden rows are answered wrongly; row ${countText(first.row + 1)} is ${say(first.wanted)}, the answer is ${say(first.answer)}.${rest}`
        : `${known.length === 0 ? 'No golden row could be judged.' : `All ${countText(known.length)} golden rows are answered rightly.`}${rest}`,
      observed: wrong.length,
      limit: 0,
      rows: wrong.slice(0, mostRows).map(({ row }) => row),
    };
  },
});
