// Whether the areas under the ROC curves of two models differ on the same rows: DeLong, DeLong & Clarke-Pearson, Comparing the
// areas under two or more correlated receiver operating characteristic curves, Biometrics 44, 1988; the placements by
// midranks (Sun & Xu, IEEE Signal Processing Letters 21, 2014).

import { chiSquareTail } from './statistics.ts';

export interface AreaComparison {
  readonly areas: readonly [number, number];
  /** Rows of each kind. */
  readonly positives: number;
  readonly negatives: number;
  /** Covariance of the two areas, row-major 2 × 2. */
  readonly covariance: readonly [number, number, number, number];
  /** (first − second) / standard error, and its two-sided normal p-value; NaN where the models rank alike. */
  readonly z: number;
  readonly pValue: number;
}

/** Ranks from 1 on; equal values share the mean of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/** For each positive the share of negatives below it, and for each negative the share of positives above it. */
function placements(positives: Float64Array, negatives: Float64Array): [Float64Array, Float64Array] {
  const [m, n] = [positives.length, negatives.length];
  const together = new Float64Array(m + n);
  together.set(positives);
  together.set(negatives, m);
  const all = midranks(together);
  const own = [midranks(positives), midranks(negatives)] as const;
  return [
    positives.map((_, i) => (all[i]! - own[0][i]!) / n),
    negatives.map((_, i) => 1 - (all[m + i]! - own[1][i]!) / m),
  ];
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function covariance(one: Float64Array, other: Float64Array): number {
  const [a, b] = [mean(one), mean(other)];
  return one.reduce((sum, value, i) => sum + (value - a) * (other[i]! - b), 0) / (one.length - 1);
}

/**
 * @param truth 1 positive, 0 negative, NaN unknown (left out). @param first @param second scores, one per row.
 * @returns null with fewer than two positives or two negatives, and where a score of either for a known answer is NaN: it has no
 *   rank.
 */
export function compareAreas(
  truth: Float64Array,
  first: Float32Array,
  second: Float32Array,
): AreaComparison | null {
  const of = (scores: Float32Array, answer: number): Float64Array =>
    Float64Array.from(scores).filter((_, row) => truth[row] === answer);
  const [m, n] = [of(first, 1).length, of(first, 0).length];
  if (m < 2 || n < 2) return null;
  const unranked = (scores: Float32Array): boolean =>
    scores.some((score, row) => Number.isNaN(score) && !Number.isNaN(truth[row]!));
  if (unranked(first) || unranked(second)) return null;
  const [up1, down1] = placements(of(first, 1), of(first, 0));
  const [up2, down2] = placements(of(second, 1), of(second, 0));
  const between = (upA: Float64Array, upB: Float64Array, downA: Float64Array, downB: Float64Array): number =>
    covariance(upA, upB) / m + covariance(downA, downB) / n;
  const [v1, v12, v2] = [
    between(up1, up1, down1, down1),
    between(up1, up2, down1, down2),
    between(up2, up2, down2, down2),
  ];
  const areas = [mean(up1), mean(up2)] as const;
  const z = (areas[0] - areas[1]) / Math.sqrt(v1 + v2 - 2 * v12);
  return {
    areas,
    positives: m,
    negatives: n,
    covariance: [v1, v12, v12, v2],
    z,
    pValue: chiSquareTail(z * z, 1),
  };
}
