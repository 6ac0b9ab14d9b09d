import { describe, expect, it } from 'vitest';
import { poissonRate } from '../../../src/core/quiet/poisson-rate.ts';

describe('poissonRate', () => {
  // scipy 1.17.1: chi2.ppf(0.025, 2 k) / 2 and chi2.ppf(0.975, 2 k + 2) / 2.
  it.each([
    [0, 0, 3.6888794541139354],
    [1, 0.025317807984289876, 5.571643390938898],
    [3, 0.6186721228956014, 8.767273069742323],
    [10, 4.7953886961324335, 18.39035604201778],
    [100, 81.36399125092314, 121.62679379242638],
  ])('of %i: %f to %f', (count, low, high) => {
    const rate = poissonRate(count, 1);
    expect(rate.value).toBe(count);
    expect(rate.low).toBeCloseTo(low, 9);
    expect(rate.high).toBeCloseTo(high, 9);
    expect(poissonRate(count, 4).high).toBeCloseTo(high / 4, 9);
  });
});
