import { describe, expect, it } from 'vitest';
import cramersV from '../../../src/core/drift/cramers-v.ts';
import { fixture, levelCases, levelPair, levels, measured, off } from './measures.ts';

describe('cramers-v', () => {
  it.each(levelCases)('is deepchecks’, and the plain one: %s', (name) => {
    const pair = levelPair(name);
    const of = (params = {}) => measured(cramersV, ...pair, params).statistic;
    const checks = fixture.distances_deepchecks[name];
    expect(off(of(), checks['cramers_v_bias_corrected_min_ratio_0.01'])).toBeLessThan(1e-9);
    expect(off(of({ least: 0 }), checks['cramers_v_bias_corrected_min_ratio_0'])).toBeLessThan(1e-9);
    const { definitions } = fixture.distances_scipy_evidently[name];
    expect(off(of({ definition: 'plain' }), definitions.cramers_v_uncorrected)).toBeLessThan(1e-9);
  });

  it('is mostly 0 by chance where it is corrected, and 1 where nothing is in common', () => {
    const [a, b] = [levels([50, 50], ['a', 'b']), levels([52, 48], ['a', 'b'])];
    expect(measured(cramersV, a, b).statistic).toBe(0);
    expect(measured(cramersV, a, b, { definition: 'plain' }).statistic).toBeCloseTo(0.02, 4);
    const other = levels([100], ['c']);
    expect(measured(cramersV, other, levels([90], ['d']), { definition: 'plain' }).statistic).toBe(1);
    expect(measured(cramersV, other, other).statistic).toBe(0);
  });

  it('makes one of rare levels', () => {
    const keys = ['a', 'b', 'c', 'd'];
    const [a, b] = [levels([500, 490, 5, 5], keys), levels([500, 460, 20, 20], keys)];
    const merged = measured(cramersV, levels([500, 490, 10], keys), levels([500, 460, 40], keys), {
      least: 0,
    });
    expect(measured(cramersV, a, b).statistic).toBe(merged.statistic);
  });
});
