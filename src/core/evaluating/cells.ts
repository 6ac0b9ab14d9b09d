// Figures that are read from the confusion matrix.

import type { Rows } from '../parts/known-rows.ts';
import { answerOf, classesOf, confusionOf } from '../parts/matrix.ts';
import type { Block, Reader, ReadingOf } from './block.ts';

/** Two sums of weights in one number: each stays far below 2²⁶. */
const shift = 67108864;

/** Σ weight of the rows of each code, for each of four resamples. */
export interface CodeCounts {
  readonly counts: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  add(codes: Int32Array, block: Block): void;
}

export function codeCounts(codes: number): CodeCounts {
  const room = () => new Float64Array(codes);
  const counts = [room(), room(), room(), room()] as const;
  // Even and odd rows apart: neighbours often have the same code, and one would have to wait for the other.
  const [low, high, oddLow, oddHigh] = [room(), room(), room(), room()];
  return {
    counts,
    add: (codeOf, { lanes: [w0, w1, w2, w3] }) => {
      for (const sums of [low, high, oddLow, oddHigh]) sums.fill(0);
      const even = codeOf.length & ~1;
      for (let i = 0; i < even; i += 2) {
        const code = codeOf[i]!;
        const odd = codeOf[i + 1]!;
        low[code]! += w0[i]! + w1[i]! * shift;
        oddLow[odd]! += w0[i + 1]! + w1[i + 1]! * shift;
        high[code]! += w2[i]! + w3[i]! * shift;
        oddHigh[odd]! += w2[i + 1]! + w3[i + 1]! * shift;
      }
      if (even < codeOf.length) {
        low[codeOf[even]!]! += w0[even]! + w1[even]! * shift;
        high[codeOf[even]!]! += w2[even]! + w3[even]! * shift;
      }
      for (let code = 0; code < codes; code++) {
        const first = low[code]! + oddLow[code]!;
        const second = high[code]! + oddHigh[code]!;
        counts[1][code] = Math.floor(first / shift);
        counts[0][code] = first - counts[1][code]! * shift;
        counts[3][code] = Math.floor(second / shift);
        counts[2][code] = second - counts[3][code]! * shift;
      }
    },
  };
}

/** @param rows all with a known answer. @param threshold from which score on a binary answer is positive. */
export function cellsReader(
  rows: Rows,
  readings: readonly ReadingOf<'confusion' | 'matrix'>[],
  threshold: number,
): Reader {
  const classes = classesOf(rows);
  /** Where rows whose score is NaN are counted. */
  const lost = classes * classes;
  const codes = new Int32Array(rows.truth.length);
  for (let row = 0; row < codes.length; row++) {
    const answer = answerOf(rows.scores, row * rows.outputs, rows.outputs, threshold);
    codes[row] = answer < 0 ? lost : rows.truth[row]! * classes + answer;
  }
  const found = codeCounts(lost + 1);
  return (block, values, at) => {
    found.add(codes, block);
    for (let lane = 0; lane < block.used; lane++) {
      const counts = found.counts[lane]!;
      if (counts[lost]! > 0) counts.fill(NaN);
      const matrix = counts.subarray(0, lost);
      for (const { figure, shared } of readings)
        values[figure]![at + lane] =
          shared.of === 'confusion' ? shared.read(confusionOf(matrix)) : shared.read(matrix, classes);
    }
  };
}
