import { describe, expect, it } from 'vitest';
import z from '../../../src/core/drift/z-test.ts';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { fixture, levelCases, levelPair, levels, measured, off } from './measures.ts';

describe('z-test', () => {
  it.each(levelCases)('has Evidently’s p: %s', (name) => {
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(measured(z, ...levelPair(name)).pValue, evidently.z.score)).toBeLessThan(1e-9);
  });

  it('takes the first value that there is, in any order of levels, and flags', () => {
    const a = levels([0, 30, 70], ['0', 'y', 'x']);
    const b = levels([45, 55], ['y', 'x']);
    const { statistic, effect } = measured(z, a, b);
    expect(effect).toBeCloseTo(0.15, 14);
    expect(statistic).toBeCloseTo(0.15 / Math.sqrt(0.375 * 0.625 * 0.02), 12);
    const flags = (ones: number) =>
      numberSample(
        'x',
        [...Array(100).keys()].map((i) => Number(i < ones)),
        'boolean',
      );
    expect(measured(z, flags(30), flags(45)).statistic).toBeCloseTo(statistic, 12);
  });

  it('has nothing to test in one value', () => {
    expect(measured(z, levels([3], ['a']), levels([4], ['a']))).toMatchObject({ statistic: 0, pValue: 1 });
    expect(measured(z, levels([0], ['a']), levels([4], ['a'])).statistic).toBeNaN();
  });
});
