// What figures of a yes-or-no answer come to on average, if every row is positive with the probability that is said of it.

import { ascendingOrder } from './ranked.ts';

/** Rows without their labels. All of one length, without NaN. */
export interface UnlabelledRows {
  /** Calibrated P(positive). */
  readonly probabilities: ArrayLike<number>;
  /** By which the model ranks the rows. */
  readonly scores: ArrayLike<number>;
  /** What it answered, 0 or 1. */
  readonly answers: ArrayLike<number>;
}

export const binaryEstimates = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'specificity',
  'roc-auc',
  'average-precision',
] as const;
export type BinaryEstimate = (typeof binaryEstimates)[number];

/** Numbers of rows to be expected in the cells of the confusion matrix. */
export interface ExpectedConfusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export function expectedConfusion({
  probabilities,
  answers,
}: Pick<UnlabelledRows, 'probabilities' | 'answers'>): ExpectedConfusion {
  let truePositives = 0;
  let falsePositives = 0;
  let trueNegatives = 0;
  let falseNegatives = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (answers[i] === 1) {
      truePositives += p;
      falsePositives += 1 - p;
    } else {
      falseNegatives += p;
      trueNegatives += 1 - p;
    }
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/** As numpy.round(value, 5): to the even of two neighbours that are equally near. */
function rounded(value: number): number {
  const scaled = value * 100_000;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (up ? below + 1 : below) / 100_000;
}

export interface ExpectedRanking {
  readonly area: number;
  readonly averagePrecision: number;
}

/**
 * Expected ROC AUC and average precision as NannyML 0.13.1 has them: rows in descending order of score, those of equal score one
 * after the other from the last; the cumulated probabilities are rounded to 5 decimals. Without rows both are NaN.
 * @param order of the scores, ascending.
 */
export function expectedRanking(
  { probabilities, scores }: Pick<UnlabelledRows, 'probabilities' | 'scores'>,
  order: Int32Array = ascendingOrder(scores),
): ExpectedRanking {
  const n = probabilities.length;
  let [sum, up, right, area, precisions] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    sum += probabilities[order[n - 1 - i]!]!;
    const positives = rounded(sum);
    const negatives = rounded(i + 1 - sum);
    area += ((negatives - right) * (positives + up)) / 2;
    precisions += (positives - up) * (positives / (i + 1));
    up = positives;
    right = negatives;
  }
  return { area: area / (up * right), averagePrecision: precisions / up };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * Every figure of rows. As NannyML, what would be divided by 0 is 0; without rows all are NaN.
 * @param order of the scores, ascending.
 */
export function expectedFigures(
  rows: UnlabelledRows,
  order?: Int32Array,
): Readonly<Record<BinaryEstimate, number>> {
  const n = rows.probabilities.length;
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = expectedConfusion(rows);
  const { area, averagePrecision } = expectedRanking(rows, order);
  const of = (value: number): number => (n === 0 ? NaN : value);
  return {
    accuracy: (truePositives + trueNegatives) / n,
    precision: of(share(truePositives, truePositives + falsePositives)),
    recall: of(share(truePositives, truePositives + falseNegatives)),
    f1: of(share(truePositives, truePositives + 0.5 * (falsePositives + falseNegatives))),
    specificity: of(share(trueNegatives, trueNegatives + falsePositives)),
    'roc-auc': area,
    'average-precision': averagePrecision,
  };
}
