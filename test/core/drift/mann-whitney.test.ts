import { describe, expect, it } from 'vitest';
import mannWhitney from '../../../src/core/drift/mann-whitney.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('mann-whitney', () => {
  it.each(numberCases)('is scipy’s, and Evidently’s with one side: %s', (name) => {
    const [before, now] = numberPair(name);
    const { evidently, scipy } = fixture.distances_scipy_evidently[name];
    const both = measured(mannWhitney, before, now);
    const { ref, cur } = fixture.arrays[name];
    const u = scipy.mannwhitney_U;
    expect(both.statistic).toBe(Math.max(u, ref.length * cur.length - u));
    expect(off(both.pValue, scipy.mannwhitney_p_two_sided)).toBeLessThan(1e-9);
    const one = measured(mannWhitney, before, now, { definition: 'evidently' });
    expect(off(one.pValue, evidently.mannw.score)).toBeLessThan(1e-9);
  });

  it('sees values that got smaller only with two sides', () => {
    const [high, low] = [[...Array(40).keys()].map((i) => i + 30), [...Array(40).keys()]].map(numbers);
    expect(measured(mannWhitney, high!, low!)).toMatchObject({ drifted: true });
    const one = measured(mannWhitney, high!, low!, { definition: 'evidently' });
    expect(one.effect).toBe(0);
    expect(one.pValue).toBeGreaterThan(0.999);
    expect(one.drifted).toBe(false);
    expect(measured(mannWhitney, low!, high!, { definition: 'evidently' }).drifted).toBe(true);
  });

  it('counts exactly where a side is small, and has nothing to say of a constant', () => {
    // All three above all four: 1 of 35 ways, on either side.
    const small = measured(mannWhitney, numbers([5, 6, 7]), numbers([1, 2, 3, 4]));
    expect(small.pValue).toBeCloseTo(2 / 35, 14);
    expect(small.effect).toBe(1);
    expect(measured(mannWhitney, numbers([3, 3]), numbers([3, 3, 3]))).toMatchObject({
      effect: 0,
      pValue: 1,
      drifted: false,
    });
  });
});
