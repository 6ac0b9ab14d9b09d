import { describe, expect, it } from 'vitest';
import maxAbsScale from '../../../src/core/preprocessing/max-abs-scale.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectLikeMore, expectLikeReference, more, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('max-abs-scale', () => {
  it('equals MaxAbsScaler of scikit-learn', () => {
    expectLikeReference(maxAbsScale, {}, reference.MaxAbsScaler);
    expectLikeMore(maxAbsScale, {}, more.max_abs);
  });

  it('leaves zeros and a column without values as they are, and refuses words', () => {
    for (const values of [[0, 0], [null]])
      expect(fitStep(maxAbsScale, numberColumn('x', values))).toEqual({ scale: 1 });
    expect(() => fitStep(maxAbsScale, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
