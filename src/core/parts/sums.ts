// Weighted sums of what each row adds.

import type { Term } from '../shared-parts.ts';
import { anyCounts, gatherWeights, knownRows, type Rows, type Weights } from './known-rows.ts';

/** A term of every known row; those that are not finite stand apart, for 0 × NaN is not 0. */
export interface TermValues {
  readonly values: Float64Array;
  /** Places among the known rows and values of what is not finite; 0 stands in `values` there. */
  readonly odd: readonly { readonly place: number; readonly value: number }[];
}

/** @param known places of the rows that have an answer. */
export function termValues(
  term: Term,
  { truth, scores, outputs }: Rows,
  known: Int32Array,
  pivot: number,
): TermValues {
  const values = new Float64Array(known.length);
  const odd: { place: number; value: number }[] = [];
  for (let i = 0; i < known.length; i++) {
    const row = known[i]!;
    const value = term(truth[row]!, scores, row * outputs, outputs, pivot);
    if (Number.isFinite(value)) values[i] = value;
    else odd.push({ place: i, value });
  }
  return { values, odd };
}

/** Σ weight × value. */
export function weightedSum({ values, odd }: TermValues, weight: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weight[i]! * values[i]!;
  for (const { place, value } of odd) if (weight[place]! > 0) sum += weight[place]! * value;
  return sum;
}

/** Looks at every row once; the function it returns sums for the weights of any resample. */
export function prepareSums(
  terms: readonly Term[],
  rows: Rows,
  pivot: number,
): (weights: Weights) => { sums: Float64Array; weight: number } {
  const known = knownRows(rows.truth);
  const prepared = terms.map((term) => termValues(term, rows, known, pivot));
  const weight = new Float64Array(known.length);
  return (weights) => {
    const total = gatherWeights(weights, known, weight);
    return { sums: Float64Array.from(prepared, (values) => weightedSum(values, weight)), weight: total };
  };
}

/**
 * The same per group of rows.
 * @returns sums groups × terms, row-major, and the weight of each group; all NaN where a row that counts belongs to none.
 */
export function prepareGrouped(
  groups: number,
  group: Term,
  terms: readonly Term[],
  rows: Rows,
  pivot: number,
): (weights: Weights) => { sums: Float64Array; weights: Float64Array } {
  const { truth, scores, outputs } = rows;
  const all = knownRows(truth);
  const width = terms.length;
  const groupOf = new Int32Array(all.length);
  const values = new Float64Array(all.length * width);
  const lost: number[] = [];
  let count = 0;
  for (let i = 0; i < all.length; i++) {
    const row = all[i]!;
    const index = group(truth[row]!, scores, row * outputs, outputs, pivot);
    if (Number.isNaN(index)) {
      lost.push(row);
      continue;
    }
    for (let t = 0; t < width; t++)
      values[count * width + t] = terms[t]!(truth[row]!, scores, row * outputs, outputs, pivot);
    groupOf[count] = index;
    all[count++] = row;
  }
  const known = all.subarray(0, count);
  const weight = new Float64Array(known.length);
  return (weights) => {
    gatherWeights(weights, known, weight);
    const sums = new Float64Array(groups * width);
    const perGroup = new Float64Array(groups);
    if (anyCounts(weights, lost)) return { sums: sums.fill(NaN), weights: perGroup.fill(NaN) };
    for (let i = 0; i < count; i++) {
      const at = groupOf[i]!;
      perGroup[at]! += weight[i]!;
      for (let t = 0; t < width; t++) sums[at * width + t]! += weight[i]! * values[i * width + t]!;
    }
    return { sums, weights: perGroup };
  };
}
