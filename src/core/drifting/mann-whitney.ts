import { chiSquareTail } from '../statistics.ts';
import { eachJointValue } from './joint-values.ts';

export interface MannWhitney {
  /** Pairs in which the value of x is larger, those with equal values half: scipy's statistic. */
  readonly u: number;
  /** Deviation of u if both samples are of one law, allowing for equal values. */
  readonly deviation: number;
  /** P(U ≥ u): that so many pairs or more have the larger value in the sample that u counts. */
  tail(u: number): number;
}

/** Chances of U = 0 … ⌊n m / 2⌋ without equal values, from Gauss' binomial coefficients. @param few the smaller side. */
function exactChances(few: number, many: number): Float64Array {
  const ways = new Float64Array(Math.floor((few * many) / 2) + 1);
  ways[0] = 1;
  let all = 1;
  for (let i = 1; i <= few; i++) {
    const out = many + i;
    for (let u = ways.length - 1; u >= out; u--) ways[u]! -= ways[u - out]!;
    for (let u = i; u < ways.length; u++) ways[u]! += ways[u - i]!;
    all *= out / i;
  }
  return ways.map((count) => count / all);
}

const normalTail = (z: number): number => {
  const half = chiSquareTail(z * z, 1) / 2;
  return z > 0 ? half : 1 - half;
};

/** Up to so many values on the smaller side, and without equal values, scipy's `auto` counts exactly. */
const mostExact = 8;

/**
 * Mann and Whitney's U of x against y, and its chance as scipy.stats.mannwhitneyu with `auto`: exact, or normal with corrections
 * for continuity and for equal values.
 * @param x and @param y ascending, with at least one value each.
 */
export function mannWhitney(x: Float64Array, y: Float64Array): MannWhitney {
  const [n, m] = [x.length, y.length];
  let [u, ties] = [0, 0];
  eachJointValue(x, y, (_, below, a, b) => {
    u += a * (below + b / 2);
    const t = a + b;
    ties += t * (t * t - 1);
  });
  const all = n + m;
  const deviation = Math.sqrt(Math.max(0, ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)))));
  const middle = (n * m) / 2;
  if (ties > 0 || Math.min(n, m) > mostExact)
    return {
      u,
      deviation,
      tail: (at) => (deviation > 0 ? normalTail((at - middle - 0.5) / deviation) : 1),
    };
  const chances = exactChances(Math.min(n, m), Math.max(n, m));
  const upTo = (to: number): number => chances.subarray(0, to + 1).reduce((sum, chance) => sum + chance, 0);
  return {
    u,
    deviation,
    tail: (at) => (at >= middle ? upTo(n * m - at) : 1 - upTo(at) + chances[at]!),
  };
}
