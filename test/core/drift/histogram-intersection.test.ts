import { describe, expect, it } from 'vitest';
import measure from '../../../src/core/drift/histogram-intersection.ts';
import { fixture, levelPair, levels, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('histogram-intersection', () => {
  it.each(numberCases)('is Frouros’: %s', (name) => {
    const { statistic } = measured(measure, ...numberPair(name));
    expect(off(statistic, fixture.distances_alibi_frouros[name].frouros_HI_norm_complement_10)).toBeLessThan(
      1e-9,
    );
  });

  it('is the total variation distance of categories', () => {
    const pair = levelPair('cat');
    const { definitions } = fixture.distances_scipy_evidently.cat;
    expect(off(measured(measure, ...pair).statistic, definitions.total_variation)).toBeLessThan(1e-9);
  });

  it('is 1 where nothing is in common, and takes both values of a flag for bins', () => {
    expect(measured(measure, levels([3], ['a']), levels([4], ['b'])).statistic).toBe(1);
    expect(measured(measure, numbers([1, 2]), numbers([100])).statistic).toBe(1);
    expect(measured(measure, numbers([5, 5]), numbers([5]))).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
