import { expect, it } from 'vitest';
import { expOfMinus } from '../../../src/core/multivariate/exp-of-minus.ts';

it('is exp(−x) to eleven digits, 0 far out and NaN of NaN', () => {
  for (let x = 0; x < 40; x += 0.00731) expect(expOfMinus(x) / Math.exp(-x)).toBeCloseTo(1, 11);
  expect([0, 40, 1e300, Infinity, NaN].map(expOfMinus)).toEqual([1, 0, 0, 0, NaN]);
});
