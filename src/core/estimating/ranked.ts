// Figures of rows in the order of their scores, in float64, of labels that are known.

import { countBelow } from '../drift-sample.ts';
import { orderOfFloats } from '../score-order.ts';

/** By the sorted numbers each is looked up in; equal ones take one place after the other. */
function orderOfNumbers(values: ArrayLike<number>): Int32Array {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n > 0 && Number.isNaN(sorted[n - 1]!))
    return Int32Array.from(sorted.keys()).sort((a, b) => values[a]! - values[b]!);
  const taken = new Int32Array(n);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const first = countBelow(sorted, values[i]!);
    order[first + taken[first]!++] = i;
  }
  return order;
}

/** Places in ascending order of the values, equal ones in their own order. */
export const ascendingOrder = (values: ArrayLike<number>): Int32Array =>
  values instanceof Float32Array ? orderOfFloats(values) : orderOfNumbers(values);

/**
 * Area under the ROC curve (Mann–Whitney, equal scores count half; scikit-learn's roc_auc_score).
 * @param truth 0 or 1. @param order of the scores, ascending. @returns NaN where a class is missing.
 */
export function rankedArea(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  order: Int32Array = ascendingOrder(scores),
): number {
  let below = 0;
  let area = 0;
  let positives = 0;
  for (let from = 0; from < order.length;) {
    const score = scores[order[from]!];
    let to = from;
    let ups = 0;
    let downs = 0;
    for (; to < order.length && scores[order[to]!] === score; to++)
      if (truth[order[to]!] === 1) ups++;
      else downs++;
    area += ups * (below + downs / 2);
    below += downs;
    positives += ups;
    from = to;
  }
  return positives > 0 && below > 0 ? area / (positives * below) : NaN;
}

/**
 * scikit-learn's average_precision_score.
 * @param truth 0 or 1. @param order of the scores, ascending. @param counts how often each row counts; absent: once.
 * @returns NaN without positives.
 */
export function rankedPrecision(
  scores: ArrayLike<number>,
  truth: ArrayLike<number>,
  order: Int32Array = ascendingOrder(scores),
  counts?: ArrayLike<number>,
): number {
  let [positives, rows, sum] = [0, 0, 0];
  for (let from = order.length - 1; from >= 0;) {
    const score = scores[order[from]!];
    let to = from;
    let ups = 0;
    for (; to >= 0 && scores[order[to]!] === score; to--) {
      const row = order[to]!;
      const count = counts ? counts[row]! : 1;
      rows += count;
      ups += count * truth[row]!;
    }
    positives += ups;
    if (ups > 0) sum += (ups * positives) / rows;
    from = to;
  }
  return sum / positives;
}
