import { defineMeasure } from '../drift-measure.ts';
import { countValues, type Bins } from '../drifting/bins.ts';
import { choiceOf, limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { variationLaw, variationOf } from '../drifting/variation-law.ts';
import { Random } from '../random.ts';

const permutations = 1000;
/** With more rows on the smaller side, permutations would take seconds and the law of many rows is as good. */
const mostPermuted = 20_000;

/** Share of 1000 random divisions of all rows that are at least as far apart as these. */
function permuted({ before, now, n, m }: Bins, found: number): number {
  const rows = new Int32Array(n + m);
  for (let level = 0, at = 0; level < before.length; at += before[level]! + now[level]!, level++)
    rows.fill(level, at, at + before[level]! + now[level]!);
  const few = Math.min(n, m);
  const random = new Random(0).stream('total-variation');
  let reached = 0;
  const [drawn, rest] = [new Float64Array(before.length), new Float64Array(before.length)];
  for (let turn = 0; turn < permutations; turn++) {
    drawn.fill(0);
    // The first rows of a shuffle that is begun anew on the last one's order.
    for (let i = 0; i < few; i++) {
      const j = i + random.integer(rows.length - i);
      const level = rows[j]!;
      rows[j] = rows[i]!;
      rows[i] = level;
      drawn[level]!++;
    }
    for (let i = 0; i < rest.length; i++) rest[i] = before[i]! + now[i]! - drawn[i]!;
    const distance = variationOf({ before: drawn, now: rest, n: few, m: rows.length - few });
    // The same counts on either side must count whatever their rounding.
    if (distance >= found - 1e-12) reached++;
  }
  return reached / permutations;
}

/**
 * Total variation distance of categories, ½ Σ |p − q|: the share of rows that would have to be of another category. Evidently's
 * `TVD`, which reports only its p: the share of 1000 random divisions of all rows that are at least as far apart. `permutation`
 * is that share with draws of its own from a fixed seed, so it differs by what 1000 draws leave open, and counts equal distances that Evidently loses to rounding; where none
 * is as far, Evidently says 0, and this the law of many rows, at most 0.001. `limit` is that law always
 * (core/drifting/variation-law.ts), and so is `permutation` above 20,000 rows on the smaller side. New and vanished levels
 * count, missing cells are left out.
 */
export default defineMeasure({
  id: 'total-variation',
  label: 'Total variation distance',
  about: 'The share of rows that would have to be of another category to make one sample of the other.',
  source: 'Evidently 0.7.23 TVD',
  kinds: ['category', 'boolean'],
  usual: false,
  streaming: { p: 'limit' },
  params: {
    p: {
      type: 'choice',
      label: 'Chance',
      help: 'How p is worked out.',
      options: [
        { value: 'permutation', label: 'Evidently: 1000 random divisions of the rows' },
        { value: 'limit', label: 'The law of many rows' },
      ],
      default: 'permutation',
    },
    threshold: threshold(0.1, 'Ten rows in a hundred are of another category.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const method = choiceOf(params, 'p');
    const counted = countValues(reference);
    return (current) => {
      const bins = counted(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const statistic = variationOf(bins);
      const law = variationLaw(bins);
      const share =
        method === 'permutation' && Math.min(n, m) <= mostPermuted ? permuted(bins, statistic) : NaN;
      const far = Number.isNaN(share) ? 1 : 1 / permutations;
      const pValue = share > 0 ? share : Math.min(far, law.tail(statistic));
      return verdict(
        statistic,
        statistic,
        pValue,
        limits,
        limits.threshold,
        law.quantile(limits.significance),
      );
    };
  },
});
