import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { draw, refusal, rowsText, sameRows, withRows } from '../edit-rows.ts';
import { classesIn } from '../classes.ts';
import { numberOf } from '../params.ts';
import type { Random } from '../random.ts';

/** As many of each class as its share asks for, the places that rounding leaves to the largest rests. */
function stratified(codes: Int32Array, classes: number, wanted: number, random: Random): Int32Array {
  const members = Array.from({ length: classes }, (): number[] => []);
  codes.forEach((code, row) => members[code]!.push(row));
  const exact = members.map((rows) => (rows.length * wanted) / codes.length);
  const counts = exact.map(Math.floor);
  let left = wanted - counts.reduce((sum, count) => sum + count, 0);
  const byRest = exact
    .map((share, at) => ({ at, rest: share - counts[at]! }))
    .sort((a, b) => b.rest - a.rest);
  for (const { at } of byRest) if (left-- > 0) counts[at]!++;
  const kept = members.flatMap((rows, at) => Array.from(draw(Int32Array.from(rows), counts[at]!, random)));
  return Int32Array.from(kept).sort();
}

export default defineEdit({
  id: 'sample-rows',
  label: 'Sample rows',
  about: 'Keeps rows drawn at random, in their order: a share of them or a number.',
  group: 'rows',
  picks: 'no',
  needsOther: false,
  params: {
    by: {
      type: 'choice',
      label: 'How many',
      help: 'A share of the rows, or a number of rows.',
      options: [
        { value: 'share', label: 'A share' },
        { value: 'rows', label: 'A number' },
      ],
      default: 'share',
    },
    share: {
      type: 'number',
      label: 'Share',
      help: 'Share of the rows that is kept.',
      min: 0.0001,
      max: 1,
      step: 0.01,
      default: 0.1,
    },
    rows: {
      type: 'integer',
      label: 'Rows',
      help: 'Rows that are kept.',
      min: 1,
      max: 1_000_000_000,
      default: 1000,
    },
    column: columnParam(
      'Classes',
      'Each of its values keeps its share of the rows. Empty: drawn regardless.',
    ),
  },
  apply(input) {
    const { table, params, random } = input;
    const wanted =
      params['by'] === 'rows' ? numberOf(params, 'rows') : Math.round(numberOf(params, 'share') * table.rows);
    if (wanted < 1)
      throw refusal(`That is less than one row of ${rowsText(table.rows)}. Choose a larger share.`);
    if (wanted >= table.rows)
      throw refusal(
        `The table has ${rowsText(table.rows)}, so a sample of ${rowsText(wanted)} would leave out none.`,
      );
    const summary = `drew ${rowsText(wanted)} of ${rowsText(table.rows)} at random`;
    if (params['column'] === '') return withRows(input, draw(sameRows(table.rows), wanted, random), summary);
    const column = chosenColumn(table, params['column']);
    const { codes, names } = classesIn(column);
    return withRows(
      input,
      stratified(codes, names.length, wanted, random),
      `${summary}, each of ${names.length} values of ${column.name} by its share`,
    );
  },
});
