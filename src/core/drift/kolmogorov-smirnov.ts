import { defineDetector } from '../define.ts';
import type { DriftResult } from '../define.ts';
import { numberOf } from '../params.ts';
import { isCategory, type Column } from '../table.ts';

/** Up to this many values on either side p is exact, as scipy's `auto`. */
const mostExact = 10_000;

/** Values that are there, ascending. */
function sortedValues(column: Column): Float64Array {
  if (isCategory(column)) throw new RangeError(`"${column.name}" holds words, not numbers.`);
  // A loop: `filter` with a closure takes several times as long, and columns have a million rows.
  const values = new Float64Array(column.values.length);
  let count = 0;
  let ascending = true;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (count > 0 && value < values[count - 1]!) ascending = false;
    values[count++] = value;
  }
  const found = values.subarray(0, count);
  return ascending ? found : found.sort();
}

/** n m D, which is a whole number: the largest |i m − j n| where i of n and j of m values lie at or below a value. */
function distanceSteps(x: Float64Array, y: Float64Array): number {
  let steps = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const value = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    steps = Math.max(steps, Math.abs(i * y.length - j * x.length));
  }
  return steps;
}

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

/**
 * Kolmogorov's limiting law, 2 Σ (−1)^(k−1) exp(−2 k² z²), at z = x + 1/(6√n) + (x − 1)/(4n) for x = √n D, which makes it
 * right to 1/n^1.5 (Vrbik, Small-sample corrections to Kolmogorov–Smirnov test statistic, Pioneer Journal of
 * Theoretical and Applied Statistics 15, 2018). n is n₁ n₂ / (n₁ + n₂), rounded as scipy does.
 */
function limitTail(n: number, distance: number): number {
  const x = Math.sqrt(n) * distance;
  const z = x + 1 / (6 * Math.sqrt(n)) + (x - 1) / (4 * n);
  // Below, the sum needs more terms and is 1 to twelve digits.
  if (z < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * k * k * z * z);
  return Math.min(1, Math.max(0, sum));
}

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided: D = max |F − G| and its p. Missing cells do not count. p is exact up to
 * 10,000 values on the larger side, where it equals scipy.stats.ks_2samp; above, scipy takes the exact one-sample law and
 * this the corrected limit, which differ by less than 1e-5. Many equal values make the true p smaller than the one given,
 * here as there. The statistic is D. No values on a side: NaN and no p.
 *
 * In large tables the smallest difference is significant, so `drifted` also asks for a distance.
 */
export default defineDetector({
  id: 'kolmogorov-smirnov',
  label: 'Kolmogorov–Smirnov distance',
  about:
    'The largest gap between the shares of rows below a value, then and now. 0 is no difference, 1 no overlap.',
  kinds: ['number', 'integer', 'time'],
  params: {
    threshold: {
      type: 'number',
      label: 'Threshold',
      help: 'A smaller distance is not called drift.',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.1,
    },
    significance: {
      type: 'number',
      label: 'Significance',
      help: 'How often chance alone may pass for drift.',
      min: 0.0001,
      max: 1,
      scale: 'log',
      default: 0.01,
    },
  },
  fit(reference, params) {
    const threshold = numberOf(params, 'threshold');
    const significance = numberOf(params, 'significance');
    const before = sortedValues(reference);
    return (current): DriftResult => {
      const now = sortedValues(current);
      const [n, m] = [before.length, now.length];
      if (n === 0 || m === 0) return { statistic: NaN, pValue: null, drifted: false };
      const steps = distanceSteps(before, now);
      const statistic = steps / n / m;
      const pValue =
        Math.max(n, m) <= mostExact
          ? exactTail(n, m, steps)
          : limitTail(Math.round((n / (n + m)) * m), statistic);
      return { statistic, pValue, drifted: statistic > threshold && pValue < significance };
    };
  },
});
