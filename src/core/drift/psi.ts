import { defineMeasure } from '../drift-measure.ts';
import { distinctUpTo, isCategorySample, numbersOf, type Sample } from '../drift-sample.ts';
import { fixedBins, levelBins, manyValues, valueBins, type Binning, type Bins } from '../drifting/bins.ts';
import { pooledWidth, quantileEdges, sturgesBins, widthEdges } from '../drifting/edges.ts';
import { gatheredChance } from '../drifting/gathered.ts';
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
import { numberOf, type ParamValues } from '../params.ts';

/** From counts of all rows to the share of a count that the index is taken of: floored, or filled where empty. */
type Fill = (counts: Float64Array, rows: number, bins: number) => (count: number) => number;

const floored =
  (floor: number): Fill =>
  (_, rows) =>
  (count) =>
    Math.max(count / rows, floor);

const filled =
  (rows: number, fill: number) =>
  (count: number): number =>
    count > 0 ? count / rows : fill;

/** Evidently: an empty bin is 1e-4, or a millionth of the smallest share where that is 1e-4 or less. */
export function evidentlyFill(counts: Float64Array, rows: number): (count: number) => number {
  let smallest = Infinity;
  for (const count of counts) if (count > 0 && count < smallest) smallest = count;
  const share = smallest / rows;
  return filled(rows, share <= 1e-4 ? share / 1e6 : 1e-4);
}

/** Frouros: the smallest normal double. */
const leastDouble: Fill = (_, rows) => filled(rows, 2.2250738585072014e-308);

const halfLaplace: Fill = (_, rows, bins) => (count) => (count + 0.5) / (rows + 0.5 * bins);

interface Definition {
  readonly fill: Fill;
  numbers(params: ParamValues): Binning;
  readonly missing: boolean;
}

const onNumbers =
  (bins: (reference: ReturnType<typeof numbersOf>) => (current: Sample) => Bins): Binning =>
  (reference) =>
    bins(numbersOf(reference));

const deciles = (params: ParamValues): Binning => {
  const bins = numberOf(params, 'bins');
  return onNumbers(fixedBins((sorted) => quantileEdges(sorted, bins)));
};

const definitions: Readonly<Record<string, Definition>> = {
  credit: { fill: floored(1e-4), numbers: deciles, missing: true },
  width: {
    fill: floored(1e-4),
    numbers: (params) => onNumbers(fixedBins((sorted) => widthEdges(sorted, numberOf(params, 'bins')))),
    missing: true,
  },
  evidently: {
    fill: evidentlyFill,
    numbers: () =>
      onNumbers((reference) =>
        manyValues(reference) ? pooledBins(sturgesBins)(reference) : valueBins(reference),
      ),
    missing: false,
  },
  frouros: {
    fill: leastDouble,
    numbers: (params) => onNumbers(pooledBins((a, b) => pooledWidth(a, b, numberOf(params, 'bins')))),
    missing: false,
  },
  deepchecks: { fill: floored(0.01), numbers: deciles, missing: true },
  laplace: { fill: halfLaplace, numbers: deciles, missing: true },
};

/** How the rows are cut into bins under these settings. */
export function psiBins(reference: Sample, params: ParamValues): (current: Sample) => Bins {
  const kind = definitions[choiceOf(params, 'definition')];
  if (!kind) throw new RangeError('There is no such definition of the index.');
  return isCategorySample(reference) ? levelBins(kind.missing)(reference) : kind.numbers(params)(reference);
}

/**
 * Each value of either side a bin, and missing cells one, for quantile bins of a reference of few values: what lies between its
 * values is empty there because the bins were made so, and any row that falls there would be a miracle. Null where that is not so.
 */
function chanceBins(reference: Sample, params: ParamValues): ((current: Sample) => Bins) | null {
  if (isCategorySample(reference) || definitions[choiceOf(params, 'definition')]?.numbers !== deciles)
    return null;
  const bins = numberOf(params, 'bins');
  const numbers = numbersOf(reference);
  if (distinctUpTo(numbers.sorted, bins) > bins) return null;
  const counted = valueBins(numbers);
  return (current) => {
    const found = counted(current);
    const before = Float64Array.of(...found.before, reference.missing);
    const now = Float64Array.of(...found.now, current.missing);
    return { ...found, before, now, n: reference.rows, m: current.rows, missing: true };
  };
}

/** Σ (p − q) ln(p / q). */
function indexOf({ before, now, n, m, edges, missing }: Bins, fill: Fill): number {
  // Evidently fills bins between the edges that are empty on both sides; other bins of no row say nothing.
  const all = edges !== null && !missing;
  let bins = 0;
  for (let i = 0; i < before.length; i++) if (all || before[i]! + now[i]! > 0) bins++;
  // Each side is filled with a number of its own.
  const shareBefore = fill(before, n, bins);
  const shareNow = fill(now, m, bins);
  let index = 0;
  for (let i = 0; i < before.length; i++) {
    if (!all && before[i]! + now[i]! === 0) continue;
    const q = shareBefore(before[i]!);
    const p = shareNow(now[i]!);
    index += (p - q) * Math.log(p / q);
  }
  return index;
}

/**
 * Population stability index, Σ (p − q) ln(p / q), by default as in credit scoring: numbers in quantile bins of the
 * reference with open ends (numpy's linear quantiles; at most `bins` different values: one bin each), categories by
 * level, unseen levels included, one bin for missing cells; shares floored at 1e-4 without rescaling. Other definitions:
 *
 * | id | bins of numbers | empty bins | missing |
 * | --- | --- | --- | --- |
 * | width | equally wide over the reference, open ends | floor 1e-4 | a bin |
 * | evidently | Sturges' rule over both samples; with 20 or fewer values each one | 1e-4, or a millionth of the least share | left out |
 * | frouros | equally wide over both samples | 2.2e-308 | left out |
 * | deepchecks | quantiles (it has the index for categories only) | floor 0.01 | a bin |
 * | laplace | quantiles | half a row is added to each bin | a bin |
 *
 * Under no drift PSI grows as windows get smaller: PSI / (1/n + 1/m) is about chi-square with bins − 1 degrees of freedom
 * (Yurdakul, Statistical Properties of Population Stability Index, 2018), so PSI > 0.1 alone fires on most windows of 100
 * rows. p is of that law, but of statistics on the same bins that empty ones do not inflate (core/drifting/homogeneity.ts); where
 * the reference has so few values that each is a bin, it is that of the values of both sides.
 * An empty reference or window gives NaN.
 */
export default defineMeasure({
  id: 'psi',
  label: 'Population stability index',
  about:
    'How differently a column is spread over the bins of its reference rows: the sum of (p − q) ln(p / q) of the shares in each bin. 0 is no difference.',
  source: 'Credit scoring, by custom: 10 bins of equally many reference rows, shares of at least 0.0001',
  kinds: ['number', 'integer', 'boolean', 'category'],
  params: {
    definition: definition([
      { value: 'credit', label: 'Credit scoring: equally many reference rows in each bin, at least 1e-4' },
      { value: 'width', label: 'Equally wide bins over the reference rows, at least 1e-4' },
      { value: 'evidently', label: 'Evidently 0.7.23: Sturges’ bins over both, empty ones 1e-4' },
      { value: 'frouros', label: 'Frouros 0.9.0: equally wide bins over both, empty ones 2.2e-308' },
      { value: 'deepchecks', label: 'deepchecks 0.19.1: shares of at least 0.01' },
      { value: 'laplace', label: 'Equally many reference rows, half a row added to each bin' },
    ]),
    bins: {
      type: 'integer',
      label: 'Bins',
      help: 'Numbers are cut into so many bins, where the definition leaves it open.',
      min: 2,
      max: 50,
      default: 10,
    },
    threshold: threshold(0.1, 'By custom 0.1 is worth a look and 0.25 a reason to act.'),
    significance,
  },
  fit(reference, params) {
    const limits = limitsOf(params);
    const binned = psiBins(reference, params);
    const byValue = chanceBins(reference, params);
    const { fill } = definitions[choiceOf(params, 'definition')]!;
    return (current) => {
      const bins = binned(current);
      const { n, m } = bins;
      if (n === 0 || m === 0) return nothing;
      const index = indexOf(bins, fill);
      const { freedom, pValue: ofBins } = homogeneity(bins);
      const pValue = byValue ? gatheredChance(byValue(current)) : ofBins;
      const chance = indexByChance(limits.significance, freedom, n, m);
      return verdict(index, index, pValue, limits, limits.threshold, chance);
    };
  },
});
