import { describe, expect, it } from 'vitest';
import hellinger from '../../../src/core/drift/hellinger.ts';
import {
  fixture,
  levelCases,
  levelPair,
  levels,
  measured,
  numberCases,
  numberPair,
  numbers,
  off,
} from './measures.ts';

describe('hellinger', () => {
  it.each(numberCases)('has the number of each tool: %s', (name) => {
    const [before, now] = numberPair(name);
    const of = (definition: string) => measured(hellinger, before, now, { definition }).statistic;
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(of('evidently'), evidently.hellinger.score)).toBeLessThan(1e-9);
    expect(off(of('nannyml'), fixture.distances_nannyml[name].hellinger.value)).toBeLessThan(1e-9);
    expect(off(of('frouros'), fixture.distances_alibi_frouros[name].frouros_Hellinger_10)).toBeLessThan(1e-9);
  });

  it.each(levelCases)('is one number of categories: %s', (name) => {
    const [before, now] = levelPair(name);
    const { definitions } = fixture.distances_scipy_evidently[name];
    expect(off(measured(hellinger, before, now).statistic, definitions.hellinger)).toBeLessThan(1e-9);
  });

  it('is 1 where nothing is in common, and takes single values for bins', () => {
    expect(measured(hellinger, levels([3], ['a']), levels([4], ['b'])).statistic).toBe(1);
    const of = (now: number[]) =>
      measured(hellinger, numbers([1, 1, 2, 2]), numbers(now), { definition: 'values' }).statistic;
    expect(of([2, 1])).toBe(0);
    expect(of([3, 4])).toBe(1);
    expect(of([1])).toBeCloseTo(Math.sqrt(1 - Math.SQRT1_2), 14);
  });
});
