import { describe, expect, it } from 'vitest';
import variation from '../../../src/core/drift/total-variation.ts';
import zTest from '../../../src/core/drift/z-test.ts';
import { fixture, levelCases, levelPair, levels, measured, off } from './measures.ts';

describe('total-variation', () => {
  it.each(levelCases)('is the distance that Evidently permutes: %s', (name) => {
    const found = measured(variation, ...levelPair(name));
    const { definitions, evidently } = fixture.distances_scipy_evidently[name];
    expect(off(found.statistic, definitions.total_variation)).toBeLessThan(1e-9);
    expect(Math.abs(found.pValue - evidently.TVD.score)).toBeLessThan(0.005);
    // None of 1000 is no chance of 0.
    expect(found.pValue).toBeGreaterThan(0);
    expect(found).toEqual(measured(variation, ...levelPair(name)));
  });

  it('has about the same p by permutations and by the law of many rows', () => {
    const pairs: [number[], number[]][] = [
      [
        [60, 30, 10],
        [50, 42, 8],
      ],
      [
        [120, 80, 40, 10, 50],
        [100, 85, 52, 16, 47],
      ],
      [
        [500, 500],
        [470, 530],
      ],
    ];
    for (const [a, b] of pairs) {
      const keys = a.map((_, at) => `v${at}`);
      const of = (p: string) => measured(variation, levels(a, keys), levels(b, keys), { p }).pValue;
      expect(Math.abs(of('permutation') - of('limit'))).toBeLessThan(0.05);
    }
  });

  it('is exact far out of two values, where the law is one of one number', () => {
    const [a, b] = [levels([500, 500], ['a', 'b']), levels([350, 650], ['a', 'b'])];
    const { statistic, pValue } = measured(variation, a, b, { p: 'limit' });
    expect(statistic).toBeCloseTo(0.15, 14);
    expect(off(pValue, measured(zTest, a, b).pValue)).toBeLessThan(1e-9);
  });

  it('counts levels that are new and does not mind large tables', () => {
    expect(measured(variation, levels([3], ['a']), levels([4], ['b'])).statistic).toBe(1);
    const large = measured(variation, levels([5e6, 5e6], ['a', 'b']), levels([3.9e6, 6.1e6], ['a', 'b']));
    expect(large.drifted).toBe(true);
  });
});
