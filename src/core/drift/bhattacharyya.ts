import { defineMeasure } from '../drift-measure.ts';
import { homogeneity, indexByChance } from '../drifting/homogeneity.ts';
import { limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { tenBins } from '../drifting/ten-bins.ts';

/**
 * Bhattacharyya distance as Frouros has it, 1 − Σ √(p q), the square of the Hellinger distance on the same bins (elsewhere the
 * name is that of −ln Σ √(p q)): numbers in 10 equally wide bins over both samples, categories by level. Missing cells are left
 * out. p is that of homogeneity on the same bins: 8 times the distance / (1/n + 1/m) is about chi-square.
 */
export default defineMeasure({
  id: 'bhattacharyya',
  label: 'Bhattacharyya distance',
  about: 'How little the shares of both samples overlap: 0 is no difference, 1 nothing in common.',
  source: 'Frouros 0.9.0 BhattacharyyaDistance, 10 bins',
  kinds: ['number', 'integer', 'boolean', 'category'],
  usual: false,
  params: {
    threshold: threshold(0.01, 'The square of the Hellinger distance, of which 0.1 is called drift.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const binned = tenBins(reference);
    return (current) => {
      const bins = binned(current);
      const { before, now, n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      let squares = 0;
      for (let i = 0; i < before.length; i++)
        squares += (Math.sqrt(before[i]! / n) - Math.sqrt(now[i]! / m)) ** 2;
      const statistic = Math.min(1, squares / 2);
      const { freedom, pValue } = homogeneity(bins);
      const chance = indexByChance(limits.significance, freedom, n, m) / 8;
      return verdict(statistic, statistic, pValue, limits, limits.threshold, chance);
    };
  },
});
