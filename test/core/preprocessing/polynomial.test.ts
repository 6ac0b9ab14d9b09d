import { describe, expect, it } from 'vitest';
import polynomial from '../../../src/core/preprocessing/polynomial.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('polynomial', () => {
  it('gives the column with its square, or also its cube', () => {
    const column = numberColumn('x', [-2, 0.5, null]);
    const of = (params: { degree?: number }) => polynomial.apply(column, fitStep(polynomial, column, params));
    const [x, square, cube] = [
      numberColumn('x', [-2, 0.5, null]),
      numberColumn('x²', [4, 0.25, null]),
      numberColumn('x³', [-8, 0.125, null]),
    ];
    expect(of({})).toEqual([x, square]);
    expect(of({ degree: 3 })).toEqual([x, square, cube]);
  });

  it('refuses words', () => {
    expect(() => polynomial.apply(categoryColumn('x', ['a']), { degree: 2 })).toThrow(RangeError);
  });
});
