// What the running classifier looks at: every column, and products of two of them, as many as there is time for.

import type { Random } from '../random.ts';

export interface Terms {
  /** Number of them. */
  readonly count: number;
  /** Columns that each is made of; `second` is −1 where it is a column alone. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** Beyond so many a window would take too long. */
export const mostTerms = 90;

/** One far out row must not outweigh all others in the squares. */
const farthest = 5;

/** All columns and all products where that is few enough, else a random choice of products. Null: too many columns. */
export function termsFor(width: number, random: Random, most = mostTerms): Terms | null {
  if (width > most) return null;
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < width; i++) for (let j = i; j < width; j++) pairs.push([i, j]);
  const order = random
    .permutation(pairs.length)
    .subarray(0, most - width)
    .sort();
  const chosen = Array.from(order, (at) => pairs[at]!);
  return {
    count: width + chosen.length,
    first: Int32Array.from([...Array(width).keys(), ...chosen.map(([i]) => i)]),
    second: Int32Array.from([...Array<number>(width).fill(-1), ...chosen.map(([, j]) => j)]),
  };
}

/** Terms of the rows at `rows` of `z`, row-major. */
export function termsOf(
  { count, first, second }: Terms,
  z: Float64Array,
  width: number,
  rows: Int32Array,
): Float64Array {
  const out = new Float64Array(rows.length * count);
  const row = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) {
      const value = z[rows[i]! * width + j]!;
      row[j] = value > farthest ? farthest : value < -farthest ? -farthest : value;
    }
    const at = i * count;
    for (let k = 0; k < width; k++) out[at + k] = row[k]!;
    for (let k = width; k < count; k++) out[at + k] = row[first[k]!]! * row[second[k]!]!;
  }
  return out;
}
