// Rows in ascending order of a value, and quantiles of weighted values.

import type { Sorted, Term } from '../shared-parts.ts';
import { gatherWeights, knownRows, type Rows, type Weights } from './known-rows.ts';
import { termValues, weightedSum } from './sums.ts';

/** Sorts once; the function it returns goes through the order with the weights of any resample, in buffers of its own. */
export function prepareSorted(
  by: Term,
  terms: readonly Term[],
  rows: Rows,
  pivot: number,
): (weights: Weights) => { sorted: Sorted; sums: Float64Array } {
  const known = knownRows(rows.truth);
  const { values: keys, odd } = termValues(by, rows, known, pivot);
  for (const { place, value } of odd) keys[place] = value;
  const prepared = terms.map((term) => termValues(term, rows, known, pivot));
  const broken = odd.filter(({ value }) => Number.isNaN(value)).map(({ place }) => place);
  const order = new Int32Array(known.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  order.sort((a, b) => keys[a]! - keys[b]!);
  const weight = new Float64Array(known.length);
  const values = new Float64Array(known.length);
  const cumulative = new Float64Array(known.length);
  return (weights) => {
    gatherWeights(weights, known, weight);
    const sums = Float64Array.from(prepared, (term) => weightedSum(term, weight));
    if (broken.some((place) => weight[place]! > 0))
      return { sorted: { values: Float64Array.of(NaN), cumulative: Float64Array.of(NaN) }, sums };
    let count = 0;
    let sum = 0;
    for (const place of order) {
      if (!(weight[place]! > 0)) continue;
      sum += weight[place]!;
      values[count] = keys[place]!;
      cumulative[count++] = sum;
    }
    return {
      sorted: { values: values.subarray(0, count), cumulative: cumulative.subarray(0, count) },
      sums,
    };
  };
}

/**
 * Quantile of weighted values: the first whose cumulative weight exceeds `share` of the total, or the middle of two where the
 * share falls between them (numpy.quantile's 'averaged_inverted_cdf', scikit-learn's weighted percentile). NaN without rows.
 */
export function weightedQuantile({ values, cumulative }: Sorted, share: number): number {
  const n = values.length;
  if (n === 0) return NaN;
  const total = cumulative[n - 1]!;
  if (Number.isNaN(total)) return NaN;
  const target = share * total;
  // Cumulative weights are rounded sums: what is a border in exact arithmetic shall be one here.
  const slack = total * 1e-12;
  let below = 0;
  let above = n - 1;
  while (below < above) {
    const middle = (below + above) >> 1;
    if (cumulative[middle]! >= target - slack) above = middle;
    else below = middle + 1;
  }
  const low = values[below]!;
  return cumulative[below]! <= target + slack && below + 1 < n ? low + (values[below + 1]! - low) / 2 : low;
}
