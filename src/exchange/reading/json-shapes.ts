// The shapes in which JSON files hold a table.

import type { JsonRows } from './json-rows.ts';
import { grouped, refusal, shown, type Problems } from './problems.ts';

export interface Records {
  readonly count: number;
  /** Keys outside the rows, in the object around them. */
  readonly otherKeys: number;
  /** @param index from 0. */
  add(rows: JsonRows, index: number): void;
}

const remedy = 'Choose a file with a list of records, such as [{"a": 1}, {"a": 2}].';

/**
 * Finds the rows:
 * `[{…}, …]` records; `[[names], [cells], …]` rows below their names (without names when the first row has others than
 * texts); `{"columns": […], "data": [[…], …]}`; `{"a": […], "b": […]}` columns of equal length; or an object with one of these
 * lists under one of its keys.
 * @throws AppError 'bad-file' for anything else.
 */
export function recordsOf(file: string, value: unknown, problems: Problems): Records {
  if (Array.isArray(value)) return listed(file, value, 0);
  if (value === null || typeof value !== 'object')
    throw refusal(file, `it holds ${value === null ? 'nothing' : 'a single value'}, not rows.`, remedy);
  const entries = Object.entries(value) as [string, unknown][];
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const names = lists.find(([key]) => key === 'columns')?.[1];
  const data = lists.find(([key]) => key === 'data')?.[1];
  if (names && data && names.every((name) => typeof name === 'string') && data.every(Array.isArray))
    return rowsBelow(file, names as string[], data as unknown[][], 0, entries.length);
  const [only] = lists;
  if (only && lists.length === 1 && (entries.length > 1 || holdsRows(only[1]))) {
    if (entries.length > 1)
      problems.add('note', `The rows are the list "${shown(only[0])}"; the other keys were left out.`);
    const others = entries
      .filter(([key]) => key !== only[0])
      .reduce((sum, [, each]) => sum + keysIn(each), 0);
    return listed(file, only[1], entries.length + others);
  }
  if (lists.length > 0 && lists.length === entries.length) return columnsOf(file, lists);
  throw refusal(
    file,
    lists.length > 1 ? 'it holds several lists, not one of rows.' : 'it holds no list of rows.',
    remedy,
  );
}

const holdsRows = (list: readonly unknown[]): boolean =>
  list.length > 0 && list.every((row) => row !== null && typeof row === 'object');

function listed(file: string, list: readonly unknown[], otherKeys: number): Records {
  const first = list[0];
  if (Array.isArray(first)) {
    const named = first.length > 0 && first.every((cell) => typeof cell === 'string') && list.length > 1;
    const names = named ? (first as string[]) : first.map((_, i) => `column ${i + 1}`);
    const odd = list.findIndex((row) => !Array.isArray(row));
    if (odd >= 0) throw refusal(file, `row ${grouped(odd + 1)} is no list like the first one.`, remedy);
    return rowsBelow(file, names, list as unknown[][], named ? 1 : 0, otherKeys);
  }
  const odd = list.findIndex((row) => row === null || typeof row !== 'object' || Array.isArray(row));
  if (odd >= 0) throw refusal(file, `row ${grouped(odd + 1)} is not a record.`, remedy);
  return {
    count: list.length,
    otherKeys,
    add: (rows, index) => rows.add(list[index] as object, index + 1),
  };
}

function rowsBelow(
  file: string,
  names: readonly string[],
  list: readonly (readonly unknown[])[],
  from: number,
  otherKeys: number,
): Records {
  const odd = list.findIndex((row) => row.length !== names.length);
  if (odd >= 0)
    throw refusal(
      file,
      `there are ${grouped(names.length)} columns, but row ${grouped(odd + 1)} has ${grouped(list[odd]!.length)} cells.`,
      'Correct the row.',
    );
  return {
    count: list.length - from,
    // Keys inside cells are counted with their row.
    otherKeys,
    add: (rows, index) => rows.addCells(names, list[index + from]!, index + from + 1),
  };
}

function columnsOf(file: string, lists: readonly (readonly [string, readonly unknown[]])[]): Records {
  const count = lists[0]![1].length;
  const odd = lists.find(([, cells]) => cells.length !== count);
  if (odd)
    throw refusal(
      file,
      `column "${shown(odd[0])}" has ${grouped(odd[1].length)} cells, but "${shown(lists[0]![0])}" has ${grouped(count)}.`,
      'Correct the file: all columns must have equally many.',
    );
  const names = lists.map(([name]) => name);
  return {
    count,
    otherKeys: lists.length,
    add: (rows, index) =>
      rows.addCells(
        names,
        lists.map(([, cells]) => cells[index]),
        index + 1,
      ),
  };
}

function keysIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const inner = Object.values(value) as unknown[];
  return (
    (Array.isArray(value) ? 0 : inner.length) + inner.reduce<number>((sum, each) => sum + keysIn(each), 0)
  );
}
