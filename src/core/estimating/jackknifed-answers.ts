// Figures that are read from the confusion matrix, with the interval of the jackknife: what each part of the rows adds to the matrix
// is counted once, and the matrix without a part is a subtraction.

import type { FigureOf } from '../define.ts';
import type { Estimate } from '../estimate.ts';
import { leavingOut } from '../interval-method.ts';
import { intervals } from '../intervals/index.ts';
import { answerOf, classesOf, confusionOf } from '../parts/matrix.ts';

const parts = 20;

export const fitForParts = ({ shared, chance }: FigureOf): boolean =>
  chance === undefined && (shared?.of === 'confusion' || shared?.of === 'matrix');

/** Which part each row is in: that of the jackknife of the same seed. */
function dealt(rows: number, seed: number): Uint8Array {
  const deal = leavingOut(rows, parts, seed);
  const part = new Uint8Array(rows);
  const weights = new Uint8Array(rows);
  for (let at = 0; at < deal.count; at++) {
    deal.next(weights);
    for (let row = 0; row < rows; row++) if (weights[row] === 0) part[row] = at;
  }
  return part;
}

interface AnsweredRows {
  /** Class indices, known of all rows. */
  readonly truth: Float64Array;
  /** Bare answers: a binary row counts as positive from one half on. */
  readonly answers: Float32Array;
  readonly outputs: number;
}

/** As evaluateSlices with the jackknife over 20 parts, at least two rows. The function remembers how as many rows were dealt. */
export function jackknifedAnswers(
  seed: number,
): (figures: readonly FigureOf[], rows: AnsweredRows) => Estimate[] {
  const spec = { resamples: parts, confidence: 0.95, seed };
  const { bounds } = intervals.get('jackknife');
  let part: Uint8Array = new Uint8Array(0);
  return (figures, { truth, answers, outputs }) => {
    const n = truth.length;
    if (part.length !== n) part = dealt(n, seed);
    const classes = classesOf({ outputs });
    // The last cell is of rows without an answer that can be read.
    const cells = classes * classes;
    const counts = new Float64Array(parts * (cells + 1));
    const all = new Float64Array(cells + 1);
    for (let row = 0; row < n; row++) {
      const answer = answerOf(answers, row * outputs, outputs, 0.5);
      const cell = answer < 0 ? cells : truth[row]! * classes + answer;
      counts[part[row]! * (cells + 1) + cell]!++;
      all[cell]!++;
    }
    const matrix = new Float64Array(cells);
    const read = ({ shared }: FigureOf): number =>
      shared?.of === 'confusion'
        ? shared.read(confusionOf(matrix))
        : shared?.of === 'matrix'
          ? shared.read(matrix, classes)
          : NaN;
    const take = (left: number): number[] => {
      const from = left * (cells + 1);
      const without = (cell: number): number => all[cell]! - (left < 0 ? 0 : counts[from + cell]!);
      if (without(cells) > 0) matrix.fill(NaN);
      else for (let cell = 0; cell < cells; cell++) matrix[cell] = without(cell);
      return figures.map(read);
    };
    const whole = take(-1);
    const others = Array.from({ length: Math.min(parts, n) }, (_, left) => take(left));
    return figures.map((_, f): Estimate => {
      const value = whole[f]!;
      if (!Number.isFinite(value)) return { value, n, low: NaN, high: NaN };
      const left = Float64Array.from(others, (found) => found[f]!);
      const { low, high } = bounds(value, left, spec, n);
      return { value, n, low, high };
    });
  };
}
