// What the running classifier looks at: every column, and products of two of them, as many as there is time for.

import type { Random } from '../random.ts';

export interface Terms {
  /** Number of them. */
  readonly count: number;
  /** The first `width` terms are the columns themselves. */
  readonly width: number;
  /** Columns that each is made of, products in the order of these; `second` is −1 where it is a column alone. */
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
    width,
    first: Int32Array.from([...Array(width).keys(), ...chosen.map(([i]) => i)]),
    second: Int32Array.from([...Array<number>(width).fill(-1), ...chosen.map(([, j]) => j)]),
  };
}

const within = (value: number): number =>
  value > farthest ? farthest : value < -farthest ? -farthest : value;

/**
 * Terms of `rows` rows of `z` (row-major), those at `places` from `from` on: one term after another, `rows` numbers each.
 */
export function termsOf(
  { count, width, first, second }: Terms,
  z: Float64Array,
  places: Int32Array,
  from: number,
  rows: number,
  into: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const at = places[from + i]! * width;
    for (let j = 0; j < width; j++) into[j * rows + i] = within(z[at + j]!);
  }
  for (let k = width; k < count; k++) {
    const [a, b, to] = [first[k]! * rows, second[k]! * rows, k * rows];
    for (let i = 0; i < rows; i++) into[to + i] = into[a + i]! * into[b + i]!;
  }
}

/** Rows whose scores are summed up at once: one sum does not wait for another. */
const abreast = 4;

/** Sum of the terms, each times its weight, of the rows of `z` at `places`. */
export function scoresOf(
  { count, width, first, second }: Terms,
  weights: Float64Array,
  z: Float64Array,
  places: Int32Array,
): Float64Array {
  const scores = new Float64Array(Math.ceil(places.length / abreast) * abreast);
  const rows = new Float64Array(abreast * width);
  for (let i = 0; i < places.length; i += abreast) {
    const taken = Math.min(abreast, places.length - i);
    for (let one = 0; one < taken; one++) {
      const at = places[i + one]! * width;
      for (let j = 0; j < width; j++) rows[j * abreast + one] = within(z[at + j]!);
    }
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let j = 0, k = width; j < width; j++) {
      // All products that begin with this column at once.
      let p = weights[j]!;
      let q = p;
      let r = p;
      let s = p;
      for (; k < count && first[k] === j; k++) {
        const weight = weights[k]!;
        const at = second[k]! * abreast;
        p += weight * rows[at]!;
        q += weight * rows[at + 1]!;
        r += weight * rows[at + 2]!;
        s += weight * rows[at + 3]!;
      }
      const at = j * abreast;
      a += p * rows[at]!;
      b += q * rows[at + 1]!;
      c += r * rows[at + 2]!;
      d += s * rows[at + 3]!;
    }
    scores[i] = a;
    scores[i + 1] = b;
    scores[i + 2] = c;
    scores[i + 3] = d;
  }
  return scores.subarray(0, places.length);
}
