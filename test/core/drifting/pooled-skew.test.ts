import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pooledSkewness } from '../../../src/core/drifting/pooled-skew.ts';

function slowly(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const moment = (power: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  return moment(2) > 0 ? moment(3) / moment(2) ** 1.5 : 0;
}

describe('skewness', () => {
  const some = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });

  it('is that of a sample, and of it and others together', () => {
    fc.assert(
      fc.property(some, fc.array(some, { minLength: 1, maxLength: 4 }), (first, others) => {
        const { own, together } = pooledSkewness(Float64Array.from(first));
        expect(own).toBeCloseTo(slowly(first), 7);
        for (const other of others)
          expect(together(Float64Array.from(other))).toBeCloseTo(slowly([...first, ...other]), 7);
      }),
    );
  });

  it('is 0 where all is the same, and no number where values leave the doubles', () => {
    const { own, together } = pooledSkewness(Float64Array.of(3, 3, 3));
    expect([own, together(Float64Array.of(3))]).toEqual([0, 0]);
    expect(pooledSkewness(Float64Array.of(-1e300, 1e300)).own).toBe(0);
    expect(pooledSkewness(Float64Array.of(1, 2)).together(Float64Array.of(Infinity))).toBeNaN();
  });
});
