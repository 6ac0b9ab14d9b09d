import { defineMeasure } from '../drift-measure.ts';
import { countValues } from '../drifting/bins.ts';
import { largestShareGap } from '../drifting/largest-gap.ts';
import { limitsOf, nothing, significance, threshold, verdict } from '../drifting/settings.ts';

/**
 * L-infinity distance of categories: the largest change of any level's share, max |p − q|; NannyML's and TFDV's. New and
 * vanished levels count, missing cells are left out. p: for each level the exact chance that, of the rows that it has in both
 * samples together, so many or few fall to one side (hypergeometric); Šidák's rule over the levels.
 */
export default defineMeasure({
  id: 'l-infinity',
  label: 'L-infinity distance',
  about: 'The largest change of the share of any one category. 0.1 is ten rows in a hundred.',
  source: 'NannyML 0.13.1; TensorFlow Data Validation, whose documentation takes 0.01 for an example',
  kinds: ['category', 'boolean'],
  params: {
    threshold: threshold(0.1, 'NannyML’s documentation has 0.1, TFDV’s example 0.01.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const counted = countValues(reference);
    return (current) => {
      const bins = counted(current);
      if (bins.n === 0 || bins.m === 0) return nothing;
      const { gap, pValue, certain } = largestShareGap(bins, limits.significance);
      return verdict(gap, gap, pValue, limits, limits.threshold, certain);
    };
  },
});
