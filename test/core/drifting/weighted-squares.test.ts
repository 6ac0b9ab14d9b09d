import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedSquaresTail } from '../../../src/core/drifting/weighted-squares.ts';
import { chiSquareTail } from '../../../src/core/statistics.ts';

/** Kuonen's formula as it is written, of weights that are known. */
function saddlepoint(weights: readonly number[], x: number): number {
  const rise = (s: number) => weights.reduce((sum, w) => sum + w / (1 - 2 * w * s), 0);
  const largest = Math.max(...weights);
  let [low, high] = [-1e9 / largest, 1 / (2 * largest)];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (rise(middle) < x) low = middle;
    else high = middle;
  }
  const s = low;
  const log = weights.reduce((sum, w) => sum - Math.log(1 - 2 * w * s) / 2, 0);
  const bend = weights.reduce((sum, w) => sum + 2 * (w / (1 - 2 * w * s)) ** 2, 0);
  const w = Math.sign(s) * Math.sqrt(2 * (s * x - log));
  const z = w + Math.log((s * Math.sqrt(bend)) / w) / w;
  const half = chiSquareTail(z * z, 1) / 2;
  return z > 0 ? half : 1 - half;
}

/** Eigenvalues of a symmetric matrix by Jacobi's rotations. */
function eigenvalues(matrix: readonly number[][]): number[] {
  const a = matrix.map((row) => [...row]);
  const size = a.length;
  for (let sweep = 0; sweep < 60; sweep++)
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (a[p]![q] === 0) continue;
        const angle = Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < size; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - s * y;
          a[k]![q] = s * x + c * y;
        }
        for (let k = 0; k < size; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - s * y;
          a[q]![k] = s * x + c * y;
        }
      }
  return a.map((row, i) => row[i]!);
}

/** Points evenly between 0 and 1, of weight 1: the eigenvalues are known in closed form. */
const even = (count: number) => ({
  points: Array.from({ length: count }, (_, i) => ({ share: (i + 1) / (count + 1), width: 1 })),
  weights: Array.from(
    { length: count },
    (_, k) => 1 / (4 * (count + 1) * Math.sin(((k + 1) * Math.PI) / (2 * (count + 1))) ** 2),
  ),
});

describe('the law of a weighted sum of squares', () => {
  it.each([1, 2, 7, 8, 9, 33, 64])('is that of the weights of %i even points', (count) => {
    const { points, weights } = even(count);
    const { tail, largest } = weightedSquaresTail(points);
    expect(largest / weights[0]!).toBeCloseTo(1, 12);
    const mean = weights.reduce((a, b) => a + b, 0);
    for (const times of [0.05, 0.3, 0.8, 1.2, 2, 5, 20, 100])
      expect(tail(times * mean) / saddlepoint(weights, times * mean)).toBeCloseTo(1, 8);
  });

  it('is that of the weights of any points', () => {
    const point = fc.record({
      way: fc.double({ min: 0.001, max: 1, noNaN: true }),
      width: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (ways) => {
        const all = ways.reduce((sum, { way }) => sum + way, 0.01);
        let share = 0;
        const points = ways.map(({ way, width }) => ({ share: (share += way / all), width }));
        const weights = eigenvalues(
          points.map((a) =>
            points.map(
              (b) =>
                Math.sqrt(a.width * b.width) * Math.min(a.share, b.share) * (1 - Math.max(a.share, b.share)),
            ),
          ),
        ).map((weight) => Math.max(0, weight));
        const { tail, largest } = weightedSquaresTail(points);
        expect(largest / Math.max(...weights)).toBeCloseTo(1, 8);
        for (const size of [1.5, 3, 8]) {
          const x = size * size * largest;
          expect(tail(x) / saddlepoint(weights, x)).toBeCloseTo(1, 4);
        }
      }),
    );
  });

  it('falls from 1 to 0', () => {
    const { tail, largest } = weightedSquaresTail(even(40).points);
    let last = 1;
    for (let size = 0.25; size < 30; size += 0.25) {
      const now = tail(size * size * largest);
      expect(now).toBeLessThanOrEqual(last);
      expect(now).toBeGreaterThanOrEqual(0);
      last = now;
    }
    expect(last).toBeLessThan(1e-150);
  });
});
