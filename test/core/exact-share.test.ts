import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactShare, pairedShareDifference } from '../../src/core/exact-share.ts';
import { Random } from '../../src/core/random.ts';

describe('exactShare', () => {
  it.each([
    // scipy.stats.binomtest(count, n).proportion_ci(0.95, 'exact')
    [0, 10, 0, 0.3084971],
    [10, 10, 0.6915029, 1],
    [1, 10, 0.0025286, 0.4450161],
    [7, 20, 0.1539092, 0.5921885],
    [98, 100, 0.9296161, 0.9975687],
  ])('of %i of %i goes from %d to %d', (count, n, low, high) => {
    const found = exactShare(count, n, 0.95);
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });

  it('ends where as many or more, or as few or fewer, would be seen in half of the rest', () => {
    /** P(X ≥ least) of a binomial variable, summed term by term. */
    const atLeast = (least: number, n: number, share: number): number => {
      let [logChoices, sum] = [0, 0];
      for (let k = 0; k <= n; k++) {
        if (k >= least) sum += Math.exp(logChoices + k * Math.log(share) + (n - k) * Math.log1p(-share));
        logChoices += Math.log((n - k) / (k + 1));
      }
      return sum;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.8, 0.95, 0.99),
        (n, share, confidence) => {
          const count = Math.round(share * n);
          const { low, high } = exactShare(count, n, confidence);
          const outside = (1 - confidence) / 2;
          if (count > 0) expect(atLeast(count, n, low)).toBeCloseTo(outside, 6);
          else expect(low).toBe(0);
          if (count < n) expect(1 - atLeast(count + 1, n, high)).toBeCloseTo(outside, 6);
          else expect(high).toBe(1);
        },
      ),
    );
  });

  it('comes to an end for very many rows, and says nothing without any', () => {
    const { low, high } = exactShare(31_234, 100_000, 0.95);
    // The normal approximation: ±1.96 √(p (1 − p) / n).
    expect(low).toBeCloseTo(0.31234 - 0.002872, 4);
    expect(high).toBeCloseTo(0.31234 + 0.002872, 4);
    expect(exactShare(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  });
});

describe('pairedShareDifference', () => {
  it('is the exact limit where only one of the two ever counts a row', () => {
    expect(pairedShareDifference(0, 0, 50, 0.95).low).toBeCloseTo(-exactShare(0, 50, 0.95).high, 12);
    expect(pairedShareDifference(0, 3, 50, 0.95).low).toBeCloseTo(-exactShare(3, 50, 0.95).high, 12);
    expect(pairedShareDifference(0, 0, 0, 0.95)).toEqual({ low: -1, high: 1 });
  });

  it('holds what was found, and turns with the two', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (gained, lost, other) => {
        const n = gained + lost + other + 1;
        const one = pairedShareDifference(gained, lost, n, 0.95);
        const turned = pairedShareDifference(lost, gained, n, 0.95);
        expect(one.low).toBeLessThanOrEqual((gained - lost) / n);
        expect(one.high).toBeGreaterThanOrEqual((gained - lost) / n);
        expect(one.low).toBeCloseTo(-turned.high, 12);
      }),
    );
  });

  it.each([
    [0, 0.05, 60],
    [0.02, 0.05, 100],
    [0.1, 0.1, 30],
    [0.3, 0.2, 50],
    [0.01, 0.01, 200],
  ])(
    'of shares %d and %d of %i rows lies above or below the truth about 2.5 times in 100 at most',
    (up, down, n) => {
      const random = new Random(5);
      const cases = 4000;
      let [above, below] = [0, 0];
      for (let i = 0; i < cases; i++) {
        let [gained, lost] = [0, 0];
        for (let row = 0; row < n; row++) {
          const drawn = random.uniform();
          if (drawn < up) gained++;
          else if (drawn < up + down) lost++;
        }
        const { low, high } = pairedShareDifference(gained, lost, n, 0.95);
        if (low > up - down) above++;
        if (high < up - down) below++;
      }
      expect(above / cases).toBeLessThan(0.032);
      expect(below / cases).toBeLessThan(0.032);
    },
  );
});
