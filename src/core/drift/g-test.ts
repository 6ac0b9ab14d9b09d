import { defineMeasure } from '../drift-measure.ts';
import { countValues, type Bins } from '../drifting/bins.ts';
import { chiSquareAt } from '../drifting/homogeneity.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { chiSquareTail } from '../statistics.ts';

/** o ln(o / e). */
const part = (observed: number, expected: number): number =>
  observed > 0 ? observed * Math.log(observed / expected) : 0;

const valuesIn = ({ before, now }: Bins): number =>
  before.reduce((sum, count, i) => sum + Number(count + now[i]! > 0), 0);

/** 2 Σ o ln(o / e) over both rows of counts, for two values with counts moved towards what is expected by Yates' ½. */
function sameShares({ before, now, n, m }: Bins, values: number): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    const [then, later] = [before[i]!, now[i]!];
    const expected = ((then + later) * n) / (n + m);
    const off = expected - then;
    const moved = values === 2 ? Math.sign(off) * Math.min(0.5, Math.abs(off)) : 0;
    sum += part(then + moved, expected) + part(later - moved, then + later - expected);
  }
  return Math.max(0, 2 * sum);
}

/** 2 Σ o ln(o / e) over the window, with the shares of the reference taken for the law itself. */
function fitToReference({ before, now, n, m }: Bins): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += part(now[i]!, (before[i]! * m) / n);
  return Math.max(0, 2 * sum);
}

/**
 * G-test, the likelihood ratio test that two samples have the same shares of each value. By default of the table of both counts:
 * scipy.stats.chi2_contingency(lambda_='log-likelihood'), with Yates' correction for two values. `evidently` takes the
 * shares of the reference for the law itself (scipy.stats.power_divergence), brought to as many rows as the window has:
 * Evidently 0.7.23 leaves that out and refuses samples of different sizes, but gives this where they are equal, as its
 * later versions do. A new value makes it infinite, and like Evidently's chi-square it forgets that the reference is a sample
 * too. G grows with the rows, so the effect is √(G / rows), always of the table. Missing cells are left out.
 */
export default defineMeasure({
  id: 'g-test',
  label: 'G-test',
  about:
    'Whether the shares of the categories differ by more than chance would make them, by the ratio of likelihoods.',
  source: 'scipy 1.17.1 chi2_contingency, lambda_ log-likelihood',
  kinds: ['category', 'boolean'],
  usual: false,
  params: {
    definition: definition([
      { value: 'homogeneity', label: 'scipy: both samples are samples' },
      { value: 'evidently', label: 'Evidently 0.7.23: the reference is taken for the law itself' },
    ]),
    threshold: threshold(0.1, 'Root of G over all rows: 0 is no difference.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const counted = countValues(reference);
    return (current) => {
      const bins = counted(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const values = valuesIn(bins);
      const same = sameShares(bins, values);
      const statistic = chosen === 'evidently' ? fitToReference(bins) : same;
      const pValue = values < 2 ? 1 : chiSquareTail(statistic, values - 1);
      const effect = Math.sqrt(same / (n + m));
      const perEffect = effect > 0 && Number.isFinite(statistic) ? statistic / effect ** 2 : n + m;
      const certain = chiSquareAt(limits.significance, values - 1);
      return verdict(statistic, effect, pValue, limits, limits.threshold ** 2 * perEffect, certain);
    };
  },
});
