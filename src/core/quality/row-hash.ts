// Whole rows as one number each, to find rows that are the same.

import { hashText } from '../random.ts';
import { isCategory, type Column } from '../table.ts';

const real = new Float64Array(1);
const words = new Int32Array(real.buffer);

const stirred = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) ^ (mixed >>> 13);
};

const hashesOf = new WeakMap<readonly string[], Int32Array>();

/** By its text: another table may number the same categories otherwise. */
export function levelHashes(levels: readonly string[]): Int32Array {
  let hashes = hashesOf.get(levels);
  if (!hashes) hashesOf.set(levels, (hashes = Int32Array.from(levels, hashText)));
  return hashes;
}

/**
 * Of each row a number of 52 bits made from its cells. The same cells give the same number (a missing one is equal to a missing
 * one, −0 to 0), other cells another one but for one chance in 10^15.
 */
export function hashRows(columns: readonly Column[], places: Int32Array): Float64Array {
  const count = places.length;
  const first = new Int32Array(count).fill(0x9e3779b9);
  const second = new Int32Array(count).fill(0x7f4a7c15);
  for (const column of columns) {
    if (isCategory(column)) {
      const { codes } = column;
      const hashes = levelHashes(column.levels);
      for (let i = 0; i < count; i++) {
        const code = codes[places[i]!]!;
        const word = code < 0 ? -1 : hashes[code]!;
        first[i] = stirred(first[i]!, word);
        second[i] = stirred((second[i]! + 0x165667b1) | 0, word);
      }
      continue;
    }
    const { values } = column;
    for (let i = 0; i < count; i++) {
      const value = values[places[i]!]!;
      real[0] = Number.isNaN(value) ? NaN : value + 0;
      const low = words[0]!;
      const high = words[1]!;
      first[i] = stirred(stirred(first[i]!, low), high);
      second[i] = stirred(stirred((second[i]! + 0x165667b1) | 0, high), low);
    }
  }
  const hashes = new Float64Array(count);
  for (let i = 0; i < count; i++) hashes[i] = (first[i]! >>> 0) * 0x100000 + (second[i]! >>> 12);
  return hashes;
}
