import fc from 'fast-check';
import { expect, test } from 'vitest';
import { solveInPlace } from '../../../src/core/multivariate/cholesky.ts';
import { Random } from '../../../src/core/random.ts';

/** In the order of the textbook. */
function slowly(a: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      if (i > j) a[i * size + j] = sum / a[j * size + j]!;
      else a[i * size + i] = sum > 0 ? Math.sqrt(sum) : Infinity;
    }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * size + k]! * b[k]!;
    b[i]! /= a[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) b[i]! -= a[k * size + i]! * b[k]!;
    b[i]! /= a[i * size + i]!;
  }
}

test('is the textbook’s to the last bit, also where nothing varies along a direction', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 1, max: 14 }),
      fc.integer({ min: 1, max: 20 }),
      (seed, size, rows) => {
        const random = new Random(seed);
        const x = Array.from({ length: rows }, () =>
          Array.from({ length: size }, () => random.integer(4) - 1),
        );
        const a = new Float64Array(size * size);
        for (const row of x)
          for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) a[i * size + j]! += row[i]! * row[j]!;
        const b = Float64Array.from({ length: size }, () => random.normal());
        const [other, expected] = [a.slice(), b.slice()];
        solveInPlace(a, b);
        slowly(other, expected);
        expect(b).toEqual(expected);
      },
    ),
  );
});
