// Figures that are read from the confusion matrix, with the interval of the jackknife: what each part of the rows adds to the matrix
// is counted once, and the matrix without a part is a subtraction.

import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import { bucketsOf } from '../interval-method.ts';
import { intervals } from '../intervals/index.ts';
import { confusionOf } from '../parts/matrix.ts';
import { answerCells, type AnswerCells, type AnsweredRows } from './answer-cells.ts';

const parts = 20;

export const fitForParts = ({ shared, chance }: FigureOf): boolean =>
  chance === undefined && (shared?.of === 'confusion' || shared?.of === 'matrix');

/**
 * As evaluateSlices with the jackknife over 20 parts, at least two rows. The function remembers how as many rows were dealt.
 * @param of the rows, where they are known already.
 */
export function jackknifedAnswers(
  seed: number,
): (figures: readonly FigureOf[], rows: AnsweredRows, of?: AnswerCells) => Estimate[] {
  const spec = { resamples: parts, confidence: 0.95, seed };
  const { bounds } = intervals.get('jackknife');
  let part: Int32Array = new Int32Array(0);
  return (figures, rows, of = answerCells(rows)) => {
    const { classes, cells, counts } = of;
    const n = cells.length;
    if (part.length !== n) part = bucketsOf(n, parts, seed);
    const width = counts.length;
    const lost = width - 1;
    const inPart = new Float64Array(parts * width);
    for (let row = 0; row < n; row++) inPart[part[row]! * width + cells[row]!]!++;
    const matrix = new Float64Array(lost);
    const read = ({ shared }: FigureOf): number =>
      shared?.of === 'confusion'
        ? shared.read(confusionOf(matrix))
        : shared?.of === 'matrix'
          ? shared.read(matrix, classes)
          : NaN;
    const leaveOut = (left: number): void => {
      const from = left * width;
      const without = (cell: number): number => counts[cell]! - (left < 0 ? 0 : inPart[from + cell]!);
      if (without(lost) > 0) matrix.fill(NaN);
      else for (let cell = 0; cell < lost; cell++) matrix[cell] = without(cell);
    };
    leaveOut(-1);
    const whole = figures.map(read);
    const others = figures.map(() => new Float64Array(Math.min(parts, n)));
    for (let left = 0; left < parts && left < n; left++) {
      leaveOut(left);
      for (let f = 0; f < figures.length; f++) others[f]![left] = read(figures[f]!);
    }
    return figures.map((_, f): Estimate => {
      const value = whole[f]!;
      if (!Number.isFinite(value)) return { value, n, low: NaN, high: NaN };
      const { low, high } = bounds(value, others[f]!, spec, n);
      return { value, n, low, high };
    });
  };
}
