import { describe, expect, it } from 'vitest';
import { chiSquareAt, homogeneity } from '../../../src/core/drifting/homogeneity.ts';
import { chiSquareTail } from '../../../src/core/statistics.ts';

describe('homogeneity', () => {
  const counts = (...now: number[]) => ({
    before: Float64Array.of(30, 20, 50),
    now: Float64Array.from(now),
    n: 100,
    m: now.reduce((a, b) => a + b, 0),
  });

  it('is worked out once for measures that ask one after another about the same counts', () => {
    const [one, other] = [counts(3, 2, 5), counts(9, 0, 1)];
    const found = homogeneity(one);
    expect(homogeneity(one)).toBe(found);
    expect(homogeneity(other).pValue).toBeLessThan(found.pValue);
    expect(homogeneity(one)).toEqual(found);
    expect(found.pValue).toBe(1);
  });

  it('has limits that keep what they are, however many are asked for', () => {
    const before = chiSquareAt(0.01, 9);
    for (let i = 1; i < 5000; i++) chiSquareAt(i / 5000, 1);
    expect(chiSquareAt(0.01, 9)).toBe(before);
    expect(chiSquareTail(before, 9)).toBeCloseTo(0.01, 12);
    expect(chiSquareAt(0.01, 10)).toBeGreaterThan(before);
  });
});
