import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { walk, walkOf } from '../../../src/core/drifting/cdf-distance.ts';
import { off } from '../drift/measures.ts';

/** The same from the definition: the shares at each different value, one after the other. */
function slowly(x: Float64Array, y: Float64Array) {
  const values = [...new Set([...x, ...y])].sort((a, b) => a - b);
  const upTo = (sorted: Float64Array, value: number) => sorted.filter((one) => one <= value).length;
  const [n, m] = [x.length, y.length];
  let [first, second, steps] = [0, 0, 0];
  values.forEach((value, at) => {
    const apart = Math.abs(upTo(x, value) * m - upTo(y, value) * n);
    steps = Math.max(steps, apart);
    const gap = (values[at + 1] ?? value) - value;
    if (!(gap < Infinity)) return;
    first += (apart / n / m) * gap;
    second += (apart / n / m) ** 2 * gap;
  });
  return { first, second, steps, values: values.length };
}

function expectSame(a: ArrayLike<number>, b: ArrayLike<number>): void {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  const [found, expected] = [walk(x, y), slowly(x, y)];
  expect([found.steps, found.values]).toEqual([expected.steps, expected.values]);
  expect(off(found.first, expected.first)).toBeLessThan(1e-12);
  expect(off(found.second, expected.second)).toBeLessThan(1e-12);
}

const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(1e12, -1e12, 0.5, Infinity, -Infinity),
);
const some = fc.array(value, { minLength: 1, maxLength: 40 });

describe('the walk over two samples', () => {
  it('is what the definition says: equal values, infinities and outliers among them', () => {
    fc.assert(fc.property(some, some, expectSame), { numRuns: 500 });
  });

  it.each([
    ['one row each', [1], [2]],
    ['the same row', [1], [1]],
    ['one constant', [3, 3, 3], [3]],
    ['two constants', [3, 3, 3], [4, 4]],
    ['all on the left', [1, 2, 3], [4, 5]],
    ['all on the right', [4, 5], [1, 2, 3]],
    ['infinities of one side', [-Infinity, -Infinity, 1], [1, 2]],
    ['infinities of the other', [1, 2], [-Infinity, 1, Infinity]],
    ['infinities of both', [-Infinity, 0, Infinity], [-Infinity, -Infinity, Infinity]],
    ['nothing but infinities', [Infinity], [-Infinity]],
  ])('is what the definition says of %s', (_, a, b) => {
    expectSame(a, b);
  });

  it('loses nothing beside an outlier that both samples have', () => {
    const x = Float64Array.from([0, 0.25, 0.5, 1e12]);
    const y = Float64Array.from([0.125, 0.25, 0.5, 1e12]);
    expect(walk(x, y)).toEqual({ first: 0.125 / 4, second: 0.125 / 16, steps: 4, values: 5 });
  });
});

describe('the walk that measures share', () => {
  const sample = (...values: number[]) => numberSample('x', values);

  it('is taken once for a window, also of some that came in turn', () => {
    const reference = sample(1, 2, 3);
    const windows = [sample(1), sample(2), sample(3), sample(4)];
    const found = windows.map((window) => walkOf(reference, window));
    for (const [at, window] of windows.entries()) {
      expect(walkOf(reference, window)).toBe(found[at]);
      expect(found[at]).toEqual(walk(reference.sorted, window.sorted));
    }
  });

  it('is that of the window and of the reference that are asked for, however many came before', () => {
    const references = [sample(1, 2, 3), sample(5)];
    for (let at = 0; at < 40; at++)
      for (const reference of references) {
        const window = sample(at, 2);
        expect(walkOf(reference, window)).toEqual(walk(reference.sorted, window.sorted));
      }
  });
});
