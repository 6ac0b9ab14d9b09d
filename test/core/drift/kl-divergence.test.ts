import { describe, expect, it } from 'vitest';
import kl from '../../../src/core/drift/kl-divergence.ts';
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

/** JSON has no infinities. */
const value = (found: unknown): number => (typeof found === 'number' ? found : Infinity);

describe('kl-divergence', () => {
  it.each(numberCases)('is Evidently’s and Frouros’: %s', (name) => {
    const pair = numberPair(name);
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(measured(kl, ...pair).statistic, evidently.kl_div.score)).toBeLessThan(1e-9);
    const frouros = measured(kl, ...pair, { definition: 'frouros' }).statistic;
    expect(off(frouros, value(fixture.distances_alibi_frouros[name].frouros_KL_10))).toBeLessThan(1e-9);
  });

  it.each(levelCases)('is Evidently’s of categories: %s', (name) => {
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(measured(kl, ...levelPair(name)).statistic, evidently.kl_div.score)).toBeLessThan(1e-9);
  });

  it('is infinite where a new value turns up, but only sure where many do', () => {
    const of = (now: number[]) =>
      measured(kl, levels([50, 50], ['a', 'b']), levels(now, ['a', 'b', 'c']), { definition: 'frouros' });
    expect(of([50, 49, 1])).toMatchObject({ statistic: Infinity, drifted: false });
    expect(of([30, 30, 40])).toMatchObject({ statistic: Infinity, drifted: true });
    expect(of([25, 75, 0]).statistic).toBeCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), 14);
  });

  it('is not the same both ways', () => {
    const [a, b] = [numbers([1, 1, 1, 2]), numbers([1, 2, 2, 2, 2])];
    expect(measured(kl, a, b).statistic).not.toBeCloseTo(measured(kl, b, a).statistic, 3);
  });
});
