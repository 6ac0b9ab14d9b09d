// One feature put back to how it was: the rows of a window with values as the reference has them, and as little changed as
// that takes.

import { isCategory, type CategoryColumn, type Column, type NumberColumn } from '../table.ts';
import type { Random } from '../random.ts';

/**
 * Every value becomes the reference's value of the same rank, so whoever was warm stays warm. Where the order says nothing,
 * because values are equal or missing, it is drawn by lot.
 */
function undoNumbers(current: NumberColumn, reference: NumberColumn, random: Random): NumberColumn {
  const known = reference.values.filter((value) => !Number.isNaN(value)).sort();
  const n = current.values.length;
  if (known.length === 0 || n === 0) return current;
  const lots = Float64Array.from({ length: n }, () => random.uniform());
  const byLot = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => lots[a]! - lots[b]!);
  const there = byLot.filter((row) => !Number.isNaN(current.values[row]!));
  // A stable sort leaves those of equal value in the order of their lots.
  there.sort((a, b) => current.values[a]! - current.values[b]!);
  const values = new Float64Array(n);
  const put = (row: number, rank: number): void => {
    values[row] = known[Math.min(known.length - 1, Math.floor(rank * known.length))]!;
  };
  there.forEach((row, rank) => put(row, (rank + 0.5) / there.length));
  for (const row of byLot) if (Number.isNaN(current.values[row]!)) put(row, random.uniform());
  return { ...current, values };
}

/** Words have no order: rows of words that are too many get, by lot, words that are too few. The rest stay as they are. */
function undoWords(current: CategoryColumn, reference: CategoryColumn, random: Random): CategoryColumn {
  const n = current.codes.length;
  const levels = [...new Set([...current.levels, ...reference.levels])];
  const place = new Map(levels.map((level, code) => [level, code]));
  const codeOf = (column: CategoryColumn, row: number): number =>
    place.get(column.levels[column.codes[row]!] ?? '\0') ?? -1;
  const wanted = new Float64Array(levels.length + 1);
  const known = reference.codes.length;
  if (known === 0 || n === 0) return current;
  for (let row = 0; row < known; row++) wanted[codeOf(reference, row) + 1]!++;
  const left = wanted.map((count) => (count / known) * n);
  const codes = Int32Array.from({ length: n }, (_, row) => codeOf(current, row));
  const moved: number[] = [];
  for (const row of random.permutation(n)) {
    if (left[codes[row]! + 1]! >= 0.5) left[codes[row]! + 1]! -= 1;
    else moved.push(row);
  }
  for (const row of moved) {
    let draw = random.uniform() * left.reduce((sum, count) => sum + Math.max(0, count), 0);
    const at = left.findIndex((count) => count > 0 && (draw -= count) < 0);
    if (at < 0) continue;
    codes[row] = at - 1;
    left[at]! -= 1;
  }
  return { ...current, codes, levels };
}

/**
 * @param current one column of the rows of a window. @param reference the same column of the reference's rows.
 * @returns a column of the window's length. As it is where the column changed its kind.
 */
export function undone(current: Column, reference: Column, random: Random): Column {
  if (isCategory(current)) return isCategory(reference) ? undoWords(current, reference, random) : current;
  return isCategory(reference) ? current : undoNumbers(current, reference, random);
}
