import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { walkOf } from '../drifting/cdf-distance.ts';
import { kolmogorovTail, limitQuantile, limitTail } from '../drifting/kolmogorov.ts';
import { halfEven } from '../half-even.ts';
import { remembered } from '../drifting/remembered.ts';
import { choiceOf, limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';

/** Up to this many values on either side p is exact, as scipy's `auto`. */
const mostExact = 10_000;

/**
 * P(n m D ≥ steps) when both samples are of one continuous law: the share of the lattice paths from (0, 0) to (n, m) that
 * come so far from the diagonal, counted cell by cell (Hodges, The significance probability of the Smirnov two-sample
 * test, 1958). Shares of paths that have, rather than have not, are added, so that small p are not lost to cancellation.
 */
function exactTail(n: number, m: number, steps: number): number {
  if (steps === 0) return 1;
  // Chance that a path to (i, j) has been outside; outside it is 1.
  const row = new Float64Array(m + 1);
  for (let j = 0; j <= m; j++) row[j] = j * n >= steps ? 1 : 0;
  for (let i = 1; i <= n; i++) {
    // Inside: i m − steps < j n < i m + steps.
    const from = Math.max(0, Math.floor((i * m - steps) / n) + 1);
    const to = Math.min(m, Math.ceil((i * m + steps) / n) - 1);
    if (from > 0) row[from - 1] = 1;
    for (let j = from; j <= to; j++) row[j] = j === 0 ? row[j]! : (i * row[j]! + j * row[j - 1]!) / (i + j);
    if (to < m) row[to + 1] = 1;
  }
  return row[m]!;
}

/** Up to so many pairs of values the exact law takes no longer than a few microseconds, and the limit is too far away. */
const quickPairs = 4096;

/** The p of n m D = steps, in the ways that are to be had. */
function tailOf(method: string, n: number, m: number, steps: number): number {
  const distance = steps / n / m;
  if (method === 'limit') return n * m <= quickPairs ? exactTail(n, m, steps) : limitTail(n, m, distance);
  if (method === 'auto' && Math.max(n, m) <= mostExact) return exactTail(n, m, steps);
  const rows = halfEven((n * m) / (n + m));
  return rows > 0 ? kolmogorovTail(rows, distance) : NaN;
}

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided: D = max |F − G| and its p. Missing cells do not count. p is by default that
 * of scipy.stats.ks_2samp: exact up to 10,000 values on the larger side, above it the exact law of one sample of
 * n m / (n + m) values, a half rounded to even. `asymptotic` takes that always, as alibi-detect, and is NaN for one value on
 * either side, as there; `limit` the corrected limiting law, which takes no time, and the exact one for few rows. Many equal
 * values make the true p smaller than the one given, here as there. The statistic is D, NannyML's figure. No values on a side: NaN.
 *
 * In large tables the smallest difference is significant, so `drifted` also asks for a distance.
 */
export default defineMeasure({
  id: 'kolmogorov-smirnov',
  label: 'Kolmogorov–Smirnov distance',
  about:
    'The largest gap between the shares of rows below a value, then and now. 0 is no difference, 1 no overlap.',
  source: 'scipy 1.17.1 ks_2samp; Evidently and alibi-detect alarm on its p, NannyML on its distance',
  kinds: ['number', 'integer', 'time'],
  params: {
    p: {
      type: 'choice',
      label: 'Chance',
      help: 'How p is worked out. On every window of a stream the exact one takes too long.',
      options: [
        { value: 'auto', label: 'scipy: exact up to 10,000 rows' },
        { value: 'asymptotic', label: 'alibi-detect: the law of one sample' },
        { value: 'limit', label: 'Kolmogorov’s limit with corrections' },
      ],
      default: 'auto',
    },
    threshold: threshold(0.1, '0 is no difference, 1 no overlap.', 1),
    significance,
  },
  streaming: { p: 'limit' },
  fit(reference, params) {
    const limits = limitsOf(params);
    const method = choiceOf(params, 'p');
    const before = numbersOf(reference);
    const n = before.sorted.length;
    const certain = remembered((m) => limitQuantile(n, m, limits.significance));
    return (current) => {
      const now = sameKind(before, current);
      const m = now.sorted.length;
      if (n === 0 || m === 0) return nothing;
      const { steps } = walkOf(before, now);
      const distance = steps / n / m;
      const pValue = tailOf(method, n, m, steps);
      return verdict(distance, distance, pValue, limits, limits.threshold, certain(m));
    };
  },
});
