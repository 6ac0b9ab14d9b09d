import { describe, expect, it } from 'vitest';
import imputeConstant from '../../../src/core/preprocessing/impute-constant.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { columnAt, expectCells, numericColumns, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('impute-constant', () => {
  it('equals SimpleImputer(strategy="constant") of scikit-learn', () => {
    numericColumns.forEach(({ train, test }, at) => {
      const fitted = fitStep(imputeConstant, train, { number: -1 });
      expectCells(imputeConstant.apply(test, fitted)[0], columnAt(reference.SimpleImputer_constant.test, at));
    });
  });

  it('gives words a word of their own, and says where the gaps were if asked', () => {
    const column = categoryColumn('x', ['a', null]);
    const fitted = fitStep(imputeConstant, column, { level: 'none', indicator: true });
    expect(imputeConstant.apply(column, fitted)).toEqual([
      categoryColumn('x', ['a', 'none'], ['a', 'none']),
      numberColumn('x is missing', [0, 1], 'boolean'),
    ]);
    expect(column.levels).toEqual(['a']);
  });

  it('drops a column that had no value, as scikit-learn does', () => {
    for (const empty of [numberColumn('x', [null]), categoryColumn('x', [null])])
      expect(imputeConstant.apply(empty, fitStep(imputeConstant, empty))).toEqual([]);
  });
});
