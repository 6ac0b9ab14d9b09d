// Smoothed lines by pandas, scipy and a formula in Python (test/fixtures/core/smoothing.py), and what holds for all ways.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Smoothing } from '../../../src/core/smoothing.ts';

type Line = readonly (number | null)[];
const fixture: { cases: [string, number, Line, Line, Line][] } = JSON.parse(
  readFileSync('test/fixtures/core/smoothing.json', 'utf8'),
);

const numbers = (line: Line): Float64Array => Float64Array.from(line, (value) => value ?? NaN);

export function holds(smoothing: Smoothing): void {
  const cases = fixture.cases.filter(([id]) => id === smoothing.id);

  test('equals the reference', () => {
    expect(cases.length).toBeGreaterThan(8);
    for (const [, amount, x, y, expected] of cases) {
      const got = smoothing.smooth(numbers(x), numbers(y), amount);
      expected.forEach((value, i) => {
        if (value === null) expect(got[i]).toBeNaN();
        else expect(Math.abs(got[i]! - value), `amount ${amount}, point ${i}`).toBeLessThan(1e-9);
      });
    }
  });

  test('leaves gaps gaps, spreads none, and stays within the values', () => {
    const { min, max } = smoothing.amount;
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.double({ min: -1e3, max: 1e3, noNaN: true }),
            fc.constantFrom(NaN, Infinity, -Infinity),
          ),
          {
            maxLength: 60,
          },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (y, share) => {
          const strength = min + share * (max - min);
          const amount = smoothing.amount.type === 'integer' ? Math.round(strength) : strength;
          const x = y.map((_, i) => i * 3);
          const out = smoothing.smooth(x, y, amount);
          const known = y.filter(Number.isFinite);
          expect(out.length).toBe(y.length);
          y.forEach((value, i) => {
            if (!Number.isFinite(value)) return expect(out[i]).toBeNaN();
            expect(out[i]).toBeGreaterThanOrEqual(Math.min(...known) - 1e-6);
            expect(out[i]).toBeLessThanOrEqual(Math.max(...known) + 1e-6);
          });
        },
      ),
    );
  });

  test('does nothing at 0, and nothing to a level line', () => {
    const x = [0, 1, 1, 5];
    expect([...smoothing.smooth(x, [3, NaN, 7, -1], 0)]).toEqual([3, NaN, 7, -1]);
    for (const value of smoothing.smooth(x, [2, 2, 2, 2], smoothing.amount.max))
      expect(value).toBeCloseTo(2, 9);
    expect(smoothing.smooth([], [], smoothing.amount.default).length).toBe(0);
  });

  test('100,000 points at full strength take about ten times as long as 10,000', () => {
    const quickest = (points: number): number => {
      const x = Float64Array.from({ length: points }, (_, i) => i);
      const y = x.map((i) => (i % 997 === 5 ? NaN : Math.sin(i)));
      const times = [0, 1, 2, 3, 4].map(() => {
        const from = performance.now();
        smoothing.smooth(x, y, smoothing.amount.max);
        return performance.now() - from;
      });
      return Math.min(...times);
    };
    const short = quickest(10_000);
    // Work that grew with points × width would be a hundred times as much.
    expect(quickest(100_000)).toBeLessThan(40 * short + 50);
  });

  test('one huge value is not felt beyond its neighbourhood', () => {
    const y = Array.from({ length: 3000 }, (_, i) => (i === 10 ? 1e30 : 1));
    const out = smoothing.smooth(
      y.map((_, i) => i),
      y,
      smoothing.amount.default,
    );
    expect(out[2900]).toBeCloseTo(1, 9);
  });
}
