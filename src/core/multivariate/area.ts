// How well a score tells two groups of rows apart.

/**
 * Area under the ROC curve: the share of pairs in which the second group scores higher, ties half. NaN when a group is empty.
 * Both are sorted in place.
 */
export function areaBetween(lower: Float64Array, upper: Float64Array): number {
  lower.sort();
  upper.sort();
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (const value of upper) {
    while (below < lower.length && lower[below]! < value) below++;
    if (upTo < below) upTo = below;
    while (upTo < lower.length && lower[upTo]! === value) upTo++;
    wins += (below + upTo) / 2;
  }
  return wins / (lower.length * upper.length);
}

/** Variance of that area when both groups are alike and no two scores are equal (Mann & Whitney 1947). */
export const areaVariance = (lower: number, upper: number): number =>
  (lower + upper + 1) / (12 * lower * upper);
