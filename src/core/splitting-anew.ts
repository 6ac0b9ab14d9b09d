// Splitting rows that are split already by another rule: a row that ever tested goes on testing, the others get a fresh split.

import { AppError } from './errors.ts';
import { part, unknownPart, type SplitSpec } from './split.ts';
import { assignParts } from './splitting.ts';
import type { Table } from './table.ts';
import { countText } from './wording.ts';

/** Fewer training rows are never left. */
const fewestTraining = 20;
/** Of all rows, as many must be left for training. */
const leastTrainingShare = 0.1;

/**
 * The parts of all rows by a new rule, test rows of before included:
 * - random and stratified: test rows are added (of each class) until the share of all rows is reached; where it is
 *   already, none is;
 * - time and k-fold: the test part is what it would be without any before it (the latest rows, the fold), and the
 *   test rows of before besides. It grows with every fold that is stepped to. By time, the gap is kept around those too;
 * - group: a group with a test row is a test group as a whole, as no group may be on both sides; whole groups are added until
 *   the share of all rows is reached.
 * @param before the part of each row as it was; null: there was no split, and nothing is to be kept.
 * @throws AppError 'bad-input' in words: as `assignParts`, and when fewer than 20 training rows or a tenth of all would
 * be left.
 */
export function splitAnew(
  table: Table,
  ids: Float64Array,
  spec: SplitSpec,
  before: Uint8Array | null,
): Uint8Array {
  const tested = before?.map((value) => (value === part.test ? part.test : unknownPart)) ?? null;
  if (!tested?.includes(part.test)) return assignParts(table, ids, spec, null);
  const parts = assignParts(table, ids, spec, tested, 'anew');
  let training = 0;
  for (const value of parts) if (value === part.train) training++;
  const least = Math.max(fewestTraining, Math.ceil(table.rows * leastTrainingShare));
  if (training < least) {
    const old = tested.reduce((sum, value) => sum + (value === part.test ? 1 : 0), 0);
    throw new AppError(
      'bad-input',
      `The rows cannot be split like this: ${countText(old)} of ${countText(table.rows)} rows are test rows already and stay so, and of the others ` +
        `${countText(training)} would be left for training; ${countText(least)} are the least` +
        (spec.method === 'group' ? ' (a group with a test row becomes a test group as a whole)' : '') +
        '. Nothing was changed; choose another split, or split the version that this one was made from.',
    );
  }
  return parts;
}
