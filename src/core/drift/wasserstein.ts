import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { walk, walkOf } from '../drifting/cdf-distance.ts';
import { comparableValues } from '../drifting/comparable-values.ts';
import { nullLawOf } from '../drifting/null-law.ts';
import { remembered } from '../drifting/remembered.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { unitOf } from '../drifting/spread.ts';
import { quantileOfSorted } from '../statistics.ts';

/** deepchecks leaves so much of either end of both samples out. */
const margin = 0.025;

function trimmed(sorted: Float64Array): Float64Array {
  const [low, high] = [quantileOfSorted(sorted, margin), quantileOfSorted(sorted, 1 - margin)];
  const kept = sorted.filter((value) => value >= low && value <= high);
  // Of two or three values nothing would be left.
  return kept.length > 0 ? kept : sorted;
}

/** Over the range of both samples, whatever the unit. */
function scaled(x: Float64Array, y: Float64Array): number {
  const [a, b] = comparableValues(x, y);
  const range = Math.max(a[a.length - 1]!, b[b.length - 1]!) - Math.min(a[0]!, b[0]!);
  return range > 0 ? walk(a, b).first / range : 0;
}

/**
 * Wasserstein-1 (earth mover's) distance, ∫ |F − G| dx: how far a value has to be moved in the mean. By default Evidently's:
 * in standard deviations of the reference (population, at least 0.001). `scipy`: in the column's own unit, as NannyML gives
 * it below 10,000 reference rows. `deepchecks`: 2.5 % left out at either end of both samples, the rest scaled to the range that
 * is left; `deepchecks-all` leaves nothing out (margin_quantile_filter=0). Missing cells are left out. The effect is always in standard deviations, except for deepchecks.
 *
 * p is that of the distance in the limit of many rows (core/drifting/null-law.ts), allowing for the skewness of the
 * reference; where that is too much for so few rows, it is no smaller than Kolmogorov and Smirnov's. It is the same for all definitions, since they differ by a factor or leave ends out.
 */
export default defineMeasure({
  id: 'wasserstein',
  label: 'Wasserstein distance',
  about:
    'How far a value would have to be moved in the mean to make one distribution of the other. In standard deviations of the reference, so 1 is as far as values usually are from their mean.',
  source: 'Evidently 0.7.23 (scipy.stats.wasserstein_distance over the reference’s deviation)',
  kinds: ['number', 'integer', 'time'],
  params: {
    definition: definition([
      { value: 'evidently', label: 'Evidently 0.7.23: in standard deviations of the reference' },
      { value: 'scipy', label: 'scipy, NannyML: in the column’s own unit' },
      { value: 'deepchecks', label: 'deepchecks 0.19.1: without 2.5 % at either end, range scaled to 1' },
      { value: 'deepchecks-all', label: 'deepchecks 0.19.1, margin 0: range of both samples scaled to 1' },
    ]),
    threshold: threshold(0.1, 'In standard deviations of the reference. Evidently calls 0.1 drift.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const before = numbersOf(reference);
    const unit = unitOf(before.sorted);
    const chance = nullLawOf(before).first;
    const certain = remembered((m) => chance.quantile(limits.significance, m));
    return (current) => {
      const now = sameKind(before, current);
      const [n, m] = [before.sorted.length, now.sorted.length];
      if (n === 0 || m === 0) return nothing;
      const { first } = walkOf(before, now);
      const statistic =
        chosen === 'scipy'
          ? first
          : chosen === 'deepchecks'
            ? scaled(trimmed(before.sorted), trimmed(now.sorted))
            : chosen === 'deepchecks-all'
              ? scaled(before.sorted, now.sorted)
              : first / unit;
      const effect = chosen.startsWith('deepchecks') ? statistic : first / unit;
      const pValue = chance.tail(first, now);
      const per = first > 0 ? statistic / first : 1;
      const large = chosen === 'scipy' ? limits.threshold * unit : limits.threshold;
      return verdict(statistic, effect, pValue, limits, large, per * certain(m));
    };
  },
});
