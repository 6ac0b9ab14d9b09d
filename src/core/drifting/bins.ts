// Rows of two samples in the same bins.

import {
  countBelow,
  countUpTo,
  distinctUpTo,
  isCategorySample,
  numbersOf,
  presentRows,
  type CategorySample,
  type NumberSample,
  type Sample,
} from '../drift-sample.ts';

export interface Bins {
  /** Rows in each bin, of the reference and of the current window. */
  readonly before: Float64Array;
  readonly now: Float64Array;
  /** Rows that shares are of: all, or only those with a value, as the definition has it. */
  readonly n: number;
  readonly m: number;
  /**
   * What the bins are: stretches between edges, single values or levels, or nothing (one bin). After these come bins of
   * their own for what lies outside of the edges, and for missing cells.
   */
  readonly edges: ArrayLike<number> | null;
  readonly values: ArrayLike<number | string> | null;
  readonly outside: boolean;
  readonly missing: boolean;
}

/** Learns the reference; what it returns counts any number of windows. */
export type Binning = (reference: Sample) => (current: Sample) => Bins;

/** Rows between edges, ends open: bin i holds edges[i] ≤ x < edges[i + 1]; the first and last hold what lies beyond. */
export function countOpen(sorted: Float64Array, edges: ArrayLike<number>, into: Float64Array): Float64Array {
  let last = 0;
  for (let i = 1; i + 1 < edges.length; i++) {
    const below = countBelow(sorted, edges[i]!);
    into[i - 1] = below - last;
    last = below;
  }
  into[Math.max(0, edges.length - 2)] = sorted.length - last;
  return into;
}

/** Rows between edges as numpy.histogram counts them, the last bin with both its ends; then those outside. */
export function countClosed(
  sorted: Float64Array,
  edges: ArrayLike<number>,
  into: Float64Array,
): Float64Array {
  const bins = edges.length - 1;
  const first = countBelow(sorted, edges[0]!);
  const end = countUpTo(sorted, edges[bins]!);
  let last = first;
  for (let i = 1; i < bins; i++) {
    const below = countBelow(sorted, edges[i]!);
    into[i - 1] = below - last;
    last = below;
  }
  into[bins - 1] = end - last;
  into[bins] = sorted.length - (end - first);
  return into;
}

/** Each level a bin, those that only the window has as well; `missing`: and one for cells without a value. */
export const levelBins =
  (missing: boolean) =>
  (reference: CategorySample): ((current: Sample) => Bins) => {
    const places = new Map<string, number>();
    reference.levels.forEach((level, at) => places.set(level, at));
    // A level that is in the dictionary twice is one level.
    const known = reference.counts.length;
    const merged = places.size < known;
    const before = new Float64Array(known + Number(missing));
    reference.counts.forEach((count, at) => (before[places.get(reference.levels[at]!)!]! += count));
    if (missing) before[known] = reference.missing;
    const n = missing ? reference.rows : presentRows(reference);
    return (current) => {
      if (!isCategorySample(current))
        throw new RangeError(`"${current.name}" held words and now holds numbers.`);
      const m = missing ? current.rows : presentRows(current);
      if (current.levels === reference.levels && !merged) {
        const now = new Float64Array(before.length);
        now.set(current.counts);
        if (missing) now[known] = current.missing;
        return { before, now, n, m, edges: null, values: reference.levels, outside: false, missing };
      }
      const all = [...reference.levels];
      const found = new Map(places);
      const counts = new Array<number>(known).fill(0);
      current.counts.forEach((count, at) => {
        if (count === 0) return;
        const level = current.levels[at]!;
        let place = found.get(level);
        if (place === undefined) {
          place = all.push(level) - 1;
          counts.push(0);
          found.set(level, place);
        }
        counts[place]! += count;
      });
      if (missing) counts.push(current.missing);
      const padded = new Float64Array(counts.length);
      padded.set(before.subarray(0, known));
      if (missing) padded[counts.length - 1] = reference.missing;
      const now = Float64Array.from(counts);
      return { before: padded, now, n, m, edges: null, values: all, outside: false, missing };
    };
  };

/** Each different number a bin, of either side; cells without a value are left out. */
export function valueBins(reference: NumberSample): (current: Sample) => Bins {
  const a = reference.sorted;
  return (current) => {
    const b = sameKind(reference, current).sorted;
    const [values, before, now]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
      const value = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i]! : b[j]!;
      const [fromI, fromJ] = [i, j];
      // By search, not row by row: few values have many rows each.
      if (a[i] === value) i = countUpTo(a, value);
      if (b[j] === value) j = countUpTo(b, value);
      values.push(value);
      before.push(i - fromI);
      now.push(j - fromJ);
    }
    return {
      before: Float64Array.from(before),
      now: Float64Array.from(now),
      n: a.length,
      m: b.length,
      edges: null,
      values,
      outside: false,
      missing: false,
    };
  };
}

/** Each level or number a bin; cells without a value are left out. */
export const countValues = (reference: Sample): ((current: Sample) => Bins) =>
  isCategorySample(reference) ? levelBins(false)(reference) : valueBins(reference);

/** @throws RangeError when numbers became words. */
export function sameKind(reference: NumberSample, current: Sample): NumberSample {
  if (isCategorySample(current))
    throw new RangeError(`"${reference.name}" held numbers and now holds words.`);
  return numbersOf(current);
}

/** Bins between edges that the reference alone decides, ends open, with one for cells without a value. */
export const fixedBins =
  (edgesOf: (sorted: Float64Array) => ArrayLike<number>) =>
  (reference: NumberSample): ((current: Sample) => Bins) => {
    const edges = edgesOf(reference.sorted);
    const bins = Math.max(1, edges.length - 1);
    const count = (sample: NumberSample): Float64Array => {
      const counts = countOpen(sample.sorted, edges, new Float64Array(bins + 1));
      counts[bins] = sample.missing;
      return counts;
    };
    const before = count(reference);
    const { rows: n } = reference;
    return (current) => {
      const sample = sameKind(reference, current);
      return {
        before,
        now: count(sample),
        n,
        m: sample.rows,
        edges,
        values: null,
        outside: false,
        missing: true,
      };
    };
  };

/** Bins between edges of the reference; what lies outside of them is one more, and missing cells are left out. */
export const outsideBins =
  (edgesOf: (sorted: Float64Array) => ArrayLike<number>) =>
  (reference: NumberSample): ((current: Sample) => Bins) => {
    const edges = edgesOf(reference.sorted);
    const count = (sample: NumberSample) => countClosed(sample.sorted, edges, new Float64Array(edges.length));
    const before = count(reference);
    const n = reference.sorted.length;
    return (current) => {
      const sample = sameKind(reference, current);
      const m = sample.sorted.length;
      return { before, now: count(sample), n, m, edges, values: null, outside: true, missing: false };
    };
  };

/** Evidently's choice: numbers of which the reference has more than 20 in bins, others one by one. */
export const manyValues = (reference: NumberSample): boolean => distinctUpTo(reference.sorted, 20) > 20;
