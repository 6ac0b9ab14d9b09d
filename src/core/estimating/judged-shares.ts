// Plain shares of rows: Wilson's interval and an exact test. What is read from the confusion matrix needs its cells alone, not the
// rows.

import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import type { CountsRow } from '../figure-chance.ts';
import { wilsonInterval } from '../proportion.ts';
import { twoSharesP } from './exact-two-shares.ts';

export interface Judged {
  readonly estimate: Estimate;
  /** Against the reference; NaN where it can't be known. */
  readonly pValue: number;
}

export interface Count {
  readonly count: number;
  readonly n: number;
}

export const isAnswered = ({ shared }: FigureOf): boolean =>
  shared?.of === 'confusion' || shared?.of === 'matrix';

/** How the share is counted, if it can be from the cells of the matrix. */
export const shareOfAnswers = (figure: FigureOf): CountsRow | null =>
  isAnswered(figure) ? (figure.share ?? null) : null;

const noScores = new Float32Array(0);

/** @param counts rows in each cell, classes × classes by truth; what follows them does not count. */
export function countCells(share: CountsRow, counts: Float64Array, classes: number): Count {
  let count = 0;
  let n = 0;
  for (let truth = 0; truth < classes; truth++)
    for (let answer = 0; answer < classes; answer++) {
      const counted = share(truth, answer, noScores, 0, classes);
      if (counted === null) continue;
      const rows = counts[truth * classes + answer]!;
      n += rows;
      if (counted) count += rows;
    }
  return { count, n };
}

/** @param rows with a known answer. @param usual of the reference; null: not known. */
export function judgedShare({ count, n }: Count, rows: number, usual: Count | null): Judged {
  const { low, high } = wilsonInterval(count, n);
  return {
    estimate: { value: n > 0 ? count / n : NaN, n: rows, low, high },
    pValue: usual ? twoSharesP(count, n, usual.count, usual.n) : NaN,
  };
}
