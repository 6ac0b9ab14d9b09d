// Where the tools cut numbers into bins. Infinite values do not move an edge: they count in the outermost bins.

import { countBelow, countUpTo, finite, type NumberSample } from '../drift-sample.ts';
import { momentsOf, quantileOfSorted } from '../statistics.ts';
import { walkOf } from './cdf-distance.ts';

/** The next larger double, or the one after it: the end of a bin that holds one value only. */
const justAbove = (value: number): number =>
  value + Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);

/** So many equally wide bins from `low` to `high`. */
export interface EqualBins {
  readonly low: number;
  readonly high: number;
  readonly bins: number;
}

/** numpy.linspace(low, high, bins + 1); a single value gets half on either side, as numpy.histogram gives it. */
export function equalEdges(low: number, high: number, bins: number): Float64Array {
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const step = (to - from) / bins;
  const edges = new Float64Array(bins + 1);
  // Where the range is too wide for a double, neither it nor a multiple of a step may be formed.
  for (let i = 1; i < bins; i++)
    edges[i] = step < Infinity ? i * step + from : from * (1 - i / bins) + to * (i / bins);
  edges[0] = from;
  edges[bins] = to;
  return edges;
}

/**
 * Edges of the credit-scoring index: numpy's linear quantiles of the reference, `bins` of them; with at most so many
 * different values each is a bin, and so is what lies between them, where only new values can fall. The two ends are open.
 */
export function quantileEdges(sorted: Float64Array, bins: number): Float64Array {
  // No more than are needed to know that there are many: a set of a million values takes seconds.
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= bins; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  const inner = new Set<number>();
  if (distinct.length <= bins)
    for (const value of distinct) {
      inner.add(value);
      if (Number.isFinite(value)) inner.add(justAbove(value));
    }
  else {
    const lowest = sorted[0]!;
    for (let i = 1; i < bins; i++) {
      const edge = quantileOfSorted(sorted, i / bins);
      // Where many rows share the lowest value, they are a bin: an edge at that value would part them from nothing.
      if (!Number.isNaN(edge)) inner.add(edge > lowest ? edge : justAbove(lowest));
    }
  }
  return Float64Array.of(-Infinity, ...inner, Infinity);
}

/** `bins` equally wide bins over the finite values. */
export function widthEdges(sorted: Float64Array, bins: number): Float64Array {
  const values = finite(sorted);
  return values.length === 0 ? equalEdges(0, 1, 1) : equalEdges(values[0]!, values[values.length - 1]!, bins);
}

/** So many equally wide bins over both samples. */
export function pooledWidth(a: NumberSample, b: NumberSample, bins: number): EqualBins {
  const low = lowestOf(a.sorted, b.sorted);
  const high = highestOf(a.sorted, b.sorted);
  return low <= high ? { low, high, bins } : { low: 0, high: 1, bins };
}

/** The least finite value of an ascending sample; Infinity where there is none. */
function lowest(sorted: Float64Array): number {
  const first = sorted[0] ?? Infinity;
  return first > -Infinity ? first : (sorted[countUpTo(sorted, -Infinity)] ?? Infinity);
}

function highest(sorted: Float64Array): number {
  const last = sorted[sorted.length - 1] ?? -Infinity;
  return last < Infinity ? last : (sorted[countBelow(sorted, Infinity) - 1] ?? -Infinity);
}

const lowestOf = (a: Float64Array, b: Float64Array): number => Math.min(lowest(a), lowest(b));
const highestOf = (a: Float64Array, b: Float64Array): number => Math.max(highest(a), highest(b));

/** How many bins so wide at least: numpy.histogram_bin_edges, whole numbers in bins of 1 or wider. */
function binsOfWidth(low: number, high: number, width: number, whole: boolean): number {
  const wide = whole && width < 1 ? 1 : width;
  const bins = Math.ceil((high - low) / wide);
  return Number.isFinite(bins) ? Math.max(1, bins) : 1;
}

const edgesOfWidth = (low: number, high: number, width: number, whole: boolean): Float64Array =>
  equalEdges(low, high, binsOfWidth(low, high, width, whole));

/** Whole numbers stay whole numbers in numpy only without a gap. */
const isWhole = ({ kind, missing }: NumberSample): boolean =>
  (kind === 'integer' || kind === 'boolean') && missing === 0;

/** numpy's 'sturges' on both samples together: range / (log₂ rows + 1) wide. Evidently's bins. */
export function sturgesBins(a: NumberSample, b: NumberSample): EqualBins {
  return sturges(a, b, a.sorted.length + b.sorted.length);
}

/** The same with the number of different values in place of the rows: Evidently's bins of the Hellinger distance. */
export function sturgesOfValues(a: NumberSample, b: NumberSample): EqualBins {
  if (a.sorted.length === 0 || b.sorted.length === 0) return { low: 0, high: 1, bins: 1 };
  return sturges(a, b, walkOf(a, b).values);
}

function sturges(a: NumberSample, b: NumberSample, size: number): EqualBins {
  const low = lowestOf(a.sorted, b.sorted);
  const high = highestOf(a.sorted, b.sorted);
  if (!(low <= high)) return { low: 0, high: 1, bins: 1 };
  const width = (high - low) / (Math.log2(size) + 1);
  return { low, high, bins: binsOfWidth(low, high, width, isWhole(a) && isWhole(b)) };
}

/** numpy's 'doane' on the reference alone, which allows for its skewness. NannyML's bins. */
export function doaneEdges(sorted: Float64Array): Float64Array {
  const values = finite(sorted);
  const size = values.length;
  if (size === 0) return equalEdges(0, 1, 1);
  const [low, high] = [values[0]!, values[size - 1]!];
  const { mean, deviation } = momentsOf(values);
  if (size <= 2 || !(deviation > 0)) return equalEdges(low, high, 1);
  let cubes = 0;
  for (let i = 0; i < size; i++) cubes += ((values[i]! - mean) / deviation) ** 3;
  const spread = Math.sqrt((6 * (size - 2)) / ((size + 1) * (size + 3)));
  const width = (high - low) / (1 + Math.log2(size) + Math.log2(1 + Math.abs(cubes / size) / spread));
  return edgesOfWidth(low, high, width, false);
}

/** numpy's 'auto': the narrower of Sturges' bins and of Freedman and Diaconis', these no narrower than half of range / √rows. */
export function autoEdges(values: Float64Array, whole: boolean): Float64Array {
  const size = values.length;
  const [low, high] = [values[0]!, values[size - 1]!];
  const middle = quantileOfSorted(values, 0.75) - quantileOfSorted(values, 0.25);
  const freedman = Math.max(2 * middle * size ** (-1 / 3), (high - low) / Math.sqrt(size) / 2);
  const width = Math.min(freedman, (high - low) / (Math.log2(size) + 1));
  return low === high ? equalEdges(low, high, 1) : edgesOfWidth(low, high, width, whole);
}
