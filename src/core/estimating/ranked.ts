// Figures of rows in the order of their scores, in float64, of labels that are known.

/** Places of rows fit into so many bits. */
const placeBits = 2 ** 20;

/** Places in ascending order of the values, equal ones in their own order. */
export function ascendingOrder(values: ArrayLike<number>): Int32Array {
  const n = values.length;
  if (!(values instanceof Float32Array) || n >= placeBits)
    return Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  // The bits of a float rise with it, once the sign is taken care of: numbers are sorted several times faster than by a comparison.
  const bits = new Uint32Array(values.map((value) => value + 0).buffer);
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const of = bits[i]!;
    keys[i] = ((of & 0x80000000 ? ~of : of | 0x80000000) >>> 0) * placeBits + i;
  }
  keys.sort();
  return Int32Array.from(keys, (key) => key % placeBits);
}

/**
 * Area under the ROC curve (Mann–Whitney, equal scores count half; scikit-learn's roc_auc_score).
 * @param truth 0 or 1. @returns NaN where a class is missing.
 */
export function rankedArea(scores: ArrayLike<number>, truth: ArrayLike<number>): number {
  const order = ascendingOrder(scores);
  let [below, area, positives] = [0, 0, 0];
  for (let from = 0; from < order.length;) {
    let to = from;
    let [ups, downs] = [0, 0];
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++)
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
