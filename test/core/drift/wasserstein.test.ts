import { describe, expect, it } from 'vitest';
import wasserstein from '../../../src/core/drift/wasserstein.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('wasserstein', () => {
  it.each(numberCases)('has the number of each tool: %s', (name) => {
    const [before, now] = numberPair(name);
    const of = (definition: string) => measured(wasserstein, before, now, { definition }).statistic;
    const { evidently, scipy } = fixture.distances_scipy_evidently[name];
    expect(off(of('evidently'), evidently.wasserstein.score)).toBeLessThan(1e-9);
    expect(off(of('scipy'), scipy.wasserstein)).toBeLessThan(1e-9);
    expect(off(of('scipy'), fixture.distances_nannyml[name].wasserstein.value)).toBeLessThan(1e-9);
    const { 'EMD_scaled_margin_0.025': deepchecks } = fixture.distances_deepchecks[name];
    expect(off(of('deepchecks'), deepchecks)).toBeLessThan(1e-9);
  });

  it('is the way itself when all values move alike, and copes with infinite ones', () => {
    const before = numbers([1, 2, 3, 4]);
    expect(measured(wasserstein, before, numbers([3, 4, 5, 6]), { definition: 'scipy' }).statistic).toBe(2);
    const broken = measured(wasserstein, before, numbers([Infinity, Infinity, -Infinity, 2]));
    expect(Number.isFinite(broken.statistic)).toBe(true);
  });

  it('has a p for a column that leaves its constant', () => {
    const same = numbers(new Array<number>(200).fill(7));
    expect(measured(wasserstein, same, same)).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
    const moved = measured(wasserstein, same, numbers(new Array<number>(100).fill(8)));
    expect(moved.pValue).toBeLessThan(1e-10);
    expect(moved.drifted).toBe(true);
    // One odd row in a hundred is no proof.
    const odd = measured(wasserstein, same, numbers([8, ...new Array<number>(99).fill(7)]));
    expect(odd.pValue).toBeGreaterThan(0.1);
    expect(odd.drifted).toBe(false);
  });
});
