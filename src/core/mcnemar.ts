// McNemar's test of whether two models err equally often, from the rows that only one of them gets right (McNemar, Psychometrika
// 12, 1947).

import { chiSquareTail } from './statistics.ts';

/** Discordant rows below which the exact test is taken instead of χ². */
const few = 25;

/** A power of two that keeps binomial coefficients within the range of numbers: dividing by it rounds nothing. */
const scale = 2 ** 500;

/** P(X = k) and P(X ≤ k) for X ~ Binomial(n, ½). */
function halves(k: number, n: number): { at: number; upTo: number } {
  let ways = 1;
  let sum = 1;
  let left = n;
  for (let i = 1; i <= k; i++) {
    ways *= (n - i + 1) / i;
    sum += ways;
    if (sum < scale) continue;
    ways /= scale;
    sum /= scale;
    left -= 500;
  }
  return { at: ways * 2 ** -left, upTo: sum * 2 ** -left };
}

export interface McnemarTest {
  readonly statistic: number;
  readonly pValue: number;
  readonly exact: boolean;
}

/**
 * The exact two-sided binomial test below 25 such rows, else χ² with Edwards' continuity correction (statsmodels' `mcnemar`). The
 * statistic is the smaller count of the exact test, as there, else χ².
 */
export function mcnemar(onlyOne: number, onlyOther: number): McnemarTest {
  const n = onlyOne + onlyOther;
  const smaller = Math.min(onlyOne, onlyOther);
  if (n >= few) {
    const statistic = (Math.abs(onlyOne - onlyOther) - 1) ** 2 / n;
    return { statistic, pValue: chiSquareTail(statistic, 1), exact: false };
  }
  return { statistic: smaller, pValue: Math.min(1, 2 * halves(smaller, n).upTo), exact: true };
}

/**
 * The other ways to the same question: the mid-p value, which is the exact one less the chance of this very split (Fagerland, Lydersen
 * & Laake, BMC Medical Research Methodology 13, 2013, who take off but half of it for an even split), and χ² without correction.
 * NaN without rows.
 */
export function mcnemarBoldly(
  onlyOne: number,
  onlyOther: number,
): { midP: number; chiSquare: number; chiSquareP: number } {
  const n = onlyOne + onlyOther;
  if (n === 0) return { midP: NaN, chiSquare: NaN, chiSquareP: NaN };
  const { at, upTo } = halves(Math.min(onlyOne, onlyOther), n);
  const chiSquare = (onlyOne - onlyOther) ** 2 / n;
  return { midP: Math.min(1, 2 * upTo) - at, chiSquare, chiSquareP: chiSquareTail(chiSquare, 1) };
}
