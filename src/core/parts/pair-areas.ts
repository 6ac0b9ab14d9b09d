// ROC AUC of several classes, from who outranks whom.

/** Weighted mean over the classes of each against all others. NaN where a class has no rows. */
export function oneAgainstRest(
  pairs: Float64Array,
  weights: Float64Array,
  weightOf: (u: number) => number,
): number {
  const classes = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let whole = 0;
  for (let c = 0; c < classes; c++) {
    let area = 0;
    for (let d = 0; d < classes; d++) if (d !== c) area += pairs[c * classes + d]!;
    sum += (weightOf(c) * area) / (weights[c]! * (total - weights[c]!));
    whole += weightOf(c);
  }
  return sum / whole;
}

/** Weighted mean over all pairs of classes, both ways round. NaN where a class has no rows. */
export function oneAgainstOne(
  pairs: Float64Array,
  weights: Float64Array,
  weightOf: (c: number, d: number) => number,
): number {
  const classes = weights.length;
  let sum = 0;
  let whole = 0;
  for (let c = 0; c < classes; c++)
    for (let d = c + 1; d < classes; d++) {
      const both = pairs[c * classes + d]! + pairs[d * classes + c]!;
      sum += (weightOf(c, d) * both) / (2 * weights[c]! * weights[d]!);
      whole += weightOf(c, d);
    }
  return sum / whole;
}
