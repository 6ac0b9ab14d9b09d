import { defineMeasure } from '../drift-measure.ts';
import { isCategorySample, numbersOf, type Sample } from '../drift-sample.ts';
import { levelBins, manyValues, sameKind, valueBins, type Bins } from '../drifting/bins.ts';
import { sturgesBins } from '../drifting/edges.ts';
import { homogeneity, indexByChance } from '../drifting/homogeneity.ts';
import { interpolatedShares, nineBins } from '../drifting/interpolated.ts';
import { pooledBins } from '../drifting/pooled-bins.ts';
import {
  choiceOf,
  definition,
  limitsOf,
  nothing,
  significance,
  threshold,
  verdict,
} from '../drifting/settings.ts';
import { evidentlyFill } from './psi.ts';

/** Σ p ln(p / q); infinite where only q is 0. */
function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * Math.log(p[i]! / q[i]!);
  // Equal shares can leave a little below 0.
  return Math.max(0, sum);
}

const ofOne = (shares: Float64Array): Float64Array => {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
};

/** Bins that are empty on both sides say nothing. */
function withoutEmpty(bins: Bins): Pick<Bins, 'before' | 'now' | 'n' | 'm'> {
  const { before, now, n, m } = bins;
  const some = (_: number, i: number): boolean => before[i]! + now[i]! > 0;
  return { before: before.filter(some), now: now.filter(some), n, m };
}

function evidently(bins: Bins): number {
  // Bins between edges that are empty on both sides are filled, too.
  const { before, now, n, m } = bins.edges ? bins : withoutEmpty(bins);
  return divergence(ofOne(before.map(evidentlyFill(before, n))), ofOne(now.map(evidentlyFill(now, m))));
}

function frouros({ before, now, n, m, edges }: Bins, reference: Sample, current: Sample): number {
  if (!edges || isCategorySample(reference))
    return divergence(
      now.map((count) => count / m),
      before.map((count) => count / n),
    );
  const sample = sameKind(reference, current);
  return divergence(interpolatedShares(sample, edges), interpolatedShares(reference, edges));
}

function binsOf(reference: Sample, chosen: string): (current: Sample) => Bins {
  if (isCategorySample(reference)) return levelBins(false)(reference);
  const numbers = numbersOf(reference);
  if (numbers.kind === 'boolean') return valueBins(numbers);
  if (chosen === 'frouros') return nineBins(numbers);
  return manyValues(numbers) ? pooledBins(sturgesBins)(numbers) : valueBins(numbers);
}

/**
 * Kullback–Leibler divergence in nats. By default Evidently's, of the reference from the window, Σ q ln(q / p): numbers in
 * Sturges' bins over both samples, with 20 or fewer values in the reference each one; empty bins filled as for its PSI, and
 * shares brought to a sum of 1. Frouros': of the window from the reference, Σ p ln(p / q), between 10 equally far edges, the
 * shares interpolated from a histogram of each sample's own (numpy's 'auto'); infinite where the window has values and the
 * reference none. It is for numbers only; of categories the same is taken of the levels. Missing cells are left out.
 *
 * p is that of homogeneity on the same bins: twice the divergence / (1/n + 1/m) is about chi-square.
 */
export default defineMeasure({
  id: 'kl-divergence',
  label: 'Kullback–Leibler divergence',
  about:
    'How badly shares of one sample would fit the other, in nats. 0 is no difference. It is not the same both ways, and empty bins decide it.',
  source: 'Evidently 0.7.23 (scipy.stats.entropy)',
  kinds: ['number', 'integer', 'boolean', 'category'],
  usual: false,
  params: {
    definition: definition([
      { value: 'evidently', label: 'Evidently 0.7.23: then against now, Sturges’ bins, empty ones 1e-4' },
      { value: 'frouros', label: 'Frouros 0.9.0: now against then, infinite where nothing was before' },
    ]),
    threshold: threshold(0.1, 'Evidently calls 0.1 drift.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const binned = binsOf(reference, chosen);
    return (current) => {
      const bins = binned(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const statistic = chosen === 'frouros' ? frouros(bins, reference, current) : evidently(bins);
      const { freedom, pValue } = homogeneity(bins);
      const chance = indexByChance(limits.significance, freedom, n, m) / 2;
      return verdict(statistic, statistic, pValue, limits, limits.threshold, chance);
    };
  },
});
