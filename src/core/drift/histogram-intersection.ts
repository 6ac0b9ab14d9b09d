import { defineMeasure } from '../drift-measure.ts';
import { limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';
import { tenBins } from '../drifting/ten-bins.ts';
import { variationLaw, variationOf } from '../drifting/variation-law.ts';

/**
 * Complement of the normalised histogram intersection, 1 − Σ min(p, q), as Frouros has it: numbers in 10 equally wide bins over
 * both samples. Since shares sum to 1 this is the total variation distance ½ Σ |p − q| of the bins. Categories by level;
 * missing cells are left out. p is that of normal shares on these bins (core/drifting/variation-law.ts).
 */
export default defineMeasure({
  id: 'histogram-intersection',
  label: 'Histogram intersection, complement',
  about:
    'The share of rows that lies in one histogram and not in the other: 0 is no difference, 1 no overlap.',
  source: 'Frouros 0.9.0 HINormalizedComplement, 10 bins',
  kinds: ['number', 'integer', 'boolean', 'category'],
  usual: false,
  params: {
    threshold: threshold(0.1, 'Ten rows in a hundred would have to move to another bin.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const binned = tenBins(reference);
    return (current) => {
      const bins = binned(current);
      if (bins.n === 0 || bins.m === 0) return nothing;
      const statistic = variationOf(bins);
      const law = variationLaw(bins);
      const certain = law.quantile(limits.significance);
      return verdict(statistic, statistic, law.tail(statistic), limits, limits.threshold, certain);
    };
  },
});
