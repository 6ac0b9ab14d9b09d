import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf } from '../../src/core/histogram.ts';

describe('a histogram', () => {
  it('counts between equal edges, the greatest value in the last bin', () => {
    expect(histogramOf([0, 1, 2, 3, 4], 4)).toEqual({ low: 0, high: 4, counts: [1, 1, 1, 2], notFinite: 0 });
  });

  it('counts apart what is not finite', () => {
    const found = histogramOf(Float32Array.of(NaN, 1, Infinity, 2, -Infinity), 2);
    expect(found).toEqual({ low: 1, high: 2, counts: [1, 1], notFinite: 3 });
  });

  it('has room around equal values, and edges without any', () => {
    expect(histogramOf([7, 7, 7], 3)).toEqual({ low: 6.5, high: 7.5, counts: [0, 3, 0], notFinite: 0 });
    expect(histogramOf([], 2)).toEqual({ low: 0, high: 1, counts: [0, 0], notFinite: 0 });
    expect(histogramOf([NaN], 2).notFinite).toBe(1);
    // So large that half to either side is nothing.
    expect(histogramOf([1e300, 1e300], 2).counts.reduce((sum, n) => sum + n)).toBe(2);
  });

  it('loses no value, whatever the range', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.integer({ min: 1, max: 40 }), (values, bins) => {
        const { counts, notFinite, low, high } = histogramOf(values, bins);
        expect(counts.reduce((sum, n) => sum + n, notFinite)).toBe(values.length);
        expect(counts.every(Number.isInteger)).toBe(true);
        for (const value of values)
          if (Number.isFinite(value)) expect(value >= low && value <= high).toBe(true);
      }),
    );
  });
});
