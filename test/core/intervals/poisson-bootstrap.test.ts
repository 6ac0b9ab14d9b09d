import { describe, expect, it } from 'vitest';
import poisson from '../../../src/core/intervals/poisson-bootstrap.ts';
import { resamplesOf, sumOf, tfma, valuesWith, weightsOf } from './cases.ts';

const spec = { resamples: 20, confidence: 0.95, seed: 1 };

describe('bounds', () => {
  it.each(tfma('POISSON_BOOTSTRAP'))('are those of TFMA: $figure on $slice', (published) => {
    const mean = (published.low + published.high) / 2;
    const values = valuesWith(20, mean, published.standardError);
    const found = poisson.bounds(published.value, values, spec, 400);
    expect(found.standardError).toBeCloseTo(published.standardError, 10);
    expect(found.low).toBeCloseTo(published.low, 10);
    expect(found.high).toBeCloseTo(published.high, 10);
  });

  it('leave out what is undefined, with as many degrees of freedom less', () => {
    const values = valuesWith(12, 5, 0.1);
    const gappy = Float64Array.of(NaN, ...values, NaN);
    expect(poisson.bounds(5, gappy, spec, 50)).toEqual(poisson.bounds(5, values, spec, 50));
    expect(poisson.bounds(5, Float64Array.of(NaN, 4), spec, 50)).toEqual({
      low: 5,
      high: 5,
      standardError: NaN,
    });
  });
});

describe('replicates', () => {
  it('hold a row Poisson(1) times', () => {
    const replicates = resamplesOf(poisson, 4000, { resamples: 50 });
    const seen = new Float64Array(14);
    for (const weights of replicates) for (const weight of weights) seen[weight]!++;
    let share = Math.exp(-1);
    for (let count = 0; count < 7; share /= ++count) {
      const expected = 200_000 * share;
      expect(Math.abs(seen[count]! - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
    // Rows and replicates don't move together: the totals spread as those of independent rows do.
    const totals = replicates.map(sumOf);
    const spread = Math.sqrt(sumOf(totals.map((total) => (total - 4000) ** 2)) / 50);
    expect(spread).toBeGreaterThan(45);
    expect(spread).toBeLessThan(85);
  });

  it('are the same for a row in whatever slice it is looked at', () => {
    const whole = weightsOf(poisson.resample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], spec), 10);
    const part = weightsOf(poisson.resample([2, 5, 9], spec), 3);
    expect(part).toEqual(whole.map((weights) => Uint8Array.of(weights[2]!, weights[5]!, weights[9]!)));
  });

  it('are a matter of the seed', () => {
    expect(resamplesOf(poisson, 60)).toEqual(resamplesOf(poisson, 60));
    expect(resamplesOf(poisson, 60)).not.toEqual(resamplesOf(poisson, 60, { seed: 2 }));
  });
});
