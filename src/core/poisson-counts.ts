// How often each row is in a replicate when every row is in it Poisson(1) times.

import { hashText, mix32 } from './random.ts';

/** P(count ≤ k) of a Poisson variable with mean 1, of 2³²; from the 13th on it can't be told from 1. */
const below = Array.from({ length: 13 }, () => 0);
for (let k = 0, term = Math.exp(-1), sum = 0; k < below.length; term /= ++k)
  below[k] = Math.min(4294967296, Math.round((sum += term) * 4294967296));

/** No count is larger. */
export const mostPoisson = below.length;

const countOf = (draw: number): number => {
  const count = below.findIndex((bound) => draw < bound);
  return count < 0 ? mostPoisson : count;
};

/** The count by the highest 12 bits of a draw, where they settle it. */
const unsettled = 255;
const settled = Uint8Array.from({ length: 4096 }, (_, high) => {
  const count = countOf(high * 1048576);
  return count === countOf(high * 1048576 + 1048575) ? count : unsettled;
});

/**
 * Counts that follow from seed, replicate and the place of a row alone, so that any selection of rows sees the same.
 * @returns writes the counts of a replicate to `weights` and gives their sum.
 */
export function poissonCounts(
  places: ArrayLike<number>,
  seed: number,
): (replicate: number, weights: Uint8Array) => number {
  const base = mix32((seed >>> 0) ^ hashText('poisson'));
  const hashes = Int32Array.from({ length: places.length }, (_, i) => mix32(places[i]! ^ base));
  return (replicate, weights) => {
    const key = mix32(base + replicate + 1);
    let total = 0;
    for (let i = 0; i < hashes.length; i++) {
      // mix32, written out: a call for each of hundreds of millions of draws takes twice as long.
      let h = hashes[i]! ^ key;
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      h ^= h >>> 16;
      let count = settled[h >>> 20]!;
      if (count === unsettled) count = countOf(h >>> 0);
      weights[i] = count;
      total = (total + count) | 0;
    }
    return total;
  };
}
