import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfRow, routeRows } from '../../../src/core/trials/routing.ts';

const seeds = fc.nat(0xffffffff);
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('routing', () => {
  it('never takes a row back from the challenger when the share grows', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1e6), shares, shares, (seed, from, a, b) => {
        const span = { from, to: from + 64 };
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        const before = routeRows(seed, span, small);
        const after = routeRows(seed, span, large);
        expect(before.every((arm, i) => arm <= after[i]!)).toBe(true);
      }),
    );
  });

  it('asks nothing but seed and row: the same row is in the same arm in any window', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1e6), fc.nat(63), shares, (seed, from, cut, share) => {
        const whole = routeRows(seed, { from, to: from + 64 }, share);
        const parts = [
          ...routeRows(seed, { from, to: from + cut }, share),
          ...routeRows(seed, { from: from + cut, to: from + 64 }, share),
        ];
        expect(parts).toEqual([...whole]);
      }),
    );
  });

  it('gives nobody at 0 and everybody at 1', () => {
    expect(routeRows(7, { from: 0, to: 500 }, 0).every((arm) => arm === 0)).toBe(true);
    expect(routeRows(7, { from: 0, to: 500 }, 1).every((arm) => arm === 1)).toBe(true);
  });

  it.each([0.05, 0.25, 0.5])('gives about the share %d, row by row without a pattern', (share) => {
    const rows = 40_000;
    for (const seed of [1, 2, 4_000_000_000]) {
      const arms = routeRows(seed, { from: 0, to: rows }, share);
      const went = arms.reduce((sum, arm) => sum + arm, 0);
      const deviation = Math.sqrt(rows * share * (1 - share));
      expect(Math.abs(went - rows * share)).toBeLessThan(4 * deviation);
      // Neighbours are independent: both in the arm as often as chance has it.
      let both = 0;
      for (let i = 1; i < rows; i++) both += arms[i - 1]! & arms[i]!;
      expect(Math.abs(both - rows * share ** 2)).toBeLessThan(5 * Math.sqrt(rows * share ** 2));
    }
  });

  it('differs from seed to seed', () => {
    const differing = Array.from(
      { length: 1000 },
      (_, row) => placeOfRow(1, row) < 0.5 !== placeOfRow(2, row) < 0.5,
    );
    expect(differing.filter(Boolean).length).toBeGreaterThan(400);
  });
});
