import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extentOf, nearest, placeIn, stretches, ticksOf } from '../../src/ui/lines-geometry.ts';

describe('extent', () => {
  test('leaves out what has no place', () => {
    expect(extentOf([[1, NaN, Infinity], [-2]])).toEqual({ low: -2, high: 1 });
    expect(extentOf([[0, -1, 0.1, 10]], true)).toEqual({ low: 0.1, high: 10 });
    expect(extentOf([[]])).toEqual({ low: 0, high: 1 });
    expect(extentOf([[5]])).toEqual({ low: 4.5, high: 5.5 });
    expect(placeIn({ low: 1, high: 100 }, 10, true)).toBeCloseTo(0.5);
  });
});

describe('what is drawn of many points', () => {
  const size = { width: 300, height: 100 };
  test('a spike among 100,000 points stays, in a few points a column', () => {
    const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const y = Float64Array.from(x, () => 0.5);
    y[43_210] = 1;
    y[77_777] = 0;
    const [only, ...rest] = stretches(
      { name: '', x, y },
      { low: 0, high: 99_999 },
      { low: 0, high: 1 },
      size,
    );
    expect(rest).toEqual([]);
    expect(only?.length).toBeLessThanOrEqual(4 * 301);
    expect(only?.some(([, at]) => at === 0)).toBe(true);
    expect(only?.some(([, at]) => at === 100)).toBe(true);
  });

  test('a value that is not finite parts the curve', () => {
    const parts = stretches(
      { name: '', x: [0, 100, 200, 300], y: [0, NaN, 1, 1] },
      { low: 0, high: 300 },
      { low: 0, high: 1 },
      size,
    );
    expect(parts).toEqual([
      [[0, 100]],
      [
        [200, 0],
        [300, 0],
      ],
    ]);
  });

  test('what is drawn are points of the curve in their order, the extremes among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 400 }),
        (values) => {
          const x = values.map((_, i) => i);
          const up = extentOf([values]);
          const drawn = stretches({ name: '', x, y: values }, { low: 0, high: values.length }, up, {
            width: 20,
            height: 1,
          }).flat();
          const heights = values.map((value) => 1 - placeIn(up, value));
          expect(Math.min(...drawn.map(([, y]) => y))).toBe(Math.min(...heights));
          expect(Math.max(...drawn.map(([, y]) => y))).toBe(Math.max(...heights));
          expect(drawn.every(([at], i) => i === 0 || at >= drawn[i - 1]![0])).toBe(true);
        },
      ),
    );
  });
});

test('ticks are round, inside, and few', () => {
  expect(ticksOf({ low: 0, high: 1 })).toEqual([0, 0.5, 1]);
  expect(ticksOf({ low: 0.31, high: 0.72 })).toEqual([0.4, 0.6]);
  expect(ticksOf({ low: 0.001, high: 10 }, 5, true)).toEqual([0.001, 0.01, 0.1, 1, 10]);
  expect(ticksOf({ low: 2, high: 7 }, 4, true)).toEqual([2, 7]);
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6 }), fc.double({ min: 1e-3, max: 1e6 }), (low, width) => {
      fc.pre(!Number.isNaN(low) && !Number.isNaN(width));
      const ticks = ticksOf({ low, high: low + width });
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.every((tick) => tick >= low - width * 1e-6 && tick <= low + width * (1 + 1e-6))).toBe(
        true,
      );
    }),
  );
});

test('the nearest point', () => {
  expect(nearest([], 1)).toBe(-1);
  expect(nearest([0, 10, 20], 14)).toBe(1);
  expect(nearest([0, 10, 20], 16)).toBe(2);
  expect(nearest([0, 10, 20], 99)).toBe(2);
  expect(nearest([0, 10, 20], -5)).toBe(0);
});
