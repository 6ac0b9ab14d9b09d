// ROC and precision–recall, over every distinct score, and thinned to what a picture can show.

import type { Curve, CurvePoint } from '../pictures.ts';

const mostPoints = 500;

/** Rows with known answers in descending order of score; equal scores together. */
export interface Ranked {
  /** Distinct scores, descending. */
  readonly scores: Float64Array;
  /** Positives and negatives with at least that score. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** @param truth 1, 0 or NaN. Rows of unknown truth or score are left out. */
export function rankedOf(truth: Float64Array, scores: Float32Array): Ranked {
  const known = Int32Array.from(truth.keys()).filter(
    (place) => !Number.isNaN(truth[place]!) && !Number.isNaN(scores[place]!),
  );
  // Sorting the bare scores is many times faster than sorting places by them.
  const positive = Float32Array.from(
    known.filter((place) => truth[place] === 1),
    (place) => scores[place]!,
  ).sort();
  const negative = Float32Array.from(
    known.filter((place) => truth[place] !== 1),
    (place) => scores[place]!,
  ).sort();
  const at: number[] = [];
  const positives: number[] = [];
  const negatives: number[] = [];
  let p = positive.length;
  let n = negative.length;
  while (p > 0 || n > 0) {
    const score = Math.max(positive[p - 1] ?? -Infinity, negative[n - 1] ?? -Infinity);
    while (p > 0 && positive[p - 1] === score) p--;
    while (n > 0 && negative[n - 1] === score) n--;
    at.push(score);
    positives.push(positive.length - p);
    negatives.push(negative.length - n);
  }
  return {
    scores: Float64Array.from(at),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  };
}

/** Keeps the ends and, between them, the points that lie at least a five-hundredth apart on either axis. */
function thinned(points: readonly CurvePoint[]): CurvePoint[] {
  if (points.length <= mostPoints) return [...points];
  const step = 2 / (mostPoints - 2);
  const kept: CurvePoint[] = [points[0]!];
  for (const point of points.slice(1, -1)) {
    const last = kept.at(-1)!;
    if (Math.abs(point.x - last.x) + Math.abs(point.y - last.y) >= step) kept.push(point);
  }
  kept.push(points.at(-1)!);
  // Precision goes to and fro where few rows are called positive, so that more may be left.
  const every = (kept.length - 1) / (mostPoints - 1);
  return every <= 1 ? kept : Array.from({ length: mostPoints }, (_, i) => kept[Math.round(i * every)]!);
}

/** scikit-learn's roc_curve with every threshold, and its area. */
export function rocCurve({ scores, positives, negatives }: Ranked): Curve {
  const allPositives = positives.at(-1) ?? 0;
  const allNegatives = negatives.at(-1) ?? 0;
  if (allPositives === 0 || allNegatives === 0) return { points: [], area: NaN };
  const points: CurvePoint[] = [{ x: 0, y: 0, threshold: Infinity }];
  let area = 0;
  for (let i = 0; i < scores.length; i++) {
    const last = points.at(-1)!;
    const x = negatives[i]! / allNegatives;
    const y = positives[i]! / allPositives;
    area += ((x - last.x) * (y + last.y)) / 2;
    points.push({ x, y, threshold: scores[i]! });
  }
  return { points: thinned(points), area };
}

/** scikit-learn's precision_recall_curve, from recall 0 on, and its average_precision_score. */
export function precisionRecallCurve({ scores, positives, negatives }: Ranked): Curve {
  const all = positives.at(-1) ?? 0;
  if (all === 0) return { points: [], area: NaN };
  const points: CurvePoint[] = [{ x: 0, y: 1, threshold: Infinity }];
  let area = 0;
  for (let i = 0; i < scores.length; i++) {
    const x = positives[i]! / all;
    const y = positives[i]! / (positives[i]! + negatives[i]!);
    area += (x - points.at(-1)!.x) * y;
    points.push({ x, y, threshold: scores[i]! });
  }
  return { points: thinned(points), area };
}
