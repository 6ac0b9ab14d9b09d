import { defineDetector } from '../define.ts';
import type { DriftResult } from '../define.ts';
import { numberOf } from '../params.ts';
import { chiSquareTail, quantileOfSorted } from '../statistics.ts';
import { isCategory } from '../table.ts';
import type { CategoryColumn, Column, NumberColumn } from '../table.ts';

/** Shares below this count as this, so that an empty bin gives a large but finite figure. */
const floor = 1e-4;

/** Counts a column's rows by bin; missing rows have a bin of their own. */
type Count = (column: Column) => Map<string | number, number>;

/** The next larger double, or the one after it: the end of a bin that holds one value only. */
const justAbove = (value: number): number =>
  value + Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);

/** Values that are not missing, ascending. */
function sortedValues({ values }: NumberColumn): Float64Array {
  const found = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) found[count++] = value;
  return found.subarray(0, count).sort();
}

/** Edges between bins: bin i holds edges[i−1] ≤ x < edges[i], both ends open. */
function edgesOf(reference: NumberColumn, bins: number): Float64Array {
  const sorted = sortedValues(reference);
  // No more than are needed to know that there are many: a set of a million values takes seconds.
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= bins; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  // Few values: each is a bin, and so is what lies between them, where only new values can fall.
  if (distinct.length <= bins)
    return Float64Array.from(distinct.flatMap((value) => [value, justAbove(value)]));
  const lowest = sorted[0]!;
  const edges = new Set<number>();
  for (let i = 1; i < bins; i++) {
    const edge = quantileOfSorted(sorted, i / bins);
    // Where many rows share the lowest value, they are a bin: an edge at that value would part them from nothing.
    edges.add(edge > lowest ? edge : justAbove(lowest));
  }
  return Float64Array.from(edges);
}

function countNumbers(edges: Float64Array): Count {
  return (column) => {
    if (isCategory(column)) throw new RangeError(`"${column.name}" held numbers and now holds words.`);
    const counts = new Int32Array(edges.length + 1);
    let missing = 0;
    for (const value of column.values) {
      if (Number.isNaN(value)) {
        missing++;
        continue;
      }
      let low = 0;
      let high = edges.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (edges[middle]! <= value) low = middle + 1;
        else high = middle;
      }
      counts[low]!++;
    }
    const found = new Map<string | number, number>();
    counts.forEach((count, bin) => count > 0 && found.set(bin, count));
    if (missing > 0) found.set(-1, missing);
    return found;
  };
}

const countLevels: Count = (column) => {
  if (!isCategory(column)) throw new RangeError(`"${column.name}" held words and now holds numbers.`);
  const { codes, levels }: CategoryColumn = column;
  const counts = new Int32Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const found = new Map<string | number, number>();
  counts.forEach((count, code) => count > 0 && found.set(levels[code]!, count));
  if (missing > 0) found.set(-1, missing);
  return found;
};

/**
 * Population stability index, Σ (p − q) ln(p / q), in the credit-scoring definition: numbers in quantile bins of the
 * reference with open ends (numpy's linear quantiles; at most `bins` different values: one bin each), categories by
 * level, unseen levels included, one bin for missing cells; shares floored at 1e-4 without rescaling. For categories this
 * is also Evidently's figure; for numbers Evidently cuts the pooled range by Sturges' rule and gives another one.
 *
 * Under no drift PSI grows as windows get smaller: PSI / (1/n + 1/m) is about chi-square with bins − 1 degrees of freedom
 * (Yurdakul, Statistical Properties of Population Stability Index, 2018), so PSI > 0.1 alone fires on most windows of 100
 * rows. `drifted` therefore also asks for significance: `pValue` is Pearson's chi-square test of homogeneity on the same
 * bins, the statistic that PSI / (1/n + 1/m) approaches, and one that empty bins do not inflate.
 * An empty reference or window gives NaN and no p-value.
 */
export default defineDetector({
  id: 'psi',
  label: 'Population stability index',
  about: 'How differently a column is spread over the bins of its reference rows. 0 is no difference.',
  kinds: ['number', 'integer', 'boolean', 'category'],
  params: {
    bins: {
      type: 'integer',
      label: 'Bins',
      help: 'Numbers are cut into this many bins with equally many reference rows.',
      min: 2,
      max: 50,
      default: 10,
    },
    threshold: {
      type: 'number',
      label: 'Threshold',
      help: 'A smaller index is not called drift. By custom 0.1 is worth a look and 0.25 a reason to act.',
      min: 0,
      max: 10,
      step: 0.05,
      default: 0.1,
    },
    significance: {
      type: 'number',
      label: 'Significance',
      help: 'How often chance alone may pass for drift. Small windows differ a lot by chance.',
      min: 0.0001,
      max: 1,
      scale: 'log',
      default: 0.01,
    },
  },
  fit(reference, params) {
    const threshold = numberOf(params, 'threshold');
    const significance = numberOf(params, 'significance');
    const count = isCategory(reference)
      ? countLevels
      : countNumbers(edgesOf(reference, numberOf(params, 'bins')));
    const before = count(reference);
    const n = isCategory(reference) ? reference.codes.length : reference.values.length;
    return (current): DriftResult => {
      const now = count(current);
      const m = isCategory(current) ? current.codes.length : current.values.length;
      if (n === 0 || m === 0) return { statistic: NaN, pValue: null, drifted: false };
      let statistic = 0;
      let chiSquare = 0;
      const bins = new Set([...before.keys(), ...now.keys()]);
      for (const bin of bins) {
        const inReference = before.get(bin) ?? 0;
        const inCurrent = now.get(bin) ?? 0;
        const p = Math.max(inCurrent / m, floor);
        const q = Math.max(inReference / n, floor);
        statistic += (p - q) * Math.log(p / q);
        chiSquare += (inCurrent / m - inReference / n) ** 2 / (inCurrent + inReference);
      }
      // Two rows of counts: Σ (observed − expected)² / expected = n m Σ (a/m − b/n)² / (a + b).
      const pValue = bins.size < 2 ? 1 : chiSquareTail(n * m * chiSquare, bins.size - 1);
      return { statistic, pValue, drifted: statistic > threshold && pValue < significance };
    };
  },
});
