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
  const low = room();
  const high = room();
  return {
    counts,
    add: (codeOf, { lanes: [w0, w1, w2, w3] }) => {
      low.fill(0);
      high.fill(0);
      for (let i = 0; i < codeOf.length; i++) {
        const code = codeOf[i]!;
        low[code]! += w0[i]! + w1[i]! * shift;
        high[code]! += w2[i]! + w3[i]! * shift;
      }
      for (let code = 0; code < codes; code++) {
        counts[1][code] = Math.floor(low[code]! / shift);
        counts[0][code] = low[code]! - counts[1][code]! * shift;
        counts[3][code] = Math.floor(high[code]! / shift);
        counts[2][code] = high[code]! - counts[3][code]! * shift;
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
  const codes = Int32Array.from(rows.truth, (truth, row) => {
    const answer = answerOf(rows.scores, row * rows.outputs, rows.outputs, threshold);
    return answer < 0 ? lost : truth * classes + answer;
  });
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
