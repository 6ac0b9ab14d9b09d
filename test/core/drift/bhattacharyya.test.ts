import { describe, expect, it } from 'vitest';
import measure from '../../../src/core/drift/bhattacharyya.ts';
import hellinger from '../../../src/core/drift/hellinger.ts';
import { fixture, levels, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('bhattacharyya', () => {
  it.each(numberCases)('is Frouros’: %s', (name) => {
    const { statistic } = measured(measure, ...numberPair(name));
    expect(off(statistic, fixture.distances_alibi_frouros[name].frouros_Bhattacharyya_10)).toBeLessThan(1e-9);
  });

  it('is the square of the Hellinger distance on the same bins', () => {
    const pair = numberPair('num');
    const root = measured(hellinger, ...pair, { definition: 'frouros' });
    expect(off(measured(measure, ...pair).statistic, root.statistic ** 2)).toBeLessThan(1e-12);
    expect(measured(measure, ...pair).pValue).toBe(root.pValue);
  });

  it('is 1 where nothing is in common, and takes both values of a flag for bins', () => {
    expect(measured(measure, levels([3], ['a']), levels([4], ['b'])).statistic).toBe(1);
    expect(measured(measure, numbers([1, 2]), numbers([100])).statistic).toBe(1);
    expect(measured(measure, numbers([5, 5]), numbers([5]))).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
