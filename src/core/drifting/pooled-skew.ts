import { momentsOf } from '../statistics.ts';

/**
 * Learns a sample; the function it returns has the skewness (third cumulant over the cubed deviation) of it and another together.
 * NaN where values leave the doubles; 0 where all are the same.
 */
export function pooledSkewness(first: Float64Array): (second: Float64Array) => number {
  const n = first.length;
  const { mean, deviation, constant } = momentsOf(first);
  const unit = constant ? 1 : deviation;
  const sumsOf = (values: Float64Array): readonly [number, number, number] => {
    let [sum, squares, cubes] = [0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const z = (values[i]! - mean) / unit;
      sum += z;
      squares += z * z;
      cubes += z * z * z;
    }
    return [sum, squares, cubes];
  };
  const own = sumsOf(first);
  return (second) => {
    const all = n + second.length;
    const other = sumsOf(second);
    const [m1, m2, m3] = [(own[0] + other[0]) / all, (own[1] + other[1]) / all, (own[2] + other[2]) / all];
    const variance = m2 - m1 * m1;
    if (variance <= 0) return 0;
    return (m3 - 3 * m1 * m2 + 2 * m1 ** 3) / variance ** 1.5;
  };
}
