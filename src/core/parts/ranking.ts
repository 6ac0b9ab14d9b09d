// Binary rows from the highest score to the lowest.

import type { Confusion, Ranking } from '../shared-parts.ts';
import { anyCounts, soundRows, type Rows, type Weights } from './known-rows.ts';
import { descendingOrder } from './stable-order.ts';

/** Known rows in descending order of score, equal ones in their own order; rows with a NaN score stand apart. */
interface Ordered {
  readonly places: Int32Array;
  readonly scores: Float32Array;
  readonly positive: Uint8Array;
  readonly broken: readonly number[];
}

function ordered(rows: Rows): Ordered {
  const { sound, broken } = soundRows(rows);
  const n = sound.length;
  const given = new Float32Array(n);
  for (let i = 0; i < n; i++) given[i] = rows.scores[sound[i]!]!;
  const places = descendingOrder(given);
  const scores = new Float32Array(n);
  const positive = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const place = places[i]!;
    const row = sound[place]!;
    scores[i] = given[place]!;
    positive[i] = rows.truth[row] === 1 ? 1 : 0;
    places[i] = row;
  }
  return { places, scores, positive, broken };
}

/**
 * Sorts once; the function it returns adds up the weights of any resample in O(n).
 * @returns per weights: views into buffers that the next call overwrites; one point of NaN where a row that counts has a
 *   NaN score, no point without rows.
 */
export function prepareRanking(rows: Rows): (weights: Weights) => Ranking {
  const { places, scores, positive, broken } = ordered(rows);
  const n = places.length;
  const distinct = new Float32Array(n);
  const positives = new Float64Array(n);
  const negatives = new Float64Array(n);
  return (weights) => {
    if (anyCounts(weights, broken))
      return {
        scores: Float32Array.of(NaN),
        positives: Float64Array.of(NaN),
        negatives: Float64Array.of(NaN),
      };
    let up = 0;
    let down = 0;
    let count = 0;
    let moved = false;
    for (let i = 0; i < n; i++) {
      const weight = weights ? weights[places[i]!]! : 1;
      if (weight > 0) moved = true;
      if (positive[i]) up += weight;
      else down += weight;
      if (moved && (i + 1 === n || scores[i + 1] !== scores[i])) {
        distinct[count] = scores[i]!;
        positives[count] = up;
        negatives[count++] = down;
        moved = false;
      }
    }
    return {
      scores: distinct.subarray(0, count),
      positives: positives.subarray(0, count),
      negatives: negatives.subarray(0, count),
    };
  };
}

/**
 * The first `share` of the rows' weight in descending order of score, rows of equal score in their own order (a stable sort);
 * the row on the border counts in part, so that a row of weight 2 is the same as that row twice.
 * @returns per weights: "positive" means among the first. All NaN where a row that counts has a NaN score.
 */
export function prepareTop(rows: Rows, share: number): (weights: Weights) => Confusion {
  const { places, positive, broken } = ordered(rows);
  const n = places.length;
  return (weights) => {
    let up = 0;
    let down = 0;
    for (let i = 0; i < n; i++) {
      const weight = weights ? weights[places[i]!]! : 1;
      if (positive[i]) up += weight;
      else down += weight;
    }
    let room = anyCounts(weights, broken) ? NaN : share * (up + down);
    let truePositives = Number.isNaN(room) ? NaN : 0;
    let falsePositives = truePositives;
    for (let i = 0; i < n && room > 0; i++) {
      const taken = Math.min(room, weights ? weights[places[i]!]! : 1);
      if (positive[i]) truePositives += taken;
      else falsePositives += taken;
      room -= taken;
    }
    return {
      truePositives,
      falsePositives,
      trueNegatives: down - falsePositives,
      falseNegatives: up - truePositives,
    };
  };
}
