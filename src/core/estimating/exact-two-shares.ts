// Whether a share of rows is what it was, without approximation.

import { logFactorial } from '../log-factorial.ts';

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * P(at least as far from what was to be expected), by Fisher's exact test: which of all rows are of the kind is fixed, which
 * of them are in the window is chance. Twice the smaller tail, at most 1, so it holds however few the rows are and however far
 * out the share is.
 * @param count of `n` rows of the window. @param known of `knownRows` rows of the reference. @returns NaN without rows.
 */
export function twoSharesP(count: number, n: number, known: number, knownRows: number): number {
  if (!(n > 0 && knownRows > 0)) return NaN;
  const all = n + knownRows;
  const kind = count + known;
  const least = Math.max(0, n - (all - kind));
  const most = Math.min(n, kind);
  if (least === most) return 1;
  const chance = Math.exp(logChoose(kind, count) + logChoose(all - kind, n - count) - logChoose(all, n));
  // Each term from the one before it: P(k + 1) / P(k) = (kind − k)(n − k) / ((k + 1)(rest + k + 1)).
  const rest = all - kind - n;
  let up = 1;
  let down = 1;
  let term = 1;
  for (let k = count; k < most && term > 1e-17 * up; k++) {
    term *= ((kind - k) * (n - k)) / ((k + 1) * (rest + k + 1));
    up += term;
  }
  term = 1;
  for (let k = count; k > least && term > 1e-17 * down; k--) {
    term *= (k * (rest + k)) / ((kind - k + 1) * (n - k + 1));
    down += term;
  }
  return Math.min(1, 2 * chance * Math.min(up, down));
}
