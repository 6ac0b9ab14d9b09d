// Two streams made into one that changes from the first to the second: the wrapper that works for any generator.

import type { Random } from '../random.ts';
import { isCategory, type Column, type Table } from '../table.ts';
import { sigmoidShare } from './concepts.ts';

/** When a stream is of the new kind. Rows are counted from 0. */
export type Change =
  /** All rows from `at` on. */
  | { readonly kind: 'abrupt'; readonly at: number }
  /** Each row by lot, in an S of that width about `at`: River's ConceptDriftStream(position = at, width). */
  | { readonly kind: 'gradual'; readonly at: number; readonly width: number }
  /** `rows` new rows from `at` on, as many old ones, and so on. */
  | { readonly kind: 'recurring'; readonly at: number; readonly rows: number }
  /** `rows` new rows from `at` on, then the old ones for good: a short burst that is no drift. */
  | { readonly kind: 'blip'; readonly at: number; readonly rows: number };

/** Probability that a row is of the new stream. */
export function newShareAt(change: Change, row: number): number {
  const since = row - change.at;
  switch (change.kind) {
    case 'abrupt':
      return since >= 0 ? 1 : 0;
    case 'gradual':
      // River counts rows from 1.
      return sigmoidShare(row + 1, change.at, change.width);
    case 'recurring':
      return since >= 0 && Math.floor(since / change.rows) % 2 === 0 ? 1 : 0;
    case 'blip':
      return since >= 0 && since < change.rows ? 1 : 0;
  }
}

/**
 * A stream of `rows` rows. Each is the next unused row of `after` with the probability of the change, else the next unused
 * one of `before`, as in River's ConceptDriftStream; so each needs up to `rows` rows.
 * @throws RangeError when the columns of the two differ, or one has no row left.
 */
export function mixStreams(before: Table, after: Table, rows: number, change: Change, random: Random): Table {
  checkSameColumns(before, after);
  const fromAfter = new Uint8Array(rows);
  const sources = new Int32Array(rows);
  const used = [0, 0];
  for (let row = 0; row < rows; row++) {
    const share = newShareAt(change, row);
    const which = share >= 1 || (share > 0 && random.uniform() <= share) ? 1 : 0;
    fromAfter[row] = which;
    sources[row] = used[which]!++;
  }
  for (const [which, table] of [before, after].entries())
    if (used[which]! > table.rows)
      throw new RangeError(
        `The stream ${which ? 'after' : 'before'} the change has ${table.rows} rows; ${used[which]} are needed.`,
      );
  return {
    rows,
    columns: before.columns.map((column, i) => mixed(column, after.columns[i]!, fromAfter, sources)),
  };
}

function mixed(before: Column, after: Column, fromAfter: Uint8Array, sources: Int32Array): Column {
  if (isCategory(before) && isCategory(after)) {
    const codes = new Int32Array(sources.length);
    for (let row = 0; row < codes.length; row++)
      codes[row] = (fromAfter[row] ? after : before).codes[sources[row]!]!;
    return { ...before, codes };
  }
  if (isCategory(before) || isCategory(after)) throw new RangeError(`"${before.name}" changes its kind.`);
  const values = new Float64Array(sources.length);
  for (let row = 0; row < values.length; row++)
    values[row] = (fromAfter[row] ? after : before).values[sources[row]!]!;
  return { ...before, values };
}

const described = (column: Column): string =>
  JSON.stringify([column.name, column.kind, isCategory(column) ? column.levels : []]);

function checkSameColumns(before: Table, after: Table): void {
  if (before.columns.length !== after.columns.length)
    throw new RangeError(
      `The streams have ${before.columns.length} and ${after.columns.length} columns; they must have the same.`,
    );
  for (const [i, column] of before.columns.entries())
    if (described(column) !== described(after.columns[i]!))
      throw new RangeError(`Column ${i + 1} of the streams differs: "${column.name}".`);
}
