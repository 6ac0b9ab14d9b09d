import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail, momentsOf, quantileOfSorted } from '../../src/core/statistics.ts';
import { expectClose, reference } from '../fixtures/core/reference.ts';

const { statistics } = reference;

describe('quantileOfSorted', () => {
  it('equals numpy.quantile', () => {
    const found = statistics.shares.map((share) => quantileOfSorted(statistics.sorted, share));
    expectClose(found, statistics.quantiles, 1e-15);
  });

  it('lies between the smallest and the largest value and grows with the share', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        fc.float64Array({ minLength: 1, min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        value,
        (values, a, b, shift) => {
          const sorted = values.map((item) => item + shift).sort();
          const low = quantileOfSorted(sorted, Math.min(a, b));
          const high = quantileOfSorted(sorted, Math.max(a, b));
          const noise = 1e-6;
          return (
            low >= sorted[0]! - noise && high <= sorted[sorted.length - 1]! + noise && low <= high + noise
          );
        },
      ),
    );
  });

  it('is NaN without values and refuses a share outside 0 … 1', () => {
    expect(quantileOfSorted([], 0.5)).toBeNaN();
    expect(() => quantileOfSorted([1], 1.1)).toThrow(RangeError);
    expect(() => quantileOfSorted([1], NaN)).toThrow(RangeError);
  });
});

describe('momentsOf', () => {
  it('equals numpy far from zero, where one pass would lose the digits', () => {
    const { mean, deviation, constant } = momentsOf(statistics.shifted);
    expect(mean).toBeCloseTo(statistics.mean, 6);
    expect(deviation).toBeCloseTo(statistics.deviation, 9);
    expect(constant).toBe(false);
  });

  it('skips missing values and knows a constant in spite of rounding', () => {
    expect(momentsOf([1, NaN, 3])).toEqual({ count: 2, mean: 2, deviation: 1, constant: false });
    // 0.1 + 0.2 is not quite 0.3: a spread, but only of rounding.
    const noisy = Array.from({ length: 50 }, (_, i) => (i % 2 ? 0.1 + 0.2 : 0.3));
    expect(momentsOf(noisy).deviation).toBeGreaterThan(0);
    expect(momentsOf(noisy).constant).toBe(true);
    expect(momentsOf([NaN]).count).toBe(0);
  });
});

describe('chiSquareTail', () => {
  it('equals scipy.stats.chi2.sf, far tails included', () => {
    for (const { x, df, tail } of statistics.tails) {
      const found = chiSquareTail(x, df);
      expect(Math.abs(found - tail), `x ${x}, df ${df}`).toBeLessThanOrEqual(1e-10 * tail + 1e-15);
    }
  });

  it('has its ends', () => {
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(Infinity, 3)).toBe(0);
    expect(chiSquareTail(NaN, 3)).toBeNaN();
    expect(() => chiSquareTail(1, 0)).toThrow(RangeError);
  });
});
