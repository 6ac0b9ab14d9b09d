/**
 * Holm's adjusted p-values: of the i-th smallest of m the largest (m − j + 1) p_j with j ≤ i, at most 1. Calling what lies
 * below α a difference errs on any of them with a chance of at most α (Holm, A simple sequentially rejective multiple test
 * procedure, Scandinavian Journal of Statistics 6, 1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((at, place) => {
    largest = Math.max(largest, Math.min(1, (order.length - place) * pValues[at]!));
    adjusted[at] = largest;
  });
  return adjusted;
}
