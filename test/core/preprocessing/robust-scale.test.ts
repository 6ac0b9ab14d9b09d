import { describe, expect, it } from 'vitest';
import robustScale from '../../../src/core/preprocessing/robust-scale.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import {
  expectLikeMore,
  expectLikeReference,
  more,
  numericColumns,
  reference,
} from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, expectClose, numberColumn } from '../../fixtures/core/reference.ts';

describe('robust-scale', () => {
  it('equals RobustScaler of scikit-learn', () => {
    expectLikeReference(robustScale, {}, reference.RobustScaler);
    expectLikeMore(robustScale, { lower: 10, upper: 90 }, more.robust_10_90);
    const fitted = numericColumns.map(({ train }) => fitStep(robustScale, train));
    expectClose(
      fitted.map(({ center }) => Number(center)),
      reference.RobustScaler.center,
    );
    expectClose(
      fitted.map(({ scale }) => Number(scale)),
      reference.RobustScaler.scale,
    );
  });

  it('copies a column without values, refuses percentages out of order, and words', () => {
    expect(fitStep(robustScale, numberColumn('x', [null]))).toEqual({ center: 0, scale: 1 });
    const bad = expect.objectContaining({ code: 'bad-input' }) as Error;
    expect(() => fitStep(robustScale, numberColumn('x', [1]), { lower: 80, upper: 20 })).toThrow(bad);
    expect(() => fitStep(robustScale, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
