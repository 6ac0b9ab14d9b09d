import { describe, expect, it } from 'vitest';
import darling from '../../../src/core/drift/anderson-darling.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('anderson-darling', () => {
  it.each(numberCases)('has scipy’s and Evidently’s p: %s', (name) => {
    const { evidently } = fixture.distances_scipy_evidently[name];
    expect(off(measured(darling, ...numberPair(name)).pValue, evidently.anderson.score)).toBeLessThan(1e-9);
  });

  it('says no more than the table holds, unless the law of many rows is asked', () => {
    const many = (from: number) => numbers([...Array(500).keys()].map((i) => i + from));
    const of = (from: number, p: string) => measured(darling, many(0), many(from), { p });
    expect(of(250, 'scipy').pValue).toBe(0.001);
    expect(of(0, 'scipy').pValue).toBe(0.25);
    expect(of(250, 'limit').pValue).toBeLessThan(1e-20);
    expect(of(0, 'limit').pValue).toBeGreaterThan(0.99);
    // Where the table ends, the law says the same.
    expect(off(of(20, 'limit').pValue, of(20, 'scipy').pValue)).toBeLessThan(0.05);
    expect(of(250, 'limit').drifted).toBe(true);
  });

  it('is below 0 where there is less than chance makes, and knows a constant and very few rows', () => {
    const same = measured(darling, numbers([3, 3, 3]), numbers([3, 3, 3]), { p: 'limit' });
    expect(same.statistic).toBeLessThan(0);
    expect(same).toMatchObject({ effect: 0, drifted: false });
    expect(measured(darling, numbers([1]), numbers([2])).drifted).toBe(false);
  });
});
