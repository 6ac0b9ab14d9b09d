import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/preprocessing/parts/normal-quantile.ts';
import quantileTransform from '../../../src/core/preprocessing/quantile-transform.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import {
  expectCells,
  expectLikeMore,
  expectLikeReference,
  more,
  numericColumns,
  reference,
} from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, expectClose, numberColumn, numbersOf } from '../../fixtures/core/reference.ts';

describe('quantile-transform', () => {
  it('equals QuantileTransformer of scikit-learn, evenly spread', () => {
    expectLikeReference(quantileTransform, { quantiles: 8 }, reference.QuantileTransformer_uniform_8);
    expectLikeMore(quantileTransform, { quantiles: 10 }, more.quantile_uniform_10);
    expectLikeMore(quantileTransform, { quantiles: 1000 }, more.quantile_uniform_1000);
    numericColumns.forEach(({ train }, at) => {
      const { quantiles } = fitStep(quantileTransform, train, { quantiles: 8 });
      const expected = reference.QuantileTransformer_uniform_8.quantiles.map((row) => row[at]!);
      expectClose(quantiles as readonly number[], expected);
    });
  });

  it('equals it as a bell curve, its clipping at ±5.199 included', () => {
    const normal = { quantiles: 8, output: 'normal' };
    // scipy's tails are good to 1e−11.
    expectLikeReference(quantileTransform, normal, reference.QuantileTransformer_normal_8, 1e-10);
    expectLikeMore(quantileTransform, { quantiles: 25, output: 'normal' }, more.quantile_normal_25, 1e-10);
  });

  it('has scipy’s quantiles of the normal distribution', () => {
    more.normal.shares.forEach((share, i) =>
      expect(normalQuantile(share)).toBeCloseTo(more.normal.quantiles[i]!, 9),
    );
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(NaN)]).toEqual([NaN, NaN]);
  });

  it('leaves a column without values as it is, and refuses words', () => {
    const fitted = fitStep(quantileTransform, numberColumn('x', [null]));
    expectCells(quantileTransform.apply(numberColumn('x', [3, null]), fitted)[0], numbersOf([3, null]));
    expect(() => fitStep(quantileTransform, categoryColumn('x', ['a']))).toThrow(RangeError);
  });

  it('knows one training row: below it, at it, above it', () => {
    const fitted = fitStep(quantileTransform, numberColumn('x', [5]));
    expectCells(quantileTransform.apply(numberColumn('x', [4, 5, 6]), fitted)[0], [0, 0, 0]);
  });
});
