import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedValues, logWealth } from '../../../src/core/sequential/betting.ts';

const unit = (values: readonly number[]) =>
  boundedValues(
    Float64Array.from(values),
    new Float64Array(values.length),
    new Float64Array(values.length).fill(1),
  );

describe('the wealth of a bettor', () => {
  it('is worked out by hand for two rows', () => {
    const values = unit([1, 0]);
    // Deviations: a quarter of the range, then (1/16 + 0) / 2 under the root.
    expect([...values.deviations]).toEqual([0.25, Math.sqrt(1 / 32)]);
    // Bets of 0.1, 0.2, 0.4 and 0.1·√8, 0.2·√8, 0.4·√8 on "above 0.5", all below the cap of 0.75 / 0.5.
    const bets = [0.5, 1, 2].map((k) => [k * 0.05 * 4, k * 0.05 * Math.sqrt(32)] as const);
    const wealth = bets.reduce((sum, [one, two]) => sum + (1 + 0.5 * one) * (1 - 0.5 * two), 0) / 3;
    expect(logWealth(values, 2, 0.5, 'above', 0.05)).toBeCloseTo(Math.log(wealth), 12);
    expect(logWealth(values, 0, 0.5, 'above', 0.05)).toBeCloseTo(0, 12);
  });

  it('loses three quarters at most on one row', () => {
    expect(logWealth(unit([0]), 1, 0.5, 'above', 1000)).toBeCloseTo(Math.log(0.25), 12);
    expect(logWealth(unit([1]), 1, 0.5, 'below', 1000)).toBeCloseTo(Math.log(0.25), 12);
  });

  const rows = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
  const at = fc.double({ min: 0.01, max: 0.99, noNaN: true });

  it('falls with m when it bets on more, and grows when it bets on less', () => {
    fc.assert(
      fc.property(rows, at, at, fc.double({ min: 0.001, max: 2, noNaN: true }), (list, a, b, size) => {
        const values = unit(list);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const of = (m: number, side: 'above' | 'below') => logWealth(values, list.length, m, side, size);
        expect(of(low, 'above')).toBeGreaterThanOrEqual(of(high, 'above') - 1e-9);
        expect(of(high, 'below')).toBeGreaterThanOrEqual(of(low, 'below') - 1e-9);
      }),
    );
  });

  it('is a fair game: the mean wealth of all paths of a coin is what it began with', () => {
    const chance = 0.2;
    for (const length of [1, 5, 10]) {
      let mean = 0;
      for (let path = 0; path < 2 ** length; path++) {
        const list = Array.from({ length }, (_, row) => (path >> row) & 1);
        const ones = list.reduce((sum, one) => sum + one, 0);
        mean +=
          chance ** ones *
          (1 - chance) ** (length - ones) *
          Math.exp(logWealth(unit(list), length, chance, 'above', 0.4));
      }
      expect(mean).toBeCloseTo(1, 10);
    }
  });

  it('stays a number over many rows', () => {
    const values = unit(new Array<number>(5000).fill(1));
    expect(logWealth(values, 5000, 0.5, 'above', 1)).toBeGreaterThan(1000);
    expect(logWealth(values, 5000, 0.5, 'below', 1)).toBeLessThan(-1000);
  });

  it('refuses values outside their bounds', () => {
    expect(() => unit([1.1])).toThrow(RangeError);
    expect(() => unit([NaN])).toThrow(RangeError);
  });
});
