import { expect, test } from 'vitest';
import { pivotOf } from '../../../src/core/parts/pivot.ts';

test('the pivot is a truth in the midst of the others', () => {
  expect(pivotOf(Float64Array.of(1, NaN, 10, 100))).toBe(10);
  expect(pivotOf(Float64Array.of(0.1, 0.1, 0.1))).toBe(0.1);
  expect(pivotOf(Float64Array.of(NaN))).toBe(0);
  expect(pivotOf(new Float64Array())).toBe(0);
});
