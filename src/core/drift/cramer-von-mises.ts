import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { eachJointValue, mostTied, tiedShare } from '../drifting/joint-values.ts';
import { exactMisesTail } from '../drifting/mises-exact.ts';
import { choiceOf, limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { misesTail } from '../drifting/squares-limit.ts';

/** Up to this many values on either side p is exact, as scipy's `auto`. */
const mostExact = 20;

/** Σ over the values of one side of (rank among all − rank on its side)², where equal values share a rank. */
const squares = (below: number, same: number, others: number): number => {
  // Σ (c − k)² over k = 1 … same.
  const c = below + (same + others + 1) / 2;
  return same * c * c - c * same * (same + 1) + (same * (same + 1) * (2 * same + 1)) / 6;
};

function anderson(x: Float64Array, y: Float64Array): number {
  let [ofX, ofY] = [0, 0];
  eachJointValue(x, y, (i, j, a, b) => {
    if (a > 0) ofX += squares(j, a, b);
    if (b > 0) ofY += squares(i, b, a);
  });
  return x.length * ofX + y.length * ofY;
}

/** The usual gap: root of the mean of (F − G)² over all values. */
function usualGap(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  eachJointValue(x, y, (i, j, a, b) => {
    sum += (a + b) * ((i + a) / x.length - (j + b) / y.length) ** 2;
  });
  return Math.sqrt(sum / (x.length + y.length));
}

/** T in units of the limiting law, whose mean is 1/6 and variance 1/45: Anderson's moments for so many rows. */
function normalised(n: number, m: number): { from(t: number): number; back(limit: number): number } {
  const [pairs, all] = [n * m, n + m];
  const mean = (1 + 1 / all) / 6;
  const variance =
    ((all + 1) * (4 * pairs * all - 3 * (n * n + m * m) - 2 * pairs)) / (45 * all * all * 4 * pairs);
  const scale = Math.sqrt(45 * variance);
  return { from: (t) => 1 / 6 + (t - mean) / scale, back: (limit) => (limit - 1 / 6) * scale + mean };
}

const quantiles = new Map<number, number>();

/** What the limiting law exceeds with the chance `tail`. */
function misesQuantile(tail: number): number {
  const known = quantiles.get(tail);
  if (known !== undefined) return known;
  let [low, high] = [0, 8];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (misesTail(middle) > tail) low = middle;
    else high = middle;
  }
  quantiles.set(tail, high);
  return high;
}

/**
 * Two-sample Cramér–von Mises test: T = n m / (n + m) times the mean of (F − G)² over all values of both samples, by ranks, equal
 * values sharing one. scipy.stats.cramervonmises_2samp, also Evidently's `cramer_von_mises`. p is by default scipy's `auto`:
 * exact up to 20 values on the larger side, which allows for no equal values, above it that of the limiting law at T
 * brought to its mean and variance (scipy ends its series at 1e-7, so it agrees to about that and is 0 far out, where this
 * is not). `asymptotic` takes the latter always; alibi-detect's CVMDrift is `auto` in single precision. Where
 * many values are equal, scipy's ranks make T far too large and p far too small: `untied` then gives NaN for p. Missing cells
 * do not count. T grows with the rows, so the effect is the usual gap between the cumulative shares, the root of the mean of
 * (F − G)², right with equal values too; without them it is the root of T (n + m) / (n m).
 */
export default defineMeasure({
  id: 'cramer-von-mises',
  label: 'Cramér–von Mises test',
  about:
    'The usual gap between the shares of rows below a value, then and now, over all values. It feels a change that is spread over many values.',
  source: 'scipy 1.17.1 cramervonmises_2samp, as Evidently 0.7.23 and alibi-detect 0.13.0',
  kinds: ['number', 'integer', 'time'],
  usual: false,
  streaming: { p: 'untied' },
  params: {
    p: {
      type: 'choice',
      label: 'Chance',
      help: 'How p is worked out.',
      options: [
        { value: 'auto', label: 'scipy: exact up to 20 rows' },
        { value: 'asymptotic', label: 'The law of many rows' },
        { value: 'untied', label: 'The law of many rows, and none where many values are equal' },
      ],
      default: 'auto',
    },
    threshold: threshold(0.06, 'Usual gap between the cumulative shares: 0 is no difference.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const method = choiceOf(params, 'p');
    const before = numbersOf(reference);
    return (current) => {
      const now = sameKind(before, current);
      const [n, m] = [before.sorted.length, now.sorted.length];
      if (n === 0 || m === 0) return nothing;
      const [pairs, all] = [n * m, n + m];
      const u = anderson(before.sorted, now.sorted);
      // Rounding can leave a little below 0.
      const statistic = Math.max(0, u / (pairs * all) - (4 * pairs - 1) / (6 * all));
      const limit = normalised(n, m);
      const exact = method === 'auto' && Math.max(n, m) <= mostExact;
      const unknown = method === 'untied' && tiedShare(before.sorted, now.sorted) > mostTied;
      const pValue = unknown ? NaN : exact ? exactMisesTail(u, n, m) : misesTail(limit.from(statistic));
      const effect = usualGap(before.sorted, now.sorted);
      const large = (limits.threshold ** 2 * pairs) / all;
      return verdict(
        statistic,
        effect,
        pValue,
        limits,
        large,
        limit.back(misesQuantile(limits.significance)),
      );
    };
  },
});
