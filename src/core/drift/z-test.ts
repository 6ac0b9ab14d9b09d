import { defineMeasure } from '../drift-measure.ts';
import { countValues, type Bins } from '../drifting/bins.ts';
import { chiSquareAt } from '../drifting/homogeneity.ts';
import { limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { chiSquareTail } from '../statistics.ts';

/** Place of the first value that either side has, in the order of words or of numbers. */
function firstOf({ before, now, values }: Bins): number {
  let first = -1;
  for (let i = 0; i < before.length; i++) {
    if (before[i]! + now[i]! === 0) continue;
    const [value, least] = [values?.[i], values?.[first]];
    if (first < 0 || (value !== undefined && least !== undefined && value < least)) first = i;
  }
  return first;
}

/**
 * Two-sided z-test of two proportions, Evidently's `z`, with the variance of both samples together: of the share of rows that
 * are not of the first value, in the order of words or numbers. It is for columns of two values; of more it compares the first
 * with all others. The statistic is |z|, Evidently's score its p. Yates' correction is not made, so z² is the plain chi-square
 * of two values. The effect is the difference of the shares. Missing cells are left out.
 */
export default defineMeasure({
  id: 'z-test',
  label: 'z-test of a share',
  about: 'How far the share of one of two values is from what it was, in units of what chance makes of it.',
  source: 'Evidently 0.7.23 z',
  kinds: ['boolean', 'category'],
  usual: false,
  params: {
    threshold: threshold(0.05, 'Difference of the shares: 0.05 is five rows in a hundred.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const certain = Math.sqrt(chiSquareAt(limits.significance, 1));
    const counted = countValues(reference);
    return (current) => {
      const bins = counted(current);
      const { before, now, n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const first = firstOf(bins);
      const [then, later] = [before[first]!, now[first]!];
      const effect = Math.abs(later / m - then / n);
      const share = (then + later) / (n + m);
      const error = Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
      // One value only.
      const z = error > 0 ? effect / error : 0;
      return verdict(z, effect, chiSquareTail(z * z, 1), limits, limits.threshold / error, certain);
    };
  },
});
