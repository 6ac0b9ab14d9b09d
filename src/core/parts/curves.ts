// Areas under curves of a ranking.

import type { Ranking } from '../shared-parts.ts';

/** All positives and all negatives; NaN without rows. */
export function totalsOf({ positives, negatives }: Ranking): { positives: number; negatives: number } {
  return { positives: positives.at(-1) ?? NaN, negatives: negatives.at(-1) ?? NaN };
}

/**
 * Area under the ROC curve, exactly: equal scores count half (Mann–Whitney; scikit-learn's roc_auc_score). NaN where a class
 * is missing.
 */
export function rocArea(ranking: Ranking): number {
  const { positives, negatives } = ranking;
  const all = totalsOf(ranking);
  let area = 0;
  let up = 0;
  let right = 0;
  for (let i = 0; i < positives.length; i++) {
    area += (negatives[i]! - right) * (positives[i]! + up);
    up = positives[i]!;
    right = negatives[i]!;
  }
  return area / 2 / (all.positives * all.negatives);
}

/** The same between the false positive rates 0 and `most`, as it is: at most `most`. */
export function partialRocArea(ranking: Ranking, most: number): number {
  const { positives, negatives } = ranking;
  const all = totalsOf(ranking);
  if (!(all.positives > 0 && all.negatives > 0)) return NaN;
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < positives.length && x < most; i++) {
    const nextX = negatives[i]! / all.negatives;
    const nextY = positives[i]! / all.positives;
    const end = Math.min(nextX, most);
    const endY = nextX > x ? y + ((nextY - y) * (end - x)) / (nextX - x) : nextY;
    area += ((end - x) * (y + endY)) / 2;
    x = nextX;
    y = nextY;
  }
  return area;
}

/** Area under straight lines between the points of recall and precision, from (0, 1) on. NaN without positives. */
export function precisionRecallArea(ranking: Ranking): number {
  const { positives, negatives } = ranking;
  const all = totalsOf(ranking).positives;
  let area = 0;
  let recall = 0;
  let precision = 1;
  for (let i = 0; i < positives.length; i++) {
    const nextRecall = positives[i]! / all;
    const nextPrecision = positives[i]! / (positives[i]! + negatives[i]!);
    area += ((nextRecall - recall) * (precision + nextPrecision)) / 2;
    recall = nextRecall;
    precision = nextPrecision;
  }
  return all > 0 ? area : NaN;
}
