import { describe, expect, it } from 'vitest';
import { kFold, stratifiedKFold } from '../../src/core/folds.ts';
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
});
