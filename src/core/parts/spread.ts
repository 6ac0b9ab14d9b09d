// Sums of squared deviations, from sums about a pivot.

/**
 * Σ w (x − mean)² from Σ w d and Σ w d² of the distances d to any pivot; 0 where that is no more than the rounding of the
 * sums, so that equal values have no spread.
 */
export function spreadOf(sum: number, squares: number, weight: number): number {
  const spread = squares - sum ** 2 / weight;
  return spread <= squares * 1e-13 ? 0 : spread;
}

/**
 * 1 − loss / baseline, the share of a baseline's loss that a model saves. Where the baseline has none: 1 if the model has none
 * either, else 0 (scikit-learn's force_finite); NaN for fewer than two rows, of which nothing can be explained.
 * @param rows with a known answer, whatever they weigh. @param weight theirs together.
 */
export function shareExplained(loss: number, baseline: number, weight: number, rows: number): number {
  if (!(weight > 0) || rows < 2) return NaN;
  if (baseline !== 0) return 1 - loss / baseline;
  if (Number.isNaN(loss)) return NaN;
  return loss === 0 ? 1 : 0;
}
