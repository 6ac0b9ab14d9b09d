import { defineMeasure } from '../drift-measure.ts';
import { numbersOf } from '../drift-sample.ts';
import { sameKind } from '../drifting/bins.ts';
import { walkOf } from '../drifting/cdf-distance.ts';
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

/**
 * Energy distance, √(2 ∫ (F − G)² dx), scipy's and Evidently's: in the root of the column's unit. `scaled`: divided by the
 * root of the reference's standard deviation (at least 0.001), so that columns can be compared; this is always the effect.
 * Missing cells are left out.
 *
 * p: n m / (n + m) ∫ (F − G)² dx is in the limit of many rows a weighted sum of chi-squares
 * (core/drifting/null-law.ts), allowing for the skewness of the reference; where that is too much for so few rows, it is no
 * smaller than Kolmogorov and Smirnov's.
 */
export default defineMeasure({
  id: 'energy',
  label: 'Energy distance',
  about:
    'How much further apart values of different samples are than values of the same sample. It feels a change of mean, of spread or of shape.',
  source: 'scipy 1.17.1 energy_distance, as Evidently 0.7.23',
  kinds: ['number', 'integer', 'time'],
  params: {
    definition: definition([
      { value: 'scipy', label: 'scipy, Evidently 0.7.23: in the root of the column’s unit' },
      { value: 'scaled', label: 'Over the root of the reference’s standard deviation' },
    ]),
    threshold: threshold(0.1, 'Over the root of the reference’s standard deviation.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const plain = choiceOf(params, 'definition') === 'scipy';
    const before = numbersOf(reference);
    const unit = Math.sqrt(unitOf(before.sorted));
    const chance = nullLawOf(before).second;
    const certain = remembered((m) => Math.sqrt(2 * chance.quantile(limits.significance, m)));
    return (current) => {
      const now = sameKind(before, current);
      const [n, m] = [before.sorted.length, now.sorted.length];
      if (n === 0 || m === 0) return nothing;
      const { second } = walkOf(before, now);
      const distance = Math.sqrt(2 * second);
      const effect = distance / unit;
      const pValue = chance.tail(second, now);
      const [statistic, per] = plain ? [distance, 1] : [effect, 1 / unit];
      const large = plain ? limits.threshold * unit : limits.threshold;
      return verdict(statistic, effect, pValue, limits, large, certain(m) * per);
    };
  },
});
