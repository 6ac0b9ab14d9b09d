// Which threshold to choose, by what the person cares about. Every distinct score is tried, not only round numbers.

import type { CostMatrix } from './evaluation.ts';
import { rankedOf } from './pictures/curves.ts';

export type ThresholdGoal =
  /** F1: what is found and how pure it is, alike. */
  | { readonly by: 'f1' }
  /** Youden's J = recall + specificity − 1 (Youden 1950). */
  | { readonly by: 'youden' }
  /** [[TN, FP], [FN, TP]] for each row. */
  | { readonly by: 'cost'; readonly cost: CostMatrix }
  /** The purest of those that find at least so large a share. */
  | { readonly by: 'recall'; readonly atLeast: number };

export interface ThresholdFound {
  /** Rows with at least this score are called positive. */
  readonly threshold: number;
  /** F1, J, cost of all rows together, or precision. */
  readonly value: number;
}

/**
 * The threshold, among the distinct scores of the rows, that serves the goal best; of several the lowest (scikit-learn's habit of
 * ascending thresholds and the first maximum).
 * @param truth 1, 0 or NaN; rows of unknown truth or score are left out.
 * @returns null where the goal has no meaning: rows of one kind only (except cost), or none that finds as much.
 */
export function bestThreshold(
  truth: Float64Array,
  scores: Float32Array,
  goal: ThresholdGoal,
): ThresholdFound | null {
  const ranked = rankedOf(truth, scores);
  const allPositives = ranked.positives.at(-1) ?? 0;
  const allNegatives = ranked.negatives.at(-1) ?? 0;
  if (allPositives + allNegatives === 0) return null;
  if (goal.by !== 'cost' && (allPositives === 0 || allNegatives === 0)) return null;
  let best: ThresholdFound | null = null;
  // Ascending thresholds: of equals the first stays.
  for (let i = ranked.scores.length - 1; i >= 0; i--) {
    const truePositives = ranked.positives[i]!;
    const falsePositives = ranked.negatives[i]!;
    const falseNegatives = allPositives - truePositives;
    let value: number;
    switch (goal.by) {
      case 'f1':
        value = (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
        break;
      case 'youden':
        value = truePositives / allPositives - falsePositives / allNegatives;
        break;
      case 'cost':
        value =
          (allNegatives - falsePositives) * (goal.cost[0]?.[0] ?? 0) +
          falsePositives * (goal.cost[0]?.[1] ?? 0) +
          falseNegatives * (goal.cost[1]?.[0] ?? 0) +
          truePositives * (goal.cost[1]?.[1] ?? 0);
        break;
      case 'recall':
        if (truePositives / allPositives < goal.atLeast) continue;
        value = truePositives / (truePositives + falsePositives);
        break;
    }
    const better = best === null || (goal.by === 'cost' ? value < best.value : value > best.value);
    if (better) best = { threshold: ranked.scores[i]!, value };
  }
  return best;
}
