// Sums of what each row adds, for four resamples at once; and the figures that are read from nothing else.

import type { Rows } from '../parts/known-rows.ts';
import { pivotOf } from '../parts/pivot.ts';
import { termValues, type TermValues } from '../parts/sums.ts';
import type { Term } from '../shared-parts.ts';
import type { Block, Lanes, Reader, ReadingOf } from './block.ts';

/** Σ weight × value of two lists: to `into` the four of the first, then the four of the second. */
function sumTwo(
  first: Float64Array,
  second: Float64Array,
  [w0, w1, w2, w3]: Lanes,
  into: Float64Array,
): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    const a = first[i]!;
    const b = second[i]!;
    const x0 = w0[i]!;
    const x1 = w1[i]!;
    const x2 = w2[i]!;
    const x3 = w3[i]!;
    a0 += x0 * a;
    a1 += x1 * a;
    a2 += x2 * a;
    a3 += x3 * a;
    b0 += x0 * b;
    b1 += x1 * b;
    b2 += x2 * b;
    b3 += x3 * b;
  }
  into[0] = a0;
  into[1] = a1;
  into[2] = a2;
  into[3] = a3;
  into[4] = b0;
  into[5] = b1;
  into[6] = b2;
  into[7] = b3;
}

/** The sums of all terms of one block: each term once, however many figures share it. */
export interface TermSums {
  /** Σ weight × term of one resample, in the order of the terms that are asked for. */
  of(terms: Int32Array, lane: number): Float64Array;
  placesOf(terms: readonly Term[]): Int32Array;
  add(block: Block): void;
}

/** @param rows all with a known answer. */
export function termSums(rows: Rows, asked: readonly (readonly Term[])[]): TermSums {
  const terms = [...new Set(asked.flat())];
  const pivot = pivotOf(rows.truth);
  const places = Int32Array.from({ length: rows.truth.length }, (_, row) => row);
  const prepared = terms.map((term) => termValues(term, rows, places, pivot));
  const sums = new Float64Array(4 * (terms.length + 1));
  const addOdd = ({ odd }: TermValues, at: number, { lanes }: Block) => {
    for (const { place, value } of odd)
      lanes.forEach((lane, i) => {
        if (lane[place]! > 0) sums[at + i]! += lane[place]! * value;
      });
  };
  return {
    placesOf: (wanted) => Int32Array.from(wanted, (term) => terms.indexOf(term)),
    of: (wanted, lane) => Float64Array.from(wanted, (term) => sums[4 * term + lane]!),
    add: (block) => {
      // An odd one out is summed beside itself.
      for (let t = 0; t < terms.length; t += 2)
        sumTwo(
          prepared[t]!.values,
          (prepared[t + 1] ?? prepared[t]!).values,
          block.lanes,
          sums.subarray(4 * t, 4 * t + 8),
        );
      prepared.forEach((term, t) => addOdd(term, 4 * t, block));
    },
  };
}

export function sumsReader(rows: Rows, readings: readonly ReadingOf<'sums'>[]): Reader {
  const sums = termSums(
    rows,
    readings.map(({ shared }) => shared.terms),
  );
  const wanted = readings.map(({ shared }) => sums.placesOf(shared.terms));
  return (block, values, at) => {
    sums.add(block);
    for (let lane = 0; lane < block.used; lane++)
      readings.forEach(({ figure, shared }, i) => {
        values[figure]![at + lane] = shared.read(
          sums.of(wanted[i]!, lane),
          block.totals[lane]!,
          rows.truth.length,
        );
      });
  };
}
