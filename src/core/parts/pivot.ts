// Sums of squares about zero lose their digits where the values are large and their spread is small; about a value in
// their midst they don't.

/** The known truth nearest to the mean of them (so that equal truths differ from it by exactly 0); 0 without any. */
export function pivotOf(truth: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of truth) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  if (count === 0) return 0;
  const mean = sum / count;
  let nearest = Infinity;
  for (const value of truth) if (Math.abs(value - mean) < Math.abs(nearest - mean)) nearest = value;
  return Number.isFinite(nearest) ? nearest : 0;
}
