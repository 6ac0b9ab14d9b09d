// How likely what a window shows is if its rows and those of the reference came in no particular order (are exchangeable): exact
// laws of counting, good far out in the tail too. Rows that depend on their neighbours make them too small.

import { logFactorial } from '../log-factorial.ts';

/** ln of the binomial coefficient; −∞ where it is 0. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (k === 0 || k === n) return 0;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * P(at least `found` marked ones among `drawn`), where `marked` of `all` are marked and each set of `drawn` is as likely: the
 * upper tail of the hypergeometric law (scipy.stats.hypergeom.sf(found − 1, all, marked, drawn)). With the marked rows of
 * reference and window together it is Fisher's exact test, one-sided.
 */
export function hypergeometricTail(found: number, all: number, marked: number, drawn: number): number {
  const least = Math.max(0, drawn - (all - marked));
  const most = Math.min(marked, drawn);
  if (found <= least) return 1;
  if (found > most) return 0;
  const log = (k: number): number =>
    logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn);
  /** Factor from P(k) to P(k + 1). */
  const ratio = (k: number): number =>
    ((marked - k) / (k + 1)) * ((drawn - k) / (all - marked - drawn + k + 1));
  // Terms fall from the mode on; below it the other side is the shorter sum.
  if (found * (all + 2) > (marked + 1) * (drawn + 1)) {
    let term = Math.exp(log(found));
    let sum = term;
    for (let k = found; k < most && term > sum * 1e-17; k++) sum += term *= ratio(k);
    return Math.min(1, sum);
  }
  let term = Math.exp(log(found - 1));
  let below = term;
  for (let k = found - 1; k > least && term > below * 1e-17; k--) below += term /= ratio(k - 1);
  return Math.max(0, 1 - below);
}

/**
 * P(all of `marked` fall among the `drawn`): C(drawn, marked) / C(all, marked). So far out is one category, say, of which a
 * window has so many rows and the reference none.
 */
export function allDrawn(marked: number, all: number, drawn: number): number {
  if (marked > drawn) return 0;
  let chance = 1;
  for (let i = 0; i < marked && chance > 0; i++) chance *= (drawn - i) / (all - i);
  return chance;
}

/**
 * P(at least `outside` of `m` values lie beyond the lowest or the highest of `n` others of the same law): the number beyond both
 * ends has the law of the number above the second highest, a negative hypergeometric one (Wilks 1942, tolerance limits). Equal
 * values make it too large, never too small.
 */
export function outsideRangeTail(outside: number, n: number, m: number): number {
  if (outside <= 0) return 1;
  if (n < 2 || outside > m) return n < 2 ? 1 : 0;
  // The highest outside + 1 of all hold at most one of the n.
  const all = allDrawn(outside, n + m, m);
  return Math.min(1, all * ((m - outside + n * (outside + 1)) / (n + m - outside)));
}

/**
 * The least count whose chance is at most `chance`, as a share of `m`; NaN where even all of them are no surprise.
 * @param tailOf P(at least so many), falling.
 */
export function shareOfChance(m: number, chance: number, tailOf: (count: number) => number): number {
  if (m < 1 || tailOf(m) > chance) return NaN;
  let low = 0;
  let high = m;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (tailOf(middle) <= chance) high = middle;
    else low = middle;
  }
  return high / m;
}
