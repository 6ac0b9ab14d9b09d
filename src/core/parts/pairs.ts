// Multiclass: for every two classes, how often a row of the one has more of that class' probability than a row of the other
// (the Mann–Whitney count of Hand & Till, 2001).

import { anyCounts, gatherWeights, soundRows, type Rows, type Weights } from './known-rows.ts';
import { descendingOrder } from './stable-order.ts';

/**
 * Sorts once per class; the function it returns counts for the weights of any resample in O(classes × n).
 * @returns per weights: pairs (classes × classes, row-major; equal scores count half) and the weight of each class. All NaN
 *   where a row that counts has a NaN score.
 */
export function preparePairs(
  rows: Rows,
): (weights: Weights) => { pairs: Float64Array; weights: Float64Array } {
  const { truth, scores, outputs: classes } = rows;
  const { sound, broken } = soundRows(rows);
  const n = sound.length;
  const classOf = new Int32Array(n);
  for (let i = 0; i < n; i++) classOf[i] = truth[sound[i]!]!;
  const columns = Array.from({ length: classes }, (_, u) => {
    const column = new Float32Array(n);
    for (let i = 0; i < n; i++) column[i] = scores[sound[i]! * classes + u]!;
    const order = descendingOrder(column);
    const sorted = new Float32Array(n);
    for (let i = 0; i < n; i++) sorted[i] = column[order[i]!]!;
    return { order, sorted };
  });
  const weight = new Float64Array(n);
  return (weights) => {
    gatherWeights(weights, sound, weight);
    const pairs = new Float64Array(classes * classes);
    const perClass = new Float64Array(classes);
    if (anyCounts(weights, broken)) return { pairs: pairs.fill(NaN), weights: perClass.fill(NaN) };
    for (let i = 0; i < classOf.length; i++) perClass[classOf[i]!]! += weight[i]!;
    columns.forEach(({ order, sorted }, own) => {
      let above = 0;
      for (let from = 0, to = 0; from < order.length; from = to) {
        let equal = 0;
        for (to = from; to < order.length && sorted[to] === sorted[from]; to++)
          if (classOf[order[to]!] === own) equal += weight[order[to]!]!;
        const ahead = above + equal / 2;
        for (let i = from; i < to; i++) {
          const place = order[i]!;
          pairs[own * classes + classOf[place]!]! += weight[place]! * ahead;
        }
        above += equal;
      }
    });
    return { pairs, weights: perClass };
  };
}
