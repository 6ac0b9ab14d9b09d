import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { eachJointValue, mostTied, tiedShare } from '../drifting/joint-values.ts';
import { choiceOf, limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { darlingDeviation, darlingTail } from '../drifting/squares-limit.ts';

/** A² of two samples, equal values at the middle of their ranks (Scholz & Stephens' equation 7). */
function squaresOf(x: Float64Array, y: Float64Array): number {
  const [n, m] = [x.length, y.length];
  const all = n + m;
  let sum = 0;
  eachJointValue(x, y, (i, j, a, b) => {
    const same = a + b;
    if (same === all) return;
    const below = i + j + same / 2;
    const spread = same / all / (below * (all - below) - (all * same) / 4);
    const off = all * (i + a / 2) - below * n;
    const other = all * (j + b / 2) - below * m;
    sum += spread * ((off * off) / n + (other * other) / m);
  });
  return (sum * (all - 1)) / all;
}

/** Standard deviation of A² of two samples (Scholz & Stephens' equation 4); below 4 rows there is none, and the limit's serves. */
function deviationOf(n: number, m: number): number {
  const all = n + m;
  if (all < 4) return darlingDeviation;
  let [h, g] = [0, 0];
  for (let i = 1; i < all - 1; i++) {
    h += 1 / (all - i);
    g += h / (i + 1);
  }
  h += 1;
  const sides = 1 / n + 1 / m;
  const a = 4 * g - 6 + (10 - 6 * g) * sides;
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * sides - 8 * h + 4 * g - 6;
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * sides + 4 * h;
  const d = 4 * (2 * h + 6) - 8 * h;
  return Math.sqrt((((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3)));
}

/** scipy's: a parabola through ln p at seven tabled points, for two samples, and nothing beyond the first and the last. */
function tabled(statistic: number): number {
  if (statistic < 0.325) return 0.25;
  if (statistic > 6.546) return 0.001;
  return Math.exp((0.01819809457411147 * statistic - 1.0082265644652515) * statistic - 1.077770279820484);
}

/**
 * Anderson–Darling test of two samples, which weighs the tails more than Cramér–von Mises: the statistic is scipy's
 * (scipy.stats.anderson_ksamp, midrank variant; Evidently's `anderson`), A² less its mean over its deviation for so many rows, so
 * it can be below 0. p is by default scipy's own: interpolated from a table, and never below 0.001 or above 0.25, so it says no
 * more than "at most" and "at least" there. `limit` is that of the limiting law at A² of that many deviations, which holds far
 * out, too; where many values are equal it does not hold, and p is NaN. Missing cells do not count. The effect is √(A² (n + m) / (n m)), which does not grow with the rows. No values on
 * a side: NaN.
 */
export default defineMeasure({
  id: 'anderson-darling',
  label: 'Anderson–Darling test',
  about:
    'The usual gap between the shares of rows below a value, then and now, weighed more at both ends. It feels changes in the tails.',
  source: 'scipy 1.17.1 anderson_ksamp, as Evidently 0.7.23',
  kinds: ['number', 'integer', 'time'],
  usual: false,
  streaming: { p: 'limit' },
  params: {
    p: {
      type: 'choice',
      label: 'Chance',
      help: 'How p is worked out. scipy’s table ends at 0.001 and at 0.25.',
      options: [
        { value: 'scipy', label: 'scipy, Evidently: from a table, between 0.001 and 0.25' },
        { value: 'limit', label: 'The law of many rows, however small' },
      ],
      default: 'scipy',
    },
    threshold: threshold(0.15, 'Usual gap, weighed: 0 is no difference.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const method = choiceOf(params, 'p');
    const chance = (at: number): number =>
      method === 'scipy' ? tabled(at) : darlingTail(1 + darlingDeviation * at);
    const certain = quantileOf(chance, limits.significance);
    const before = numbersOf(reference);
    return (current) => {
      const now = sameKind(before, current);
      const [n, m] = [before.sorted.length, now.sorted.length];
      if (n === 0 || m === 0) return nothing;
      const found = squaresOf(before.sorted, now.sorted);
      const deviation = deviationOf(n, m);
      const statistic = (found - 1) / deviation;
      const effect = Math.sqrt((found * (n + m)) / (n * m));
      const large = ((limits.threshold ** 2 * n * m) / (n + m) - 1) / deviation;
      const unknown = method === 'limit' && tiedShare(before.sorted, now.sorted) > mostTied;
      return verdict(statistic, effect, unknown ? NaN : chance(statistic), limits, large, certain);
    };
  },
});

/** The statistic that is exceeded with the chance `tail`; Infinity where the table never goes so low. */
function quantileOf(chance: (at: number) => number, tail: number): number {
  let [low, high] = [-2, 40];
  if (chance(high) > tail) return Infinity;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (chance(middle) > tail) low = middle;
    else high = middle;
  }
  return high;
}
