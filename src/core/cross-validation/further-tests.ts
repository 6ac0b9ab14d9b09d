// Further tests of two configurations on the same folds, for those who know them from other tools. All suppose that folds are
// independent, which they are not: fold-statistics.ts has the one to go by.

import { betaBelow } from '../beta.ts';
import { studentTail } from '../student-t.ts';

/** Ranks of the sizes from 1 on, doubled so that the mean rank of equal ones is a whole number. */
function doubledRanks(values: readonly number[]): number[] {
  const sizes = values.map(Math.abs);
  return sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    const same = sizes.filter((other) => other === size).length;
    return 2 * below + same + 1;
  });
}

/**
 * Wilcoxon's signed-rank test (Biometrics Bulletin 1, 1945), exact: every fold's difference as likely to have the other sign.
 * Differences of 0 are left out, equal sizes share their mean rank. scipy.stats.wilcoxon, where it is exact or by permutation.
 * @returns the smaller sum of ranks; 0 and 1 where nothing differs.
 */
export function wilcoxon(differences: readonly number[]): { statistic: number; pValue: number } {
  const values = differences.filter((value) => value !== 0);
  const ranks = doubledRanks(values);
  const all = ranks.reduce((sum, rank) => sum + rank, 0);
  const up = ranks.reduce((sum, rank, i) => sum + (values[i]! > 0 ? rank : 0), 0);
  const smaller = Math.min(up, all - up);
  /** Share of the signs under which the positive ranks come to each sum. */
  let chances = new Float64Array(all + 1);
  chances[0] = 1;
  for (const rank of ranks)
    chances = chances.map((chance, sum) => chance / 2 + (sum >= rank ? chances[sum - rank]! / 2 : 0));
  const below = chances.subarray(0, smaller + 1).reduce((sum, chance) => sum + chance, 0);
  return { statistic: smaller / 2, pValue: Math.min(1, 2 * below) };
}

/** More differences have too many signs to go through. */
const mostFlipped = 20;

/**
 * Two-sided p-value of the mean by turning the signs of the differences in every way (Fisher's randomisation test;
 * scipy.stats.permutation_test with permutation_type 'samples'). NaN for more than 20 differences.
 */
export function signFlip(differences: readonly number[]): number {
  const n = differences.length;
  if (n === 0 || n > mostFlipped) return NaN;
  const size = differences.reduce((sum, value) => sum + Math.abs(value), 0);
  // Sums that are equal in exact arithmetic are taken for equal.
  const enough = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - size * 1e-12;
  let reached = 0;
  const turn = (place: number, sum: number): void => {
    if (place === n) {
      if (Math.abs(sum) >= enough) reached++;
      return;
    }
    turn(place + 1, sum + differences[place]!);
    turn(place + 1, sum - differences[place]!);
  };
  turn(0, 0);
  return reached / 2 ** n;
}

export interface FiveByTwo {
  /** Dietterich's t (Neural Computation 10, 1998) with 5 degrees of freedom: it takes only the very first difference. */
  readonly t: number;
  readonly tPValue: number;
  /** Alpaydin's F (Neural Computation 11, 1999) with 10 and 5 degrees of freedom, of all ten. */
  readonly f: number;
  readonly fPValue: number;
}

/**
 * The two tests of five times two folds.
 * @param differences first and second fold of the first halving, then of the next.
 * @returns null unless they are ten; NaN where no halving has a spread.
 */
export function fiveByTwo(differences: readonly number[]): FiveByTwo | null {
  if (differences.length !== 10) return null;
  let spread = 0;
  for (let i = 0; i < 10; i += 2) spread += (differences[i]! - differences[i + 1]!) ** 2 / 2;
  if (spread === 0) return { t: NaN, tPValue: NaN, f: NaN, fPValue: NaN };
  const t = differences[0]! / Math.sqrt(spread / 5);
  const f = differences.reduce((sum, value) => sum + value ** 2, 0) / (2 * spread);
  // P(F > f) is the beta distribution's below d₂ / (d₂ + d₁ f).
  const fPValue = betaBelow(5 / (5 + 10 * f), 5 / 2, 10 / 2);
  return { t, tPValue: 2 * studentTail(Math.abs(t), 5), f, fPValue };
}
