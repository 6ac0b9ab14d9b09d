import { describe, expect, it } from 'vitest';
import {
  countedRows,
  differenceRestsOn,
  rarestOf,
  restsOn,
  shareBounds,
  shareDifferenceBounds,
} from '../../../src/core/evaluating/counted.ts';
import { exactShare } from '../../../src/core/exact-share.ts';
import { figureOf, figuresFor } from '../../../src/core/figures.ts';
import type { Rows } from '../../../src/core/parts/known-rows.ts';
import { Random } from '../../../src/core/random.ts';

const random = new Random(4);
const binary: Rows = {
  truth: Float64Array.from({ length: 200 }, () => Number(random.uniform() < 0.2)),
  scores: Float32Array.from({ length: 200 }, () => random.uniform()),
  outputs: 1,
};
const classes: Rows = {
  truth: Float64Array.from({ length: 200 }, () => random.integer(3)),
  scores: Float32Array.from({ length: 600 }, () => random.uniform()),
  outputs: 3,
};

const shares = (task: 'binary' | 'multiclass') => figuresFor(task).filter(({ share }) => share);

describe('plain shares', () => {
  it.each([
    ...shares('binary').map((figure) => [figure.id, figure, binary] as const),
    ...shares('multiclass').map((figure) => [figure.id, figure, classes] as const),
  ])('%s is the share of the rows that it counts', (_, figure, rows) => {
    const counted = countedRows(figure, rows, 0.5)!;
    const among = counted.filter((one) => one >= 0);
    const count = among.filter((one) => one === 1).length;
    expect(count / among.length).toBeCloseTo(figure.compute(rows), 12);
    expect(shareBounds(counted, 0.9)).toEqual(exactShare(count, among.length, 0.9));
    expect(restsOn(figure, rows, counted, rarestOf(rows, 0.5))).toBe(Math.min(count, among.length - count));
  });

  it('are those of the threshold', () => {
    const { compute } = figureOf('recall');
    const scores = binary.scores.map((score) => Number(score >= Math.fround(0.8)));
    const counted = countedRows(figureOf('recall'), binary, 0.8)!;
    const among = counted.filter((one) => one >= 0);
    expect(among.filter((one) => one === 1).length / among.length).toBeCloseTo(
      compute({ ...binary, scores }),
      12,
    );
  });
});

describe('what a figure rests on', () => {
  const rows: Rows = {
    truth: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
    scores: Float32Array.of(0.9, 0.9, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
    outputs: 1,
  };
  const of = (id: string, given = rows): number =>
    restsOn(figureOf(id), given, countedRows(figureOf(id), given, 0.5), rarestOf(given, 0.5));

  it.each([
    ['accuracy', 2],
    ['recall', 1],
    ['specificity', 1],
    ['precision', 1],
    ['roc-auc', 3],
    ['log-loss', 3],
    ['mean-prediction', 3],
    // One positive is missed.
    ['f1', 1],
    ['mcc', 1],
  ])('%s: %i rows', (id, rests) => {
    expect(of(id)).toBe(rests);
  });

  it('is nothing where a class is missing, the rarest class that occurs of several, and all rows of a regression', () => {
    expect(of('roc-auc', { ...rows, truth: new Float64Array(10) })).toBe(0);
    const three = {
      ...classes,
      truth: classes.truth.map((truth, row) => (row < 4 ? 2 : truth === 2 ? 0 : 1)),
    };
    expect(of('log-loss', three)).toBe(4);
    const two = { ...classes, truth: classes.truth.map((_, row) => Number(row < 7)) };
    expect(of('log-loss', two)).toBe(7);
    expect(of('mae', { ...rows, truth: rows.truth.map((truth) => truth + 0.5) })).toBe(10);
  });

  it('of a difference of shares are the rows on which only one of the two counts', () => {
    const one = Int8Array.of(1, 1, 0, 0, -1);
    const other = Int8Array.of(1, 0, 1, 0, -1);
    expect(differenceRestsOn([one, other], [9, 9])).toBe(2);
    expect(shareDifferenceBounds([one, one], 0.95)!.high).toBeCloseTo(exactShare(0, 4, 0.95).high, 12);
    // Precision: not the same rows.
    const elsewhere = Int8Array.of(1, -1, 0, 0, 1);
    expect(differenceRestsOn([one, elsewhere], [5, 3])).toBe(3);
    expect(shareDifferenceBounds([one, elsewhere], 0.95)).toBeNull();
    expect(shareDifferenceBounds([one, null], 0.95)).toBeNull();
  });
});
