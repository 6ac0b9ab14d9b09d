// Lags and rolling means read the rows above a row. That makes sense only where rows stand in the order in which they came,
// and it must not carry what test rows hold into what is learnt.

import { describeSource } from './recipe-check.ts';
import type { InputSource, RecipePlan } from './recipe-plan.ts';
import { sequenceOf } from './rows-before.ts';
import { part } from './split.ts';
import { columnOf, isCategory } from './table.ts';
import type { VersionTable } from './version-table.ts';
import { countText } from './wording.ts';

type Earlier = Extract<InputSource, { from: 'lag' | 'rolling-mean' }>;

/** All rows of a version, those of a group one behind the other; `first` of each place is where its group begins. */
const wholeSequence = ({ table }: VersionTable, group: string | null) =>
  sequenceOf(
    group === null ? null : columnOf(table, group),
    Int32Array.from({ length: table.rows }, (_, row) => row),
    table.rows,
    'all',
  );

type Sequence = ReturnType<typeof wholeSequence>;

/** The first place whose row comes before the one above it; −1 where all are in order. Missing values are in none. */
function firstStepBack({ order, first }: Sequence, values: Float64Array): number {
  for (let place = 1; place < order.length; place++)
    if (first[place] !== place && !(values[order[place]!]! >= values[order[place - 1]!]!)) return place;
  return -1;
}

/** Rows stand as they came: by their ids, or by a column of times. @returns the first row that does not; −1: all do. */
function firstRowOutOfOrder(version: VersionTable, sequence: Sequence): number {
  const place = firstStepBack(sequence, version.ids);
  if (place < 0) return -1;
  const isByTime = version.table.columns.some(
    (column) => !isCategory(column) && column.kind === 'time' && firstStepBack(sequence, column.values) < 0,
  );
  return isByTime ? -1 : sequence.order[place]!;
}

/** Test rows one behind the other that a training row looks back at, all of them at once. */
function stretchLookedBackAt(
  { order, first }: Sequence,
  parts: Uint8Array,
  reach: number,
): { readonly row: number; readonly length: number } | null {
  let start = -1;
  let end = -1;
  for (let place = 0; place < order.length; place++) {
    if (first[place] === place) start = end = -1;
    const row = order[place]!;
    if (parts[row] === part.test) {
      if (end !== place - 1 || start < 0) start = place;
      end = place;
    } else if (parts[row] === part.train && start >= 0 && place - start <= reach)
      return { row, length: end - start + 1 };
  }
  return null;
}

/**
 * Why a plan with lags or rolling means must not be learnt on these rows, in words; null when it may, and always for a plan
 * without them. Two things are refused:
 * - Rows out of order: ids that go back from one row to the next (within the group, if there is one), unless a column of times
 *   never goes back. Such rows would read later ones.
 * - Parts mixed within reach: a stretch of test rows (none of training or gap between) that a training row below it looks
 *   back at as a whole, as by random, stratified and k-fold splits. Then training inputs would be made of test rows everywhere.
 *
 * What test rows can still influence: the inputs of the first `reach` training rows below a stretch of test rows that is
 * longer, by the features (never the answers) of the last `reach` test rows, as in use, where what came before is known. With a
 * gap of `reach` rows around test rows, or within whole groups, they influence nothing.
 *
 * Rows that were deleted in between leave no trace that could be told from ids that were never given, so "1 row earlier" is then
 * the row above that is left; that is not refused.
 * @throws RangeError for a group that the table lacks (checkPlan names it in words).
 */
export function orderProblem(plan: RecipePlan, version: VersionTable): string | null {
  const sequences = new Map<string | null, Sequence>();
  for (const { name, source } of plan.inputs) {
    if (source.from !== 'lag' && source.from !== 'rolling-mean') continue;
    let sequence = sequences.get(source.group);
    if (!sequence) sequences.set(source.group, (sequence = wholeSequence(version, source.group)));
    const problem = problemOf(name, source, version, sequence);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(name: string, source: Earlier, version: VersionTable, sequence: Sequence): string | null {
  const who = `Input "${name}" looks at rows above (${describeSource(source)}), but`;
  const row = firstRowOutOfOrder(version, sequence);
  if (row >= 0)
    return (
      `${who} the rows of this version are not in the order in which they came: row ${countText(row + 1)} came before the one ` +
      'above it, so rows would read later ones. Learn from a version in order (sort by a time, or take the one before ' +
      'sorting), or leave the input out.'
    );
  const mixed = version.parts && stretchLookedBackAt(sequence, version.parts, source.rows);
  if (!mixed) return null;
  return (
    `${who} test rows stand between the training rows: row ${countText(mixed.row + 1)} is for training and looks back at ` +
    `${mixed.length === 1 ? 'a test row' : `all ${countText(mixed.length)} test rows`} above it, so what is tested on would be learnt from. ` +
    `Split by time with ${countText(source.rows)} or more rows left out between, look back less, or leave the input out.`
  );
}
