/**
 * Benjamini and Hochberg's adjusted p-values: of the i-th smallest of m the smallest m p_j / j with j ≥ i, at most 1. Among
 * what lies below α, false findings are expected to be a share of at most α (Controlling the false discovery rate, Journal
 * of the Royal Statistical Society B 57, 1995). `statsmodels.stats.multitest.multipletests(method='fdr_bh')`.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((at, place) => {
    smallest = Math.min(smallest, (pValues.length * pValues[at]!) / (order.length - place));
    adjusted[at] = smallest;
  });
  return adjusted;
}
