import { describe, expect, it } from 'vitest';
import jackknife from '../../../src/core/intervals/jackknife.ts';
import { resamplesOf, sumOf, tfma, valuesWith } from './cases.ts';

const spec = { resamples: 20, confidence: 0.95, seed: 1 };

describe('bounds', () => {
  it.each(tfma('JACKKNIFE'))('are those of TFMA: $figure on $slice', (published) => {
    // Values of 20 buckets that have the mean in the midst of the bounds and pseudo-values with the published error.
    const mean = (published.low + published.high) / 2;
    const spread = (published.standardError * Math.sqrt(20)) / 19;
    const found = jackknife.bounds(published.value, valuesWith(20, mean, spread), spec, 400);
    expect(found.standardError).toBeCloseTo(published.standardError, 10);
    expect(found.low).toBeCloseTo(published.low, 10);
    expect(found.high).toBeCloseTo(published.high, 10);
  });

  it('come from pseudo-values, taken one by one', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => 0.8 + 0.01 * Math.sin(i * i));
    const value = 0.803;
    const pseudo = Array.from(values, (without) => 20 * value - 19 * without);
    const mean = sumOf(pseudo) / 20;
    const error = Math.sqrt(sumOf(pseudo.map((one) => (one - mean) ** 2)) / 19) / Math.sqrt(20);
    const found = jackknife.bounds(value, values, spec, 400);
    expect(found.standardError).toBeCloseTo(error, 12);
    expect((found.low + found.high) / 2).toBeCloseTo(sumOf(values) / 20, 12);
    expect((found.high - found.low) / 2).toBeCloseTo(2.0930240544 * error, 9);
  });

  it('leave out what is undefined, with as many degrees of freedom less', () => {
    const values = valuesWith(12, 5, 0.1);
    const gappy = Float64Array.of(NaN, ...values, NaN);
    expect(jackknife.bounds(5, gappy, spec, 50)).toEqual(jackknife.bounds(5, values, spec, 50));
    const none = { low: 5, high: 5, standardError: NaN };
    expect(jackknife.bounds(5, Float64Array.of(NaN, NaN), spec, 50)).toEqual(none);
    expect(jackknife.bounds(5, Float64Array.of(NaN, 4), spec, 50)).toEqual(none);
  });
});

describe('buckets', () => {
  it('hold every row once, as evenly as can be', () => {
    const left = resamplesOf(jackknife, 47);
    expect(left).toHaveLength(20);
    for (let row = 0; row < 47; row++) expect(sumOf(left.map((weights) => weights[row]!))).toBe(19);
    expect(left.map((weights) => 47 - sumOf(weights)).every((size) => size === 2 || size === 3)).toBe(true);
  });

  it('are no more than rows, and a matter of the seed', () => {
    expect(resamplesOf(jackknife, 7)).toHaveLength(7);
    expect(resamplesOf(jackknife, 60)).toEqual(resamplesOf(jackknife, 60));
    expect(resamplesOf(jackknife, 60)).not.toEqual(resamplesOf(jackknife, 60, { seed: 2 }));
  });
});
