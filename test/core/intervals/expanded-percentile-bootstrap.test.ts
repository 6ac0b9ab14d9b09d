import { expect, it } from 'vitest';
import expanded from '../../../src/core/intervals/expanded-percentile-bootstrap.ts';
import percentile from '../../../src/core/intervals/percentile-bootstrap.ts';
import { resamplesOf } from './cases.ts';

const spec = { resamples: 20_001, confidence: 0.95, seed: 1 };
const even = Float64Array.from({ length: 20_001 }, (_, i) => i / 20_000);

it.each([
  // Φ(−√(n / (n − 1)) t) by normal and t of scipy.
  [5, 0.001],
  [10, 0.0086],
  [20, 0.0159],
  [40, 0.0203],
  [80, 0.0226],
  [1000, 0.0248],
])('with %i rows the quantile is taken at %d', (rows, outside) => {
  const { low, high } = expanded.bounds(0.5, even, spec, rows);
  expect(low).toBeCloseTo(outside, 3);
  expect(high).toBeCloseTo(1 - outside, 3);
});

it('takes the 25th lowest and highest of 999 resamples of very many rows', () => {
  const shuffled = Float64Array.from({ length: 999 }, (_, i) => ((i * 512) % 999) + 1);
  const { low, high } = expanded.bounds(500, shuffled, { ...spec, resamples: 999 }, 1e9);
  expect(low).toBeCloseTo(25, 5);
  expect(high).toBeCloseTo(975, 5);
  // With very few resamples it ends at the outermost ones.
  const few = Float64Array.of(4, 2, 9);
  expect(expanded.bounds(4, few, spec, 50)).toMatchObject({ low: 2, high: 9 });
  expect(expanded.bounds(4, Float64Array.of(3), spec, 50)).toMatchObject({ low: 3, high: 3 });
});

it('is never narrower than the percentile bootstrap, and nearly the same with very many rows and resamples', () => {
  const plain = percentile.bounds(0.5, even, spec, 1e9);
  const many = expanded.bounds(0.5, even, spec, 1e9);
  expect(many.low).toBeCloseTo(plain.low, 3);
  expect(many.high).toBeCloseTo(plain.high, 3);
  expect(many.low).toBeLessThan(plain.low);
  const few = expanded.bounds(0.5, even, spec, 30);
  expect(few.low).toBeLessThan(plain.low);
  expect(few.high).toBeGreaterThan(plain.high);
  expect(few.standardError).toBe(plain.standardError);
});

it('draws as the percentile bootstrap does, and has no bounds without a value or a second row', () => {
  expect(resamplesOf(expanded, 23)).toEqual(resamplesOf(percentile, 23));
  const none = { low: 2, high: 2, standardError: NaN };
  expect(expanded.bounds(2, Float64Array.of(NaN), spec, 9)).toEqual(none);
  expect(expanded.bounds(2, Float64Array.of(1, 2), spec, 1)).toEqual(none);
});
