import { describe, expect, it } from 'vitest';
import { answerCells } from '../../../src/core/estimating/answer-cells.ts';
import { countCells, judgedShare, shareOfAnswers } from '../../../src/core/estimating/judged-shares.ts';
import { judgeAgainst, shareIn } from '../../../src/core/estimating/judged.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import { answerOf } from '../../../src/core/parts/matrix.ts';
import { Random } from '../../../src/core/random.ts';

const drawn = (n: number, classes: number, seed: number) => {
  const random = new Random(seed);
  const outputs = classes === 2 ? 1 : classes;
  return {
    truth: Float64Array.from({ length: n }, () => random.integer(classes)),
    scores: Float32Array.from({ length: n * outputs }, () => random.uniform()),
    outputs,
    thresholds: 0.5,
  };
};

describe('cells of the confusion matrix', () => {
  it.each([2, 3])('are those of each row, of %i classes, and apart where nothing was answered', (classes) => {
    const { truth, scores, outputs } = drawn(90, classes, 4);
    scores[0] = NaN;
    const found = answerCells({ truth, answers: scores, outputs });
    const counts = new Float64Array(classes * classes + 1);
    truth.forEach((known, row) => {
      const answer = answerOf(scores, row * outputs, outputs, 0.5);
      const cell = answer < 0 ? classes * classes : known * classes + answer;
      expect(found.cells[row]).toBe(cell);
      counts[cell]!++;
    });
    expect(found.counts).toEqual(counts);
  });
});

describe('shares of the cells', () => {
  it.each(['binary', 'multiclass'] as const)('are those of the rows: %s', (task) => {
    const classes = task === 'binary' ? 2 : 4;
    const reference = drawn(400, classes, 1);
    const rows = drawn(150, classes, 2);
    const figures = metrics.all.filter((figure) => figure.tasks.includes(task) && shareOfAnswers(figure));
    expect(figures.length).toBeGreaterThan(1);
    const { counts, cells } = answerCells({ ...rows, answers: rows.scores });
    for (const figure of figures) {
      const share = shareOfAnswers(figure)!;
      let [count, n] = [0, 0];
      cells.forEach((cell) => {
        const counted = share(Math.floor(cell / classes), cell % classes, rows.scores, 0, rows.outputs);
        if (counted === null) return;
        n++;
        if (counted) count++;
      });
      const found = countCells(share, counts, classes);
      expect(found, figure.id).toEqual({ count, n });
      const judged = judgedShare(found, 150, shareIn(figure, reference));
      expect(judgeAgainst([figure], reference, 3)(rows)).toEqual([judged]);
    }
  });

  it('are of none where a score is missing, or the figure is no share', () => {
    const rows = drawn(20, 2, 5);
    expect(shareOfAnswers(metrics.get('roc-auc'))).toBeNull();
    expect(shareIn(metrics.get('roc-auc'), rows)).toBeNull();
    rows.scores[3] = NaN;
    expect(shareIn(metrics.get('accuracy'), rows)).toBeNull();
  });
});
