// Multiclass: for every two classes, how often a row of the one has more of that class' probability than a row of the other
// (the Mann–Whitney count of Hand & Till, 2001).

import { anyCounts, gatherWeights, knownRows, type Rows, type Weights } from './known-rows.ts';
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
  const known = knownRows(truth);
  const broken = Array.from(known).filter((row) => {
    for (let u = 0; u < classes; u++) if (Number.isNaN(scores[row * classes + u]!)) return true;
    return false;
  });
  const lost = new Set(broken);
  const sound = known.filter((row) => !lost.has(row));
  const classOf = Int32Array.from(sound, (row) => truth[row]!);
  const columns = Array.from({ length: classes }, (_, u) => {
    const column = Float32Array.from(sound, (row) => scores[row * classes + u]!);
    const order = descendingOrder(column);
    return { order, sorted: Float32Array.from(order, (place) => column[place]!) };
  });
  const weight = new Float64Array(sound.length);
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
