import { describe, expect, it } from 'vitest';
import imputeMean from '../../../src/core/preprocessing/impute-mean.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectImputed, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('impute-mean', () => {
  it('equals SimpleImputer of scikit-learn, indicators included', () => {
    expectImputed(imputeMean, 'mean', reference.SimpleImputer_mean_indicator);
  });

  it('drops a column that had no value, but not its indicator, as scikit-learn does', () => {
    const empty = numberColumn('x', [null, null]);
    expect(imputeMean.apply(empty, fitStep(imputeMean, empty))).toEqual([]);
    expect(
      imputeMean.apply(numberColumn('x', [1, null]), fitStep(imputeMean, empty, { indicator: true })),
    ).toEqual([numberColumn('x is missing', [0, 1], 'boolean')]);
  });

  it('refuses words', () => {
    expect(() => fitStep(imputeMean, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
