import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KernelSums } from '../../../src/core/multivariate/kernel-sums.ts';

const cell = fc.oneof(
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.integer({ min: -1, max: 1 }),
  fc.constant(1e12),
);
const rowsOf = (width: number, min: number) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: min, maxLength: 11 });
const cases = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.tuple(fc.constant(width), rowsOf(width, 0), rowsOf(width, 1)));

const kernel = (a: readonly number[], b: readonly number[], by: number): number =>
  Math.exp(-a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0) / by);

test('sums are what they are one pair after another, with any number of rows', () => {
  fc.assert(
    fc.property(cases, fc.double({ min: 0.1, max: 20, noNaN: true }), ([width, x, y], by) => {
      const sums = new KernelSums(width, by);
      const [flatX, flatY] = [Float64Array.from(x.flat()), Float64Array.from(y.flat())];
      const near = x.map((a) => y.reduce((sum, b) => sum + kernel(a, b, by), 0));
      const found = sums.near(flatX, flatY);
      near.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 9));
      expect(sums.between(flatX, flatY)).toBeCloseTo(
        near.reduce((sum, value) => sum + value, 0),
        8,
      );
      let within = 0;
      y.forEach((a, i) => y.slice(i + 1).forEach((b) => (within += kernel(a, b, by))));
      expect(sums.within(flatY)).toBeCloseTo(within, 8);
      const count = y.length - 1;
      const matrix = new Float64Array(count * count + 2).fill(9);
      sums.matrix(flatY, 1, count, matrix, 1);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++)
          expect(matrix[1 + i * count + j]).toBeCloseTo(kernel(y[i + 1]!, y[j + 1]!, by), 9);
      expect([matrix[0], matrix.at(-1)]).toEqual([9, 9]);
    }),
  );
});
