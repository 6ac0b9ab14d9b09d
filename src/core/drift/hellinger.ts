import { defineMeasure } from '../drift-measure.ts';
import { isCategorySample, numbersOf, type Sample } from '../drift-sample.ts';
import { levelBins, outsideBins, valueBins, type Bins } from '../drifting/bins.ts';
import { doaneEdges, pooledWidth, sturgesOfValues } from '../drifting/edges.ts';
import { homogeneity, indexByChance } from '../drifting/homogeneity.ts';
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
import type { ParamValues } from '../params.ts';

/** How the rows are cut into bins under these settings. */
export function hellingerBins(reference: Sample, params: ParamValues): (current: Sample) => Bins {
  if (isCategorySample(reference)) return levelBins(false)(reference);
  const numbers = numbersOf(reference);
  // Two values in one bin, which is what the rules for numbers make of them, would hide all.
  if (numbers.kind === 'boolean') return valueBins(numbers);
  switch (choiceOf(params, 'definition')) {
    case 'nannyml':
      return outsideBins(doaneEdges)(numbers);
    case 'frouros':
      return pooledBins((a, b) => pooledWidth(a, b, 10))(numbers);
    case 'values':
      return valueBins(numbers);
    default:
      return pooledBins(sturgesOfValues)(numbers);
  }
}

/**
 * Hellinger distance, √(1 − Σ √(p q)), which is √(½ Σ (√p − √q)²). By default Evidently's: numbers in Sturges' bins
 * over both samples, as many as the number of different values asks for. NannyML's: Doane's bins of the reference, one more for
 * what lies outside. Frouros': 10 equally wide bins over both. `values`: each value a bin. Missing cells are left out.
 *
 * p is that of homogeneity on the same bins: 8 times the squared distance / (1/n + 1/m) is about chi-square.
 */
export default defineMeasure({
  id: 'hellinger',
  label: 'Hellinger distance',
  about:
    'How far the roots of the shares are apart, then and now. 0 is no difference, 1 nothing in common. It has no logarithm, so empty bins need no floor.',
  source: 'Evidently 0.7.23',
  kinds: ['number', 'integer', 'boolean', 'category'],
  params: {
    definition: definition([
      { value: 'evidently', label: 'Evidently 0.7.23: Sturges’ bins over the different values of both' },
      { value: 'nannyml', label: 'NannyML 0.13.1: Doane’s bins of the reference, one for what lies outside' },
      { value: 'frouros', label: 'Frouros 0.9.0: 10 equally wide bins over both' },
      { value: 'values', label: 'Each value a bin of its own' },
    ]),
    threshold: threshold(
      0.1,
      'Evidently calls 0.1 drift; whylogs watches from 0.15 on and acts from 0.4 on.',
      1,
    ),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const binned = hellingerBins(reference, params);
    return (current) => {
      const bins = binned(current);
      const { before, now, n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      let squares = 0;
      for (let i = 0; i < before.length; i++)
        squares += (Math.sqrt(before[i]! / n) - Math.sqrt(now[i]! / m)) ** 2;
      const statistic = Math.min(1, Math.sqrt(squares / 2));
      const { freedom, pValue } = homogeneity(bins);
      const chance = Math.sqrt(indexByChance(limits.significance, freedom, n, m) / 8);
      return verdict(statistic, statistic, pValue, limits, limits.threshold, chance);
    };
  },
});
