// A test of homogeneity that holds however rare values are.

import { homogeneity, type Counts } from './homogeneity.ts';
import { largestShareGap } from './largest-gap.ts';

/** Rows that the smaller side has of a value on average, from which on the value is a bin of its own. */
const fewest = 1;
/** Rows of one such value on the smaller side that are looked at for themselves. */
const striking = 5;
/** What of the chance to be wrong goes to the test of values together; the rest to the single rare value. */
const together = 0.9;

interface Parts {
  /** Values that are not rare, and one bin of those that are. */
  readonly gathered: Counts;
  /** The rare values one by one; null where there are not two. */
  readonly rare: Counts | null;
}

function partsOf({ before, now, n, m }: Counts): Parts {
  const least = (fewest * (n + m)) / Math.min(n, m);
  let kept = 0;
  for (let i = 0; i < before.length; i++) if (before[i]! + now[i]! >= least) kept++;
  const others = before.length - kept;
  if (others < 2) return { gathered: { before, now, n, m }, rare: null };
  const [a, b] = [new Float64Array(kept + 1), new Float64Array(kept + 1)];
  const rare = { before: new Float64Array(others), now: new Float64Array(others), n, m };
  let [at, atRare] = [0, 0];
  for (let i = 0; i < before.length; i++)
    if (before[i]! + now[i]! >= least) {
      a[at] = before[i]!;
      b[at++] = now[i]!;
    } else {
      a[kept]! += rare.before[atRare] = before[i]!;
      b[kept]! += rare.now[atRare++] = now[i]!;
    }
  return { gathered: { before: a, now: b, n, m }, rare };
}

/**
 * The chance that counts of both samples differ so much, with rare values too. Those of which the smaller side has less than a
 * row each on average become one bin: one by one they say nothing (the limit of chi-square is far away, and a hundred of them
 * drown what the others say), together they can. Which ones they are is decided by the rows of both sides together, so p stays what
 * it says. One of them that comes in many rows at once, as a new value does, is looked at for itself, by the exact chance.
 * @param counts of which n and m are the sums.
 */
export function gatheredChance(counts: Counts): number {
  const { gathered, rare } = partsOf(counts);
  const { pValue } = homogeneity(gathered);
  if (!rare) return pValue;
  const smaller = rare.n < rare.m ? rare.before : rare.now;
  const single = smaller.some((count) => count >= striking)
    ? largestShareGap({ ...rare, edges: null, values: null, outside: false, missing: false }, 0.01).pValue
    : 1;
  return Math.min(1, pValue / together, single / (1 - together));
}
