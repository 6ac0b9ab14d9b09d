// Test and training rows that hold as many of each class as the whole does.

import type { NumpyRandom } from './numpy-random.ts';

function range(length: number): Int32Array {
  const places = new Int32Array(length);
  for (let i = 0; i < length; i++) places[i] = i;
  return places;
}

/** Rows of class 0 and of class 1. */
function rowsByClass(truth: ArrayLike<number>): [Int32Array, Int32Array] {
  const [none, yes] = [new Int32Array(truth.length), new Int32Array(truth.length)];
  let [n, m] = [0, 0];
  for (let row = 0; row < truth.length; row++)
    if (truth[row] === 0) none[n++] = row;
    else if (truth[row] === 1) yes[m++] = row;
  return [none.subarray(0, n), yes.subarray(0, m)];
}

/** So many of each class that they are nearest to their shares of `draws`; equal remainders are decided by chance. */
function sharedOut(counts: readonly number[], draws: number, random: NumpyRandom): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / all) * draws);
  const taken = exact.map(Math.floor);
  let missing = draws - taken.reduce((sum, count) => sum + count, 0);
  const left = exact.map((share, i) => share - taken[i]!);
  for (const value of [...new Set(left)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const tied = Int32Array.from(left.keys()).filter((i) => left[i] === value);
    const added = Math.min(tied.length, missing);
    for (const place of random.permutation(range(tied.length)).subarray(0, added)) taken[tied[place]!]!++;
    missing -= added;
  }
  return taken;
}

export interface ShuffleSplit {
  /** 1 for the rows to learn from. */
  readonly training: Uint8Array;
  readonly test: Int32Array;
}

/**
 * scikit-learn's StratifiedShuffleSplit(test_size=0.1) of rows of two classes, draw for draw: each call gives the next. In which
 * order rows are learnt from is nobody's concern.
 * @param truth 0 or 1. @returns null where a class has fewer than two rows, or the test rows can't hold both.
 */
export function stratifiedShuffles(
  truth: ArrayLike<number>,
  random: NumpyRandom,
): (() => ShuffleSplit) | null {
  const classes = rowsByClass(truth);
  const counts = classes.map(({ length }) => length);
  const tested = Math.ceil(0.1 * truth.length);
  if (Math.min(...counts) < 2 || tested < 2) return null;
  return () => {
    const inTraining = sharedOut(counts, truth.length - tested, random);
    const remaining = counts.map((count, i) => count - inTraining[i]!);
    const inTest = sharedOut(remaining, tested, random);
    const training = new Uint8Array(truth.length);
    const test = new Int32Array(inTest[0]! + inTest[1]!);
    let asked = 0;
    for (let c = 0; c < classes.length; c++) {
      const places = random.permutation(classes[c]!);
      const end = inTraining[c]!;
      const next = end + inTest[c]!;
      for (let at = 0; at < end; at++) training[places[at]!] = 1;
      for (let at = end; at < next; at++) test[asked++] = places[at]!;
    }
    random.passOver(inTraining[0]! + inTraining[1]!);
    return { training, test: random.permutation(test) };
  };
}
