import { describe, expect, it } from 'vitest';
import energy from '../../../src/core/drift/energy.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('energy', () => {
  it.each(numberCases)('is scipy’s and Evidently’s: %s', (name) => {
    const [before, now] = numberPair(name);
    const { evidently, scipy } = fixture.distances_scipy_evidently[name];
    const { statistic } = measured(energy, before, now);
    expect(off(statistic, scipy.energy_distance)).toBeLessThan(1e-9);
    expect(off(statistic, evidently.ed.score)).toBeLessThan(1e-9);
    expect(off(statistic, fixture.distances_alibi_frouros[name].frouros_Energy)).toBeLessThan(1e-9);
  });

  it('has an effect and a verdict that do not depend on the unit', () => {
    const [before, now] = numberPair('num');
    const times = (factor: number) => {
      const { ref, cur } = fixture.arrays.num;
      return measured(energy, numbers(ref.map((v) => v * factor)), numbers(cur.map((v) => v * factor)));
    };
    const plain = measured(energy, before, now);
    expect(times(10_000).effect).toBeCloseTo(plain.effect, 9);
    expect(times(10_000).drifted).toBe(plain.drifted);
    expect(off(times(10_000).statistic, plain.statistic * 100)).toBeLessThan(1e-9);
    expect(off(times(10_000).threshold, plain.threshold * 100)).toBeLessThan(1e-6);
  });
});
