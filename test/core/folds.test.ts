import { describe, expect, it } from 'vitest';
import { groupKFold, kFold, stratifiedKFold, timeSeriesFolds } from '../../src/core/folds.ts';
import { spanRows } from '../../src/core/table.ts';
import reference from '../fixtures/core/folds.json' with { type: 'json' };

const rowsOf = (folds: Int32Array, count: number): number[][] =>
  Array.from({ length: count }, (_, fold) => [...folds.keys()].filter((row) => folds[row] === fold));

describe('folds are those of scikit-learn:', () => {
  it('KFold', () => {
    expect(rowsOf(kFold(40, 5), 5)).toEqual(reference.kFold5);
    expect(rowsOf(kFold(10, 3), 3)).toEqual(reference.kFold3);
  });

  it('StratifiedKFold', () => {
    // Numbered by first appearance: the first answer is a 1.
    const codes = Int32Array.from(reference.y, (y) => 1 - y);
    expect(reference.y[0]).toBe(1);
    expect(rowsOf(stratifiedKFold(codes, 2, 5), 5)).toEqual(reference.stratified5);
  });

  it('GroupKFold', () => {
    const { groups, test } = reference.groupKFold;
    expect(rowsOf(groupKFold(Int32Array.from(groups), 5, 3), 3)).toEqual(test);
  });

  it('TimeSeriesSplit', () => {
    expect(timeSeriesFolds(40, 5).map(({ train, test }) => [train.to - 1, test.from, test.to - 1])).toEqual(
      reference.timeSeries5,
    );
    const gap = timeSeriesFolds(12, 3, 1, 2);
    expect(gap.map(({ train, test }) => [[...spanRows(train)], [...spanRows(test)]])).toEqual(
      reference.timeSeriesGap,
    );
    expect(() => timeSeriesFolds(5, 3, 3)).toThrow(RangeError);
  });
});
