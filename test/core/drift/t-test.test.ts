import { describe, expect, it } from 'vitest';
import tTest from '../../../src/core/drift/t-test.ts';
import { fixture, measured, numberCases, numberPair, numbers, off } from './measures.ts';

describe('t-test', () => {
  it.each(numberCases)('is scipy’s Welch and Evidently’s Student: %s', (name) => {
    const [before, now] = numberPair(name);
    const { evidently, scipy } = fixture.distances_scipy_evidently[name];
    const welch = measured(tTest, before, now);
    expect(off(welch.statistic, Math.abs(scipy.welch_t))).toBeLessThan(1e-9);
    expect(off(welch.pValue, scipy.welch_p)).toBeLessThan(1e-9);
    const student = measured(tTest, before, now, { definition: 'evidently' });
    expect(off(student.pValue, evidently.t_test.score)).toBeLessThan(1e-9);
  });

  it('needs two values on either side, and knows constants', () => {
    const of = (a: number[], b: number[]) => measured(tTest, numbers(a), numbers(b));
    expect(of([1], [1, 2, 3])).toMatchObject({ statistic: NaN, pValue: NaN, drifted: false });
    expect(of([7, 7, 7], [7, 7])).toMatchObject({ statistic: 0, effect: 0, pValue: 1, drifted: false });
    const few = of([7, 7], [8, 8]);
    expect(few.statistic).toBe(Infinity);
    // Two rows of either side are no proof.
    expect(few.pValue).toBeGreaterThan(0.01);
    expect(few.drifted).toBe(false);
    expect(of(new Array<number>(50).fill(7), new Array<number>(50).fill(8)).drifted).toBe(true);
    // The mean of many tenths is not a tenth, which is no spread.
    expect(of(new Array<number>(30).fill(0.1), new Array<number>(31).fill(0.1)).statistic).toBe(0);
  });

  it('does not depend on the unit, however large', () => {
    const [a, b] = [
      [1, 2, 3, 4, 5.5],
      [3, 4, 5, 6, 9],
    ];
    const plain = measured(tTest, numbers(a), numbers(b));
    for (const unit of [1e-300, 1e-6, 1e6, 1e300]) {
      const other = measured(tTest, numbers(a.map((v) => v * unit)), numbers(b.map((v) => v * unit)));
      expect(off(other.statistic, plain.statistic)).toBeLessThan(1e-12);
      expect(off(other.effect, plain.effect)).toBeLessThan(1e-12);
    }
  });

  it('has an effect that does not grow with the rows', () => {
    const times = (values: number[], count: number) => new Array<number[]>(count).fill(values).flat();
    const of = (count: number) =>
      measured(tTest, numbers(times([1, 2, 3], count)), numbers(times([1, 2, 3.3], count)));
    expect(of(1000).statistic).toBeGreaterThan(5 * of(10).statistic);
    expect(off(of(1000).effect, of(10).effect)).toBeLessThan(0.03);
    expect(of(10_000).pValue).toBeLessThan(1e-6);
    expect(of(10_000).drifted).toBe(false);
  });
});
