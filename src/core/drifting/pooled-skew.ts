import { momentsOf } from '../statistics.ts';

export interface PooledSkewness {
  /** Skewness (third cumulant over the cubed deviation) of the sample itself; 0 where its spread is no number. */
  readonly own: number;
  /** Of it and another together. NaN where values leave the doubles; 0 where all are the same. */
  together(other: Float64Array): number;
}

/** Adds Σ z, Σ z² and Σ z³ of (value − mean) `per` deviation to what is in `sums`. */
function addPowers(values: Float64Array, mean: number, per: number, sums: Float64Array): void {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = 0; i < values.length; i++) {
    const z = (values[i]! - mean) * per;
    const square = z * z;
    first += z;
    second += square;
    third += square * z;
  }
  sums[0]! += first;
  sums[1]! += second;
  sums[2]! += third;
}

/** Skewness of a sample, and of it and others together. */
export function pooledSkewness(first: Float64Array): PooledSkewness {
  const n = first.length;
  const { mean, deviation, constant } = momentsOf(first);
  const per = constant ? 1 : 1 / deviation;
  const own = new Float64Array(3);
  addPowers(first, mean, per, own);
  const sums = new Float64Array(3);
  return {
    own: constant || !(deviation < Infinity) ? 0 : own[2]! / n,
    together(other) {
      sums.set(own);
      addPowers(other, mean, per, sums);
      const all = n + other.length;
      const m1 = sums[0]! / all;
      const m2 = sums[1]! / all;
      const m3 = sums[2]! / all;
      const variance = m2 - m1 * m1;
      if (variance <= 0) return 0;
      return (m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1) / (variance * Math.sqrt(variance));
    },
  };
}
