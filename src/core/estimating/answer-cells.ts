// Which cell of the confusion matrix each row is in, and how many are: looked at once for all figures that are read from it.

import { answerOf, classesOf } from '../parts/matrix.ts';

export interface AnsweredRows {
  /** Class indices, known of all rows. */
  readonly truth: Float64Array;
  /** Bare answers: a binary row counts as positive from one half on. */
  readonly answers: Float32Array;
  readonly outputs: number;
}

export interface AnswerCells {
  readonly classes: number;
  /** Of each row its cell, classes × classes by truth; one more, the last, for rows without an answer that can be read. */
  readonly cells: Int32Array;
  /** Rows in each cell. */
  readonly counts: Float64Array;
}

/** The rule of `answerOf`, without asking it for each row. */
function binaryCells(truth: Float64Array, answers: Float32Array, cells: Int32Array): void {
  for (let row = 0; row < cells.length; row++) {
    const answer = answers[row]!;
    cells[row] = answer >= 0.5 ? 2 * truth[row]! + 1 : answer < 0.5 ? 2 * truth[row]! : 4;
  }
}

export function answerCells({ truth, answers, outputs }: AnsweredRows): AnswerCells {
  const classes = classesOf({ outputs });
  const lost = classes * classes;
  const cells = new Int32Array(truth.length);
  if (outputs === 1) binaryCells(truth, answers, cells);
  else
    for (let row = 0; row < cells.length; row++) {
      const answer = answerOf(answers, row * outputs, outputs, 0.5);
      cells[row] = answer < 0 ? lost : truth[row]! * classes + answer;
    }
  const counts = new Float64Array(lost + 1);
  for (let row = 0; row < cells.length; row++) counts[cells[row]!]!++;
  return { classes, cells, counts };
}
