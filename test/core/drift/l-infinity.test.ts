import { describe, expect, it } from 'vitest';
import lInfinity from '../../../src/core/drift/l-infinity.ts';
import { fixture, levelCases, levelPair, levels, measured, off } from './measures.ts';

describe('l-infinity', () => {
  it.each(levelCases)('is NannyML’s: %s', (name) => {
    const [before, now] = levelPair(name);
    const { value } = fixture.distances_nannyml[name].l_infinity;
    expect(off(measured(lInfinity, before, now).statistic, value)).toBeLessThan(1e-9);
  });

  it('has Fisher’s p for two values', () => {
    // scipy.stats.fisher_exact([[8, 2], [1, 9]]) is 0.005477...; both tails are as far from the middle here.
    const { pValue, statistic } = measured(lInfinity, levels([8, 2], ['a', 'b']), levels([1, 9], ['a', 'b']));
    expect(statistic).toBeCloseTo(0.7, 14);
    expect(pValue).toBeCloseTo(0.005477, 5);
  });

  it('sees a new and a vanished level, and nothing in one value', () => {
    expect(measured(lInfinity, levels([50, 50], ['a', 'b']), levels([50, 50], ['a', 'c'])).statistic).toBe(
      0.5,
    );
    expect(measured(lInfinity, levels([5], ['a']), levels([9], ['a']))).toMatchObject({
      statistic: 0,
      pValue: 1,
      drifted: false,
    });
  });
});
