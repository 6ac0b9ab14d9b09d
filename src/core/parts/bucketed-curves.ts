// Areas under curves as TensorFlow Model Analysis 0.52 takes them: scores are put into 10,000 buckets, the buckets are read at
// 10,000 thresholds, evenly spaced and the outer two a hair outside [0, 1]. (metrics/calibration_histogram.py,
// binary_confusion_matrices.py and confusion_matrix_metrics.py of that version tell the rule.)

import type { Ranking } from '../shared-parts.ts';
import { totalsOf } from './curves.ts';

const buckets = 10_000;
const thresholds = 10_000;
const hair = 1e-7;
/** A score is rounded to float32: one that lies on the border of a bucket but for that rounding lies on it. */
const rounding = buckets * 2 ** -25;

/** For each bucket (0: below 0, the last: from 1 on) the last threshold that it lies above. */
const thresholdOf = ((): Int32Array => {
  const table = new Int32Array(buckets + 2);
  const level = (i: number): number =>
    (i === 0 ? -hair : i === thresholds - 1 ? 1 + hair : i / (thresholds - 1)) + hair;
  let at = 0;
  for (let bucket = 1; bucket < table.length; bucket++) {
    const start = bucket === buckets + 1 ? Infinity : (bucket - 1) / buckets;
    // No row lies above the last threshold, wherever its score does.
    while (at + 1 < thresholds - 1 && start >= level(at + 1)) at++;
    table[bucket] = at;
  }
  return table;
})();

function bucketOf(score: number): number {
  const place = score * buckets + 1 + rounding;
  if (place < 0) return 0;
  return place > buckets ? buckets + (place >= buckets + 1 ? 1 : 0) : place | 0;
}

/** Where the places are put: a list of its own for each of thousands of resamples would be much to sweep up. */
const room = new Int32Array(thresholds + 1);

/**
 * The places of a ranking that end a stretch between two thresholds, from the highest one on. Written without a branch, for
 * whether a place ends one is as unpredictable as can be: every entry is written over until it counts. The next call overwrites what this one gives.
 */
function stepsOf({ scores }: Ranking): Int32Array {
  const places = room;
  if (scores.length === 0) return places.subarray(0, 0);
  let count = 0;
  let threshold = thresholdOf[bucketOf(scores[0]!)]!;
  for (let i = 1; i < scores.length; i++) {
    const next = thresholdOf[bucketOf(scores[i]!)]!;
    // Thresholds fall.
    const moved = (next - threshold) >>> 31;
    places[count] = i - 1;
    count = (count + moved) | 0;
    threshold = next;
  }
  places[count++] = scores.length - 1;
  return places.subarray(0, count);
}

/**
 * TFMA's AUC, summation "interpolation": trapezoids between the thresholds. 0 where a class is missing, as there; NaN without
 * rows.
 */
export function bucketedRocArea(ranking: Ranking): number {
  const all = totalsOf(ranking);
  if (all.positives === 0 || all.negatives === 0) return 0;
  let area = 0;
  let up = 0;
  let right = 0;
  for (const place of stepsOf(ranking)) {
    const positives = ranking.positives[place]!;
    const negatives = ranking.negatives[place]!;
    area += (negatives - right) * (positives + up);
    up = positives;
    right = negatives;
  }
  return area / 2 / (all.positives * all.negatives);
}

/**
 * TFMA's and Keras' AUC of curve "PR", summation "interpolation" (Davis & Goadrich, 2006): between two thresholds true and false
 * positives grow in proportion, and the precision is that of their counts. 0 without positives, as there; NaN without rows.
 */
export function bucketedPrecisionRecallArea(ranking: Ranking): number {
  const all = totalsOf(ranking);
  if (all.positives === 0) return 0;
  if (Number.isNaN(all.positives)) return NaN;
  let area = 0;
  let lowHits = 0;
  let low = 0;
  for (const place of stepsOf(ranking)) {
    const hits = ranking.positives[place]!;
    const high = hits + ranking.negatives[place]!;
    const slope = (hits - lowHits) / (high - low);
    const intercept = lowHits - slope * low;
    const stretch = low === 0 ? 0 : Math.log(high / low);
    area += (slope * (hits - lowHits + intercept * stretch)) / all.positives;
    lowHits = hits;
    low = high;
  }
  return area;
}
