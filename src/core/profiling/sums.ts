// Sums of counts that separate two classes without an error: what is left when the column of the sum itself was deleted.

import type { Answers } from './alone.ts';

const mostColumns = 40;
const leastRows = 200;
const leastOfAClass = 40;

/** Places and signs of the columns of a sum. */
export interface SeparatingSum {
  readonly members: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

/**
 * Sums and differences of two whole-number columns, of which neither separates the classes alone, with every positive row
 * on one side of a cut and every negative one on the other. Only from 200 rows on, with 40 of each class: among fewer
 * it happens by chance. Rows with a missing value are left out; at most a tenth may be.
 */
export function* separatingSums(
  columns: readonly Float64Array[],
  { task, truth }: Answers,
): Generator<void, SeparatingSum[], void> {
  if (task !== 'binary' || truth.length < leastRows) return [];
  const first = columns.slice(0, mostColumns);
  const alone = first.map((column) => separates(column, null, 1, truth));
  const found: SeparatingSum[] = [];
  for (let a = 0; a < first.length; a++) {
    for (let b = a + 1; b < first.length; b++) {
      if (alone[a] || alone[b]) continue;
      for (const sign of [1, -1] as const)
        if (separates(first[a]!, first[b]!, sign, truth)) found.push({ members: [a, b], signs: [1, sign] });
    }
    yield;
  }
  return found;
}

function separates(x: Float64Array, y: Float64Array | null, sign: 1 | -1, truth: Float64Array): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  const rows = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const value = y ? x[row]! + sign * y[row]! : x[row]!;
    if (!Number.isFinite(value)) continue;
    const answer = truth[row]!;
    rows[answer]!++;
    if (value < low[answer]!) low[answer] = value;
    if (value > high[answer]!) high[answer] = value;
    if (high[0]! >= low[1]! && high[1]! >= low[0]!) return false;
  }
  return Math.min(...rows) >= leastOfAClass && rows[0]! + rows[1]! >= 0.9 * truth.length;
}
