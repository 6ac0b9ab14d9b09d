// Figures that are read from sums over the rows, with the interval of the jackknife: what each part of the rows adds is summed once,
// and the sums without a part are those of the other parts.

import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import { bucketsOf } from '../interval-method.ts';
import { intervals } from '../intervals/index.ts';
import { pivotOf } from '../parts/pivot.ts';
import type { Term } from '../shared-parts.ts';

const parts = 20;

export const fitForSums = ({ shared, chance }: FigureOf): boolean =>
  shared?.of === 'sums' && chance !== 'quantile' && chance !== 'extreme';

interface SummedRows {
  /** Known of all rows. */
  readonly truth: Float64Array;
  readonly scores: Float32Array;
  readonly outputs: number;
}

/** Of each part its sum; null where a row adds what is not finite. */
function partSums(term: Term, rows: SummedRows, pivot: number, part: Int32Array): Float64Array | null {
  const { truth, scores, outputs } = rows;
  const sums = new Float64Array(parts);
  for (let row = 0; row < truth.length; row++) {
    const value = term(truth[row]!, scores, row * outputs, outputs, pivot);
    if (!Number.isFinite(value)) return null;
    sums[part[row]!]! += value;
  }
  return sums;
}

function sumWithout(sums: Float64Array, left: number): number {
  let sum = 0;
  for (let at = 0; at < sums.length; at++) if (at !== left) sum += sums[at]!;
  return sum;
}

/** As evaluateSlices with the jackknife over 20 parts, at least two rows; null where that must be asked. */
export function jackknifedSums(seed: number): (figure: FigureOf, rows: SummedRows) => Estimate | null {
  const spec = { resamples: parts, confidence: 0.95, seed };
  const { bounds } = intervals.get('jackknife');
  let part: Int32Array = new Int32Array(0);
  let sizes = new Float64Array(parts);
  return ({ shared }, rows) => {
    if (shared?.of !== 'sums') return null;
    const n = rows.truth.length;
    if (part.length !== n) {
      part = bucketsOf(n, parts, seed);
      sizes = new Float64Array(parts);
      for (let row = 0; row < n; row++) sizes[part[row]!]!++;
    }
    const pivot = pivotOf(rows.truth);
    const sums: Float64Array[] = [];
    for (const term of shared.terms) {
      const own = partSums(term, rows, pivot, part);
      if (!own) return null;
      sums.push(own);
    }
    const take = (left: number): number =>
      shared.read(
        sums.map((own) => sumWithout(own, left)),
        sumWithout(sizes, left),
        n,
      );
    const value = take(-1);
    if (!Number.isFinite(value)) return { value, n, low: NaN, high: NaN };
    const others = new Float64Array(Math.min(parts, n));
    for (let left = 0; left < others.length; left++) others[left] = take(left);
    const { low, high } = bounds(value, others, spec, n);
    return { value, n, low, high };
  };
}
