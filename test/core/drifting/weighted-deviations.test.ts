import { describe, expect, it } from 'vitest';
import { weightedDeviations, type Weighted } from '../../../src/core/drifting/weighted-deviations.ts';
import { Random } from '../../../src/core/random.ts';
import { chiSquareTail } from '../../../src/core/statistics.ts';

const normalTail = (z: number): number => chiSquareTail(z * z, 1) / 2;

const shapes: Record<string, readonly Weighted[]> = {
  'one point': [{ share: 0.3, width: 2 }],
  'two points': [
    { share: 0.2, width: 1 },
    { share: 0.9, width: 0.3 },
  ],
  'even points': Array.from({ length: 40 }, (_, i) => ({ share: (i + 1) / 41, width: 1 })),
  'wide on the right': Array.from({ length: 64 }, (_, i) => ({ share: (i + 1) / 65, width: 1.1 ** i })),
};

/** Shares of drawn bridges whose sum is at least so large. */
function drawn(points: readonly Weighted[], sizes: readonly number[]): number[] {
  const random = new Random(5);
  const draws = 40_000;
  const reached = sizes.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    let [at, value, sum] = [0, 0, 0];
    for (const { share, width } of points) {
      const left = (1 - share) / (1 - at);
      value = value * left + Math.sqrt((share - at) * left) * random.normal();
      at = share;
      sum += width * Math.abs(value);
    }
    sizes.forEach((size, i) => (reached[i]! += Number(sum >= size)));
  }
  return reached.map((count) => count / draws);
}

describe('the law of a weighted sum of deviations of a bridge', () => {
  it('is that of a normal variable for one point', () => {
    const { scale, tails } = weightedDeviations(shapes['one point']!);
    expect(scale).toBeCloseTo(2 * Math.sqrt(0.3 * 0.7), 12);
    tails(0.5, 25).forEach((tail, i) => {
      expect(tail / (2 * normalTail(i / 2))).toBeCloseTo(1, 8);
    });
  });

  it.each(Object.keys(shapes))('is what drawn bridges have: %s', (name) => {
    const points = shapes[name]!;
    const { scale, tails } = weightedDeviations(points);
    const found = tails(0.5, 7);
    const expected = drawn(
      points,
      Array.from(found, (_, i) => i * 0.5 * scale),
    );
    found.forEach((tail, i) => {
      expect(Math.abs(tail - expected[i]!)).toBeLessThan(0.012 + 0.05 * expected[i]!);
    });
  });

  it.each(Object.keys(shapes))('is the same however many sizes are asked for, and falls: %s', (name) => {
    const { tails } = weightedDeviations(shapes[name]!);
    const all = tails(0.5, 25);
    expect(tails(0.5, 11)).toEqual(all.subarray(0, 11));
    expect(all[0]).toBeCloseTo(1, 9);
    for (let i = 1; i < all.length; i++) expect(all[i]).toBeLessThanOrEqual(all[i - 1]!);
    // Far out it is the tail of its slowest part.
    expect(Math.log(all[24]!) / Math.log(2 * normalTail(12))).toBeCloseTo(1, 2);
  });

  it('finds the scale as the root of the variance of the sum of the bridge itself', () => {
    const points = shapes['wide on the right']!;
    let variance = 0;
    for (const a of points)
      for (const b of points)
        variance += a.width * b.width * Math.min(a.share, b.share) * (1 - Math.max(a.share, b.share));
    expect(weightedDeviations(points).scale / Math.sqrt(variance)).toBeCloseTo(1, 12);
  });
});
