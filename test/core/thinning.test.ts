import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thin } from '../../src/core/thinning.ts';

const many = 100_000;
const steps = Float64Array.from({ length: many }, (_, i) => i);
const flat = (): Float64Array => Float64Array.from({ length: many }, (_, i) => Math.sin(i / 500) / 10);

describe('thin', () => {
  /** Puts a spike among 100,000 points, with gaps around it or not, and takes it out again. */
  function spiked(y: Float64Array, place: number, sign: number, gaps: boolean, look: () => void): void {
    const around = [place - 1, place, place + 1].filter((i) => i >= 0 && i < many);
    const before = around.map((i) => y[i]!);
    for (const i of around) if (gaps || i === place) y[i] = i === place ? sign * 50 : NaN;
    look();
    around.forEach((i, at) => (y[i] = before[at]!));
  }

  test.each([false, true])('any single spike among 100,000 points stays at every zoom; log: %s', (logX) => {
    const y = flat();
    fc.assert(
      fc.property(
        // Half of them near the beginning, where a log axis is widest.
        fc.oneof(fc.integer({ min: 1, max: many - 1 }), fc.integer({ min: 1, max: 300 })),
        fc.constantFrom(1, -1),
        fc.boolean(),
        fc.integer({ min: 1, max: 2000 }),
        fc.option(fc.nat(many)),
        (place, sign, gaps, buckets, half) =>
          spiked(y, place, sign, gaps, () => {
            const range = half === null ? null : ([Math.max(0.5, place - half), place + half] as const);
            const kept = thin({ x: steps, y }, buckets, range, logX);
            expect(kept).toContain(place);
            expect(kept.length).toBeLessThanOrEqual(6 * buckets + 2);
            expect(kept.every((at, i) => i === 0 || at > kept[i - 1]!)).toBe(true);
          }),
      ),
      { numRuns: 200 },
    );
  });

  test('two spikes that lie apart on a log axis both stay; what has no place on it is left out', () => {
    const y = flat();
    y[9] = 5;
    y[49] = 6;
    const kept = thin({ x: steps, y }, 800, null, true);
    expect(kept).toContain(9);
    expect(kept).toContain(49);
    expect(kept[0]).toBe(1);
    expect(thin({ x: [-1, 0, 0, 2], y: [1, 2, 3, 4] }, 4, null, true)).toEqual([3]);
    expect(thin({ x: [-1, 0], y: [1, 2] }, 4, null, true)).toEqual([]);
  });

  test('the same curve gives the same points, and few points all stay', () => {
    expect(thin({ x: steps, y: flat() }, 300)).toEqual(thin({ x: steps, y: flat() }, 300));
    expect(thin({ x: [0, 1, 2], y: [1, NaN, 3] }, 1)).toEqual([0, 1, 2]);
    expect(thin({ x: [], y: [] }, 10)).toEqual([]);
    expect(thin({ x: [], y: [] }, 10, [0, 1])).toEqual([]);
  });

  test('one point on each side of the range stays, so that the line reaches the edge', () => {
    expect(thin({ x: [0, 10, 20, 30, 40], y: [0, 0, 0, 0, 0] }, 10, [12, 28])).toEqual([1, 2, 3]);
    expect(thin({ x: [0, 10], y: [0, 1] }, 10, [3, 4])).toEqual([0, 1]);
  });

  test('a gap between points stays a gap', () => {
    const y = flat();
    y.fill(NaN, 40_000, 60_000);
    const kept = thin({ x: steps, y }, 100);
    const values = kept.map((place) => y[place]!);
    const firstGap = values.findIndex((value) => Number.isNaN(value));
    expect(kept[firstGap - 1]).toBeLessThan(40_000);
    expect(kept.filter((place) => place >= 40_000 && place < 60_000).length).toBeGreaterThan(0);
    expect(
      kept.filter((place) => place >= 40_000 && place < 60_000).every((place) => Number.isNaN(y[place])),
    ).toBe(true);
  });

  test('lowest and highest of all points are among those kept; equal x are no obstacle', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20), fc.double({ noNaN: false })), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 8 }),
        (points, buckets) => {
          const sorted = [...points].sort((a, b) => a[0] - b[0]);
          const [x, y] = [sorted.map(([at]) => at), sorted.map(([, value]) => value)];
          const known = y.filter(Number.isFinite);
          const kept = thin({ x, y }, buckets)
            .map((place) => y[place]!)
            .filter(Number.isFinite);
          if (known.length === 0) return;
          expect(Math.max(...kept)).toBe(Math.max(...known));
          expect(Math.min(...kept)).toBe(Math.min(...known));
        },
      ),
    );
  });

  test('100,000 points take a few milliseconds', () => {
    const curve = { x: steps, y: flat() };
    thin(curve, 1000);
    const times = Array.from({ length: 9 }, () => {
      const from = performance.now();
      thin(curve, 1000);
      return performance.now() - from;
    }).sort((a, b) => a - b);
    // Measured: about 1 ms. The bound is wide, for the machine may be busy.
    expect(times[0]).toBeLessThan(10);
  });
});
