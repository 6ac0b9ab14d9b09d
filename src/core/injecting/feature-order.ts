// Which columns tell most about the answer, each on its own, from the rows before the stream: what is worth breaking first.

import type { InjectionKnowledge } from '../injection.ts';
import { isCategory, type Column, type Table } from '../table.ts';
import { truthOf } from '../target.ts';
import { historySorted } from './cells.ts';

const parts = 10;
/** More rows do not change the order. */
const mostRows = 2000;

/** Place of each row among tenths of a column, or its word; −1 where it is missing. */
function groupsOf(column: Column, rows: number): Int32Array {
  if (isCategory(column)) return column.codes.subarray(0, rows);
  const sorted = historySorted(column, rows);
  const edges = Array.from(
    { length: parts - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / parts)]!,
  );
  return Int32Array.from(column.values.subarray(0, rows), (value) =>
    Number.isNaN(value) ? -1 : edges.filter((edge) => value >= edge).length,
  );
}

/** Share of the answers' variance that lies between the groups (η²), less what chance alone would give; 0 without any. */
function told(groups: Int32Array, answers: Float64Array): number {
  const sums = new Map<number, { n: number; sum: number }>();
  let [n, sum, squares] = [0, 0, 0];
  groups.forEach((group, row) => {
    const answer = answers[row]!;
    if (group < 0 || Number.isNaN(answer)) return;
    const of = sums.get(group) ?? { n: 0, sum: 0 };
    of.n++;
    of.sum += answer;
    sums.set(group, of);
    n++;
    sum += answer;
    squares += answer * answer;
  });
  const total = squares - (sum * sum) / n;
  if (!(n > sums.size) || !(total > 0)) return 0;
  const between = [...sums.values()].reduce((all, of) => all + (of.sum * of.sum) / of.n, 0) - (sum * sum) / n;
  return Math.max(0, between / total - (sums.size - 1) / (n - 1));
}

/** Names of the features, the one that tells most first; ties in the scenario's own order. */
export function featureOrder(table: Table, known: InjectionKnowledge): string[] {
  const rows = Math.min(known.historyRows, mostRows);
  const columns = [...known.features, known.target.column].flatMap((name) =>
    table.columns.filter((column) => column.name === name),
  );
  const heads = columns.map((column): Column =>
    isCategory(column)
      ? { ...column, codes: column.codes.subarray(0, rows) }
      : { ...column, values: column.values.subarray(0, rows) },
  );
  const truth = truthOf({ rows, columns: heads }, known.target, known.task, known.classes);
  const answers =
    known.task === 'multiclass'
      ? known.classes.map((_, at) =>
          truth.map((answer) => (Number.isNaN(answer) ? NaN : Number(answer === at))),
        )
      : [truth];
  return heads
    .filter((column) => known.features.includes(column.name))
    .map((column) => {
      const groups = groupsOf(column, rows);
      return { name: column.name, told: answers.reduce((all, of) => all + told(groups, of), 0) };
    })
    .sort((a, b) => b.told - a.told)
    .map(({ name }) => name);
}
