// How sure a share of rows is, without resamples: bounds that hold however few the rows are.

import { betaQuantile } from './beta.ts';

interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of a share (Clopper & Pearson, The use of confidence or fiducial limits, Biometrika 26, 1934; statsmodels'
 * proportion_confint with method 'beta'): on either side the truth lies outside at most (1 − confidence) / 2 of the time. With
 * none of n rows it ends near 3.7 / n, the rule of three for 95 %. 0 to 1 without rows.
 * @param count rows of the kind, of `n` in all.
 */
export function exactShare(count: number, n: number, confidence: number): Limits {
  if (n === 0) return { low: 0, high: 1 };
  const outside = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : betaQuantile(outside, count, n - count + 1),
    high: count === n ? 1 : betaQuantile(1 - outside, count + 1, n - count),
  };
}

/**
 * Difference of two shares of the same rows, (gained − lost) / n: from the exact limits of the two parts, put together by squares
 * with the correlation that parts of one whole have (Zou & Donner, Construction of confidence limits about effect measures,
 * Statistics in Medicine 27, 2008). Where the two never differ it ends near ±3.7 / n.
 * @param gained rows that only the one counts. @param lost rows that only the other does.
 */
export function pairedShareDifference(gained: number, lost: number, n: number, confidence: number): Limits {
  if (n === 0) return { low: -1, high: 1 };
  const [up, down] = [gained / n, lost / n];
  const [ofUp, ofDown] = [exactShare(gained, n, confidence), exactShare(lost, n, confidence)];
  const correlation = up > 0 && down > 0 ? -Math.sqrt((up * down) / ((1 - up) * (1 - down))) : 0;
  const together = (a: number, b: number): number => Math.sqrt(a * a + b * b - 2 * correlation * a * b);
  return {
    low: Math.max(-1, up - down - together(up - ofUp.low, ofDown.high - down)),
    high: Math.min(1, up - down + together(ofUp.high - up, down - ofDown.low)),
  };
}
