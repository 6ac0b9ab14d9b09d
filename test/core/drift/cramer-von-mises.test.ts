import { describe, expect, it } from 'vitest';
import mises from '../../../src/core/drift/cramer-von-mises.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('cramer-von-mises', () => {
  it.each(numberCases)('is scipy’s and alibi-detect’s: %s', (name) => {
    const { statistic, pValue } = measured(mises, ...numberPair(name));
    const { scipy } = fixture.distances_scipy_evidently[name];
    const { alibi_CVMDrift: alibi } = fixture.distances_alibi_frouros[name];
    expect(off(statistic, scipy.cramervonmises_stat)).toBeLessThan(1e-9);
    expect(off(pValue, scipy.cramervonmises_p_auto)).toBeLessThan(1e-9);
    // Single precision.
    expect(off(statistic, alibi.distance)).toBeLessThan(1e-6);
    expect(off(pValue, alibi.p_val)).toBeLessThan(1e-6);
  });

  it('counts exactly up to 20 rows', () => {
    // Two apart of two: the two orders of six that are farthest.
    expect(measured(mises, numbers([1, 2]), numbers([3, 4])).pValue).toBeCloseTo(1 / 3, 14);
    const twenty = (from: number) => numbers([...Array(20).keys()].map((i) => i + from));
    // All apart: 2 of C(40, 20) ways.
    expect(off(measured(mises, twenty(0), twenty(20)).pValue, 2 / 137846528820)).toBeLessThan(1e-9);
  });

  it('gives no chance where many values are equal and it is asked not to pretend', () => {
    const zeros = (rows: number) => numbers([...Array(rows).keys()].map((i) => Number(i % 10 === 0)));
    // As scipy has it: nothing changed, and p is next to nothing.
    expect(measured(mises, zeros(900), zeros(200)).pValue).toBeLessThan(1e-6);
    const honest = measured(mises, zeros(900), zeros(200), { p: 'untied' });
    expect(honest.pValue).toBeNaN();
    expect(honest.effect).toBeLessThan(0.01);
    expect(honest.drifted).toBe(false);
  });

  it('still tells chances apart where scipy’s are 0', () => {
    const many = (from: number) => numbers([...Array(2000).keys()].map((i) => i + from));
    const [far, farther] = [measured(mises, many(0), many(600)), measured(mises, many(0), many(900))];
    expect(far.pValue).toBeLessThan(1e-20);
    expect(farther.pValue).toBeLessThan(far.pValue);
    expect(farther.pValue).toBeGreaterThan(0);
    expect(measured(mises, many(0), many(0))).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
