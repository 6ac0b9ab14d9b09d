// Whether a window may hold a row twice, quickly: most windows hold none, and of those nothing more need be known.

import type { Sample } from '../drift-sample.ts';
import { isCategorySample } from '../drift-sample.ts';
import { isCategory, type Column } from '../table.ts';
import { levelHashes } from './row-hash.ts';

/** No two rows have the same value there, or none: so no two rows are the same. */
export function allDiffer(sample: Sample): boolean {
  if (isCategorySample(sample) || sample.missing > 1) return false;
  const { sorted } = sample;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

const real = new Float64Array(1);
const words = new Int32Array(real.buffer);

const stirred = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

function hashInto(hashes: Int32Array, column: Column, places: Int32Array): void {
  if (isCategory(column)) {
    const { codes } = column;
    const texts = levelHashes(column.levels);
    for (let i = 0; i < hashes.length; i++) {
      const code = codes[places[i]!]!;
      hashes[i] = stirred(hashes[i]!, code < 0 ? -1 : texts[code]!);
    }
    return;
  }
  const { values } = column;
  for (let i = 0; i < hashes.length; i++) {
    const value = values[places[i]!]!;
    // All that is missing is equal, and −0 is 0.
    real[0] = Number.isNaN(value) ? NaN : value + 0;
    hashes[i] = stirred(stirred(hashes[i]!, words[0]!), words[1]!);
  }
}

/** False: no two of the rows have the same cells. True where some may have: but for one window in thousands, some have. */
export function mayRepeat(columns: readonly Column[], places: Int32Array): boolean {
  const count = places.length;
  const hashes = new Int32Array(count);
  for (const column of columns) hashInto(hashes, column, places);
  // Half of it stays empty.
  const size = 2 ** Math.ceil(Math.log2(2 * count + 1));
  const taken = new Int32Array(size);
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!;
    let at = Math.imul(hash, 0x9e3779b1) & (size - 1);
    for (; taken[at] !== 0; at = (at + 1) & (size - 1)) if (hashes[taken[at]! - 1] === hash) return true;
    taken[at] = i + 1;
  }
  return false;
}
