import { defineMeasure } from '../drift-measure.ts';
import { isCategorySample, numbersOf, type NumberSample, type Sample } from '../drift-sample.ts';
import {
  countOpen,
  levelBins,
  manyValues,
  outsideBins,
  sameKind,
  valueBins,
  type Bins,
} from '../drifting/bins.ts';
import { doaneEdges, sturgesBins, widthEdges } from '../drifting/edges.ts';
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
import type { ParamValues } from '../params.ts';

/** Buckets of TFDV's standard histogram. */
const buckets = 10;

/** The stretches between the boundaries of both histograms. */
function unionEdges(a: NumberSample, b: NumberSample): Float64Array {
  const all = [...widthEdges(a.sorted, buckets), ...widthEdges(b.sorted, buckets)].sort((x, y) => x - y);
  return Float64Array.from(all.filter((edge, at) => at === 0 || edge !== all[at - 1]));
}

/** Rows of each bucket, spread evenly over the stretches that it is cut into; then the missing ones. */
function spread(sample: NumberSample, edges: Float64Array): Float64Array {
  const into = new Float64Array(edges.length);
  const own = widthEdges(sample.sorted, buckets);
  const counts = countOpen(sample.sorted, own, new Float64Array(own.length - 1));
  for (let i = 0, bucket = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    while (bucket < counts.length - 1 && from >= own[bucket + 1]!) bucket++;
    const [low, high] = [own[bucket]!, own[bucket + 1]!];
    if (from < low || to > high) continue;
    // Halves, where the bucket is too wide for a double.
    const part =
      high - low < Infinity ? (to - from) / (high - low) : (to / 2 - from / 2) / (high / 2 - low / 2);
    into[i] = counts[bucket]! * (high > low ? part : 1);
  }
  into[edges.length - 1] = sample.missing;
  return into;
}

/** Exact counts between the boundaries of both histograms, and one bin for missing cells. */
const unionBins =
  (reference: NumberSample) =>
  (current: Sample): Bins => {
    const sample = sameKind(reference, current);
    const edges = unionEdges(reference, sample);
    const count = (side: NumberSample): Float64Array => {
      const counts = countOpen(side.sorted, edges, new Float64Array(edges.length));
      counts[edges.length - 1] = side.missing;
      return counts;
    };
    return {
      before: count(reference),
      now: count(sample),
      n: reference.rows,
      m: sample.rows,
      edges,
      values: null,
      outside: false,
      missing: true,
    };
  };

/** Σ of x ln(x / mean) over both sides, halved: the divergence in nats. Empty bins add nothing. */
function divergence(before: Float64Array, now: Float64Array): number {
  let [n, m] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    n += before[i]!;
    m += now[i]!;
  }
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    const [q, p] = [before[i]! / n, now[i]! / m];
    const middle = (p + q) / 2;
    if (p > 0) sum += p * Math.log(p / middle);
    if (q > 0) sum += q * Math.log(q / middle);
  }
  return Math.max(0, sum / 2);
}

/** How the rows are cut into bins under these settings. */
export function jensenShannonBins(reference: Sample, params: ParamValues): (current: Sample) => Bins {
  const chosen = choiceOf(params, 'definition');
  if (isCategorySample(reference)) return levelBins(chosen === 'tfdv')(reference);
  const numbers = numbersOf(reference);
  if (chosen === 'tfdv') return unionBins(numbers);
  if (chosen === 'frouros') return numbers.kind === 'boolean' ? valueBins(numbers) : nineBins(numbers);
  if (chosen === 'nannyml') return outsideBins(doaneEdges)(numbers);
  return manyValues(numbers) ? pooledBins(sturgesBins)(numbers) : valueBins(numbers);
}

/**
 * Jensen–Shannon: the mean divergence of both samples' shares from the shares half way. By default Evidently's: the root of
 * it (a distance) in nats, at most 0.8326; numbers in Sturges' bins over both samples, with 20 or fewer values in the
 * reference each one; missing cells left out. NannyML's: the root in bits, at most 1; Doane's bins of the reference, one more
 * for what lies outside of them. TFDV's: no root, in bits; two histograms of 10 equally wide buckets, cut at the boundaries
 * of both as if the rows of a bucket lay evenly in it; missing cells are a bucket. Frouros':
 * the root in nats between 10 equally far edges, shares interpolated from a histogram of each sample's own (numpy's 'auto').
 *
 * p is that of homogeneity on the same bins: 8 times the divergence in nats / (1/n + 1/m) is about chi-square.
 */
export default defineMeasure({
  id: 'jensen-shannon',
  label: 'Jensen–Shannon distance',
  about:
    'How far the shares of both samples are from the shares half way between them. 0 is no difference; nothing in common is 0.83 in nats and 1 in bits.',
  source: 'Evidently 0.7.23 (scipy.spatial.distance.jensenshannon, natural logarithm)',
  kinds: ['number', 'integer', 'boolean', 'category'],
  params: {
    definition: definition([
      { value: 'evidently', label: 'Evidently 0.7.23: distance in nats, Sturges’ bins over both' },
      { value: 'nannyml', label: 'NannyML 0.13.1: distance in bits, Doane’s bins of the reference' },
      { value: 'tfdv', label: 'TFDV: divergence in bits, without the root, boundaries of both histograms' },
      { value: 'frouros', label: 'Frouros 0.9.0: distance in nats, between 10 edges, interpolated' },
    ]),
    threshold: threshold(0.1, 'Evidently calls 0.1 drift.', 1),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const chosen = choiceOf(params, 'definition');
    const binned = jensenShannonBins(reference, params);
    const smooth = chosen === 'tfdv' ? spread : chosen === 'frouros' ? interpolatedShares : null;
    const unit = chosen === 'evidently' || chosen === 'frouros' ? 1 : Math.LN2;
    const scale = (nats: number): number => (chosen === 'tfdv' ? nats / unit : Math.sqrt(nats / unit));
    return (current) => {
      const bins = binned(current);
      const { n, m, edges } = bins;
      if (n === 0 || m === 0) return nothing;
      const between =
        smooth && edges && !isCategorySample(reference)
          ? divergence(
              smooth(reference, Float64Array.from(edges)),
              smooth(sameKind(reference, current), Float64Array.from(edges)),
            )
          : divergence(bins.before, bins.now);
      const { freedom, pValue } = homogeneity(bins);
      const chance = scale(indexByChance(limits.significance, freedom, n, m) / 8);
      const statistic = scale(between);
      return verdict(statistic, statistic, pValue, limits, limits.threshold, chance);
    };
  },
});
