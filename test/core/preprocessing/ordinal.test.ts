import { describe, expect, it } from 'vitest';
import ordinal from '../../../src/core/preprocessing/ordinal.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

const train = categoryColumn('color', reference.train_cat);

describe('ordinal', () => {
  it('equals OrdinalEncoder of scikit-learn with unknown_value −1', () => {
    const fitted = fitStep(ordinal, train);
    expectCells(ordinal.apply(train, fitted)[0], reference.OrdinalEncoder.train);
    expectCells(
      ordinal.apply(categoryColumn('color', reference.test_cat), fitted)[0],
      reference.OrdinalEncoder.test,
    );
  });

  it('numbers the most frequent first if asked, equally frequent ones by name', () => {
    expect(fitStep(ordinal, train, { order: 'frequency' }).levels).toEqual(['red', 'blue', 'green', 'teal']);
  });

  it('leaves gaps if asked; otherwise a gap that training did not have is unknown', () => {
    const later = categoryColumn('x', [null, 'a']);
    const whole = categoryColumn('x', ['a', 'b']);
    expectCells(ordinal.apply(later, fitStep(ordinal, whole, { missing: 'keep' }))[0], [NaN, 0]);
    expectCells(ordinal.apply(later, fitStep(ordinal, whole))[0], [-1, 0]);
  });

  it('numbers whole numbers by size and refuses fractions', () => {
    const column = numberColumn('x', [100, 20, 20], 'integer');
    expectCells(ordinal.apply(column, fitStep(ordinal, column))[0], [1, 0, 0]);
    expect(() => fitStep(ordinal, numberColumn('x', [0.5]))).toThrow(/bins first/);
  });
});
