// Whether counts in the same bins can be of one law, and how large a distance of them is by chance.

import { chiSquareTail } from '../statistics.ts';
import type { Bins } from './bins.ts';

export type Counts = Pick<Bins, 'before' | 'now' | 'n' | 'm'>;

export interface Homogeneity {
  /**
   * The smaller of Pearson's chi-square and of the likelihood ratio G. Pearson's is nearly chi-square also where bins hold few
   * rows, but far out it calls a handful of rows in a rare bin impossible, where G has the right order (Sanov); so the
   * larger p of the two is taken.
   */
  readonly statistic: number;
  /** Bins with any row, less one. */
  readonly freedom: number;
  readonly pValue: number;
}

let latest: Counts | null = null;
let found: Homogeneity = { statistic: 0, freedom: 0, pValue: 1 };

/** Measures that cut the rows alike ask one after another. @param counts of which n and m are the sums. */
export function homogeneity(counts: Counts): Homogeneity {
  if (counts !== latest) found = tested(counts);
  latest = counts;
  return found;
}

function tested({ before, now, n, m }: Counts): Homogeneity {
  let [pearson, likelihood, freedom] = [0, 0, -1];
  for (let i = 0; i < before.length; i++) {
    const [b, a] = [before[i]!, now[i]!];
    if (a + b === 0) continue;
    freedom++;
    pearson += (a / m - b / n) ** 2 / (a + b);
    const share = (a + b) / (n + m);
    if (a > 0) likelihood += a * Math.log(a / (m * share));
    if (b > 0) likelihood += b * Math.log(b / (n * share));
  }
  // Two rows of counts: Σ (observed − expected)² / expected = n m Σ (a/m − b/n)² / (a + b).
  const statistic = Math.max(0, Math.min(n * m * pearson, 2 * likelihood));
  if (freedom < 1) return { statistic: 0, freedom: 0, pValue: 1 };
  return { statistic, freedom, pValue: chiSquareTail(statistic, freedom) };
}

/** By chance and degrees of freedom; so many at most. */
const most = 4096;
let kept = 0;
const quantiles = new Map<number, Map<number, number>>();

/** The chi-square that is exceeded with the chance `tail`: chiSquareTail turned round, to twelve digits. */
export function chiSquareAt(tail: number, freedom: number): number {
  if (freedom < 1 || tail >= 1) return 0;
  const known = quantiles.get(tail)?.get(freedom);
  return known ?? chiSquareFound(tail, freedom);
}

function chiSquareFound(tail: number, freedom: number): number {
  let [low, high] = [0, freedom + 10];
  while (chiSquareTail(high, freedom) > tail) [low, high] = [high, high * 2];
  for (let i = 0; i < 60 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  if (kept++ === most) {
    quantiles.clear();
    kept = 1;
  }
  const own = quantiles.get(tail) ?? new Map<number, number>();
  quantiles.set(tail, own.set(freedom, high));
  return high;
}

/**
 * The population stability index that so many rows exceed by chance alone with the chance `tail`:
 * PSI / (1/n + 1/m) is about chi-square (Yurdakul, Statistical Properties of Population Stability Index, 2018).
 * 8 times the squared Jensen–Shannon distance (natural logarithm) or Hellinger distance has the same law.
 */
export const indexByChance = (tail: number, freedom: number, n: number, m: number): number =>
  chiSquareAt(tail, freedom) * (1 / n + 1 / m);
