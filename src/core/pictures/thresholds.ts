// What each threshold would make of the rows.

import type { ThresholdPoint } from '../pictures.ts';
import type { Ranked } from './curves.ts';

const steps = 100;

/** Confusion at 0, 0.01 … 1: positive from the threshold on. */
export function thresholdPoints({ scores, positives, negatives }: Ranked): ThresholdPoint[] {
  const allPositives = positives.at(-1) ?? 0;
  const allNegatives = negatives.at(-1) ?? 0;
  const points: ThresholdPoint[] = [];
  let at = -1;
  for (let step = steps; step >= 0; step--) {
    const threshold = step / steps;
    // Scores are of float32: 0.7 as a score is met by 0.7 as a threshold.
    while (at + 1 < scores.length && scores[at + 1]! >= Math.fround(threshold)) at++;
    const truePositives = positives[at] ?? 0;
    const falsePositives = negatives[at] ?? 0;
    points.push({
      threshold,
      truePositives,
      falsePositives,
      trueNegatives: allNegatives - falsePositives,
      falseNegatives: allPositives - truePositives,
    });
  }
  return points.reverse();
}
