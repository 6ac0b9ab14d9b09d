import {
  defineInterval,
  drawnWithReplacement,
  leavingOut,
  noBounds,
  sortedDefined,
  spreadOf,
} from '../interval-method.ts';
import { quantileOfSorted } from '../statistics.ts';
import { studentQuantile, studentTail } from '../student-t.ts';

/** Up to so many rows every one is left out once; of more, so many parts. */
const mostParts = 200;

const normalShare = (z: number): number => 1 - studentTail(z, Infinity);
const normalQuantile = (share: number): number => studentQuantile(share, Infinity);

/** Efron's acceleration: a sixth of the skewness of how much each part of the rows moves the figure. */
function accelerationOf(without: Float64Array): number {
  const { mean } = spreadOf(without);
  let squares = 0;
  let cubes = 0;
  for (const value of without) {
    if (Number.isNaN(value)) continue;
    const moved = mean - value;
    squares += moved ** 2;
    cubes += moved ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/**
 * The bias-corrected and accelerated bootstrap (Efron, Better Bootstrap Confidence Intervals, Journal of the American
 * Statistical Association 82, 1987), as scipy.stats.bootstrap has it: the bias from the share of resamples below the value,
 * those equal to it counting half, the acceleration from a jackknife. A share of none or all is taken for half a resample.
 */
export default defineInterval({
  id: 'bca',
  label: 'BCa bootstrap',
  about:
    'The percentile bootstrap, moved for figures whose chance is lopsided: such as log loss, where one bold mistake costs much. Takes up to twice as long.',
  bootstraps: true,
  usual: 400,
  least: 1,
  resample(places, spec) {
    const drawn = drawnWithReplacement(places.length, spec);
    const without = leavingOut(places.length, mostParts, spec.seed);
    let taken = 0;
    return {
      count: drawn.count + without.count,
      next: (weights) => (taken++ < drawn.count ? drawn : without).next(weights),
    };
  },
  bounds(value, values, { confidence, resamples }) {
    const replicates = values.subarray(0, resamples);
    const sorted = sortedDefined(replicates);
    if (sorted.length === 0) return noBounds(value);
    const half = 0.5 / sorted.length;
    const less = sorted.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0);
    const bias = normalQuantile(Math.min(1 - half, Math.max(half, less / sorted.length)));
    const acceleration = accelerationOf(values.subarray(resamples));
    const shareAt = (share: number): number => {
      const moved = bias + normalQuantile(share);
      return normalShare(bias + moved / (1 - acceleration * moved));
    };
    return {
      low: quantileOfSorted(sorted, shareAt((1 - confidence) / 2)),
      high: quantileOfSorted(sorted, shareAt((1 + confidence) / 2)),
      standardError: spreadOf(replicates).deviation,
    };
  },
});
