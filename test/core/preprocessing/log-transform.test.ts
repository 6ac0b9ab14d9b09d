import { describe, expect, it } from 'vitest';
import logTransform from '../../../src/core/preprocessing/log-transform.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, numbersOf } from '../../fixtures/core/reference.ts';

describe('log-transform', () => {
  it('is log(1 + x), exact near 0', () => {
    const column = numberColumn('x', [0, 1, Math.E - 1, 1e-12, null]);
    const [out] = logTransform.apply(column, fitStep(logTransform, column));
    expectCells(out, numbersOf([0, Math.LN2, 1, 1e-12, null]), 1e-15);
  });

  it('takes numbers below 0 in its signed form, as a mirror image', () => {
    const column = numberColumn('x', [-1, 1, -1e300, null, 0]);
    const [out] = logTransform.apply(column, fitStep(logTransform, column, { form: 'signed' }));
    expectCells(out, numbersOf([-Math.LN2, Math.LN2, -300 * Math.LN10, null, 0]));
  });

  it('takes a later value below the training rows as the smallest of them', () => {
    const fitted = fitStep(logTransform, numberColumn('x', [-0.5, 3]));
    const [out] = logTransform.apply(numberColumn('x', [-7, -1, -0.5]), fitted);
    expectCells(out, [-Math.LN2, -Math.LN2, -Math.LN2]);
  });

  it('refuses training rows at or below −1 and says what to do, and words', () => {
    expect(() => fitStep(logTransform, numberColumn('x', [-1, 3]))).toThrow(/Choose the signed form/);
    expect(() => fitStep(logTransform, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
