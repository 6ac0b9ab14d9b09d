import { describe, expect, it } from 'vitest';
import minMaxScale from '../../../src/core/preprocessing/min-max-scale.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectLikeMore, expectLikeReference, more, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('min-max-scale', () => {
  it('equals MinMaxScaler of scikit-learn, also clipped and for another range', () => {
    expectLikeReference(minMaxScale, {}, reference.MinMaxScaler);
    expectLikeReference(minMaxScale, { clip: true }, reference.MinMaxScaler_clip);
    expectLikeMore(minMaxScale, { low: -2, high: 5 }, more['min_max_-2_5']);
  });

  it('puts a constant column at the low end, copies one without values, keeps what it was given', () => {
    const column = numberColumn('x', [7, 7, null]);
    const apply = (params = {}) => minMaxScale.apply(column, fitStep(minMaxScale, column, params));
    expect(apply({ low: 2, high: 3 })).toEqual([numberColumn('x', [2, 2, null])]);
    expect(column).toEqual(numberColumn('x', [7, 7, null]));
    const empty = fitStep(minMaxScale, numberColumn('x', [null]));
    expect(minMaxScale.apply(numberColumn('x', [4, null]), empty)).toEqual([numberColumn('x', [4, null])]);
  });

  it('refuses a range that is none, and words', () => {
    const bad = expect.objectContaining({ code: 'bad-input' }) as Error;
    expect(() => fitStep(minMaxScale, numberColumn('x', [1]), { low: 1, high: 1 })).toThrow(bad);
    expect(() => fitStep(minMaxScale, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
