// The same figures once the labels are known: what estimates are held to.

import type { BinaryEstimate } from './expected.ts';
import { ascendingOrder, rankedArea, rankedPrecision } from './ranked.ts';
import { countsOf } from './sampling-error.ts';

interface LabelledRows {
  /** 0 or 1. */
  readonly truth: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  /** What was answered, 0 or 1. */
  readonly answers: ArrayLike<number>;
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * As scikit-learn, and NaN where NannyML 0.13.1 gives none: precision, recall and F1 unless both classes occur and both are
 * answered, specificity without negatives, average precision without positives, ROC AUC without either.
 */
export function realisedFigures({
  truth,
  scores,
  answers,
}: LabelledRows): Readonly<Record<BinaryEstimate, number>> {
  const n = truth.length;
  const order = ascendingOrder(scores);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = countsOf(truth, answers);
  const [positives, negatives] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  const answered = truePositives + falsePositives;
  const varied = positives > 0 && negatives > 0 && answered > 0 && answered < n;
  const of = (value: number): number => (varied ? value : NaN);
  return {
    accuracy: (truePositives + trueNegatives) / n,
    precision: of(share(truePositives, answered)),
    recall: of(share(truePositives, positives)),
    f1: of(share(truePositives, truePositives + 0.5 * (falsePositives + falseNegatives))),
    specificity: trueNegatives / negatives,
    'roc-auc': rankedArea(scores, truth, order),
    'average-precision': rankedPrecision(scores, truth, order),
  };
}
