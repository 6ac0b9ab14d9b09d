import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareDifference, shareDifferenceFromWhole } from '../../src/core/proportion-difference.ts';
import { Random } from '../../src/core/random.ts';

describe('shareDifference', () => {
  // Newcombe 1998, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [10, 10, 0, 20, 0.6791, 1],
  ])('of %i/%i and %i/%i is as published', (a, m, b, n, low, high) => {
    const found = shareDifference({ count: a, n: m }, { count: b, n });
    expect(found.value).toBeCloseTo(a / m - b / n, 12);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is not known without rows', () => {
    expect(shareDifference({ count: 0, n: 0 }, { count: 1, n: 2 })).toEqual({
      value: NaN,
      low: NaN,
      high: NaN,
    });
  });
});

describe('shareDifferenceFromWhole', () => {
  it('is the part less the whole, whatever the counts', () => {
    const share = fc
      .integer({ min: 1, max: 50 })
      .chain((n) => fc.record({ n: fc.constant(n), count: fc.integer({ min: 0, max: n }) }));
    fc.assert(
      fc.property(share, share, (part, rest) => {
        const whole = { count: part.count + rest.count, n: part.n + rest.n };
        const { value, low, high } = shareDifferenceFromWhole(part, whole);
        expect(value).toBeCloseTo(part.count / part.n - whole.count / whole.n, 12);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
    expect(shareDifferenceFromWhole({ count: 3, n: 7 }, { count: 3, n: 7 })).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
    expect(shareDifferenceFromWhole({ count: 0, n: 0 }, { count: 3, n: 7 }).value).toBeNaN();
  });

  it('covers the true difference about as often as it says', () => {
    const random = new Random(11);
    const [n, m, p, q] = [40, 160, 0.3, 0.2];
    const draw = (rows: number, share: number) => {
      let count = 0;
      for (let i = 0; i < rows; i++) if (random.uniform() < share) count++;
      return count;
    };
    const truth = p - (n * p + m * q) / (n + m);
    let held = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const part = { count: draw(n, p), n };
      const whole = { count: part.count + draw(m, q), n: n + m };
      const { low, high } = shareDifferenceFromWhole(part, whole);
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.93);
    expect(held / 2000).toBeLessThan(0.975);
  });
});
