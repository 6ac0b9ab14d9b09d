// Fairness Indicators: ten rates of yes-or-no answers for each slice and threshold, how far they are from a chosen slice's,
// and the figures that sum groups up (Hardt, Price & Srebro, Equality of opportunity in supervised learning, 2016).

import { ratio, totalOf } from './parts/ratios.ts';
import { wilsonInterval } from './proportion.ts';
import {
  shareDifference,
  shareDifferenceFromWhole,
  type Share,
  type ShareDifference,
} from './proportion-difference.ts';
import type { Confusion } from './shared-parts.ts';

/** Thresholds at which TFMA's Fairness Indicators look. */
export const fairnessThresholds: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What an answer is called whose score lies exactly on the threshold. */
export type OnThreshold = 'yes' | 'no';

export interface FairnessRate {
  /** TFMA's name: `fairness_indicators_metrics/${id}@${threshold}`. Its value too, where scores on the threshold are called no. */
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  /** Rows counted, of the rows that it is a share of. */
  share(confusion: Confusion): Share;
}

const rate = (
  id: string,
  label: string,
  formula: string,
  count: (confusion: Confusion) => number,
  n: (confusion: Confusion) => number,
): FairnessRate => ({
  id,
  label,
  formula,
  share: (confusion) => ({ count: count(confusion), n: n(confusion) }),
});

const isYes = ({ truePositives, falseNegatives }: Confusion): number => truePositives + falseNegatives;
const isNo = ({ trueNegatives, falsePositives }: Confusion): number => trueNegatives + falsePositives;
const saysYes = ({ truePositives, falsePositives }: Confusion): number => truePositives + falsePositives;
const saysNo = ({ trueNegatives, falseNegatives }: Confusion): number => trueNegatives + falseNegatives;
const truePositives = (confusion: Confusion): number => confusion.truePositives;
const falsePositives = (confusion: Confusion): number => confusion.falsePositives;
const trueNegatives = (confusion: Confusion): number => confusion.trueNegatives;
const falseNegatives = (confusion: Confusion): number => confusion.falseNegatives;

/** Each is NaN where there are no rows that it could be a share of, as in TFMA. */
export const fairnessRates: readonly FairnessRate[] = [
  rate('false_positive_rate', 'False positive rate', 'FP / (FP + TN)', falsePositives, isNo),
  rate('false_negative_rate', 'False negative rate', 'FN / (FN + TP)', falseNegatives, isYes),
  rate('true_positive_rate', 'True positive rate', 'TP / (TP + FN)', truePositives, isYes),
  rate('true_negative_rate', 'True negative rate', 'TN / (TN + FP)', trueNegatives, isNo),
  rate('positive_rate', 'Positive rate', '(TP + FP) / n', saysYes, totalOf),
  rate('negative_rate', 'Negative rate', '(TN + FN) / n', saysNo, totalOf),
  rate('false_discovery_rate', 'False discovery rate', 'FP / (FP + TP)', falsePositives, saysYes),
  rate('false_omission_rate', 'False omission rate', 'FN / (FN + TN)', falseNegatives, saysNo),
  rate('precision', 'Precision', 'TP / (TP + FP)', truePositives, saysYes),
  rate('recall', 'Recall', 'TP / (TP + FN)', truePositives, isYes),
];

/**
 * Counts the answers at given places. Rows without a known answer count nowhere.
 * @param scores P(positive), one for each answer.
 * @param onThreshold what a score exactly on the threshold is called. `yes`: positive from the threshold on, as everywhere else in
 *   this project; the threshold is rounded to float32 as the scores are, so that 0.1 reaches 0.1. `no`: TFMA's rule, positive only
 *   above it; as there, the threshold is not rounded, so that the float32 next to 0.1, which is above it, is positive at 0.1.
 */
export function confusionAt(
  truth: Float64Array,
  scores: Float32Array,
  places: ArrayLike<number>,
  threshold: number,
  onThreshold: OnThreshold = 'yes',
): Confusion {
  const counts = [0, 0, 0, 0];
  const from = Math.fround(threshold);
  const isPositive = (score: number): boolean => (onThreshold === 'yes' ? score >= from : score > threshold);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    const answer = truth[place]!;
    if (Number.isNaN(answer)) continue;
    counts[2 * Number(answer === 1) + Number(isPositive(scores[place]!))]!++;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return {
    truePositives: truePositives!,
    falsePositives: falsePositives!,
    trueNegatives: trueNegatives!,
    falseNegatives: falseNegatives!,
  };
}

export interface RateOfSlice {
  readonly value: number;
  /** Wilson's interval at 95 %. */
  readonly low: number;
  readonly high: number;
  /** Rows that it is a share of. */
  readonly n: number;
  /** From the baseline slice; null for that slice itself. */
  readonly difference: ShareDifference | null;
}

/**
 * One rate of every slice and its difference from the baseline slice's.
 * @param confusions of the slices. @param baseline place of the baseline slice among them.
 * @param isWhole whether the baseline slice holds all the others (all rows); else it shares no row with them.
 */
export function ratesOf(
  of: FairnessRate,
  confusions: readonly Confusion[],
  baseline: number,
  isWhole: boolean,
): RateOfSlice[] {
  const shares = confusions.map((confusion) => of.share(confusion));
  const other = shares[baseline];
  if (!other) throw new RangeError(`There is no slice ${baseline} to compare with.`);
  const difference = isWhole ? shareDifferenceFromWhole : shareDifference;
  return shares.map((share, at) => ({
    value: ratio(share.count, share.n),
    ...wilsonInterval(share.count, share.n),
    n: share.n,
    difference: at === baseline ? null : difference(share, other),
  }));
}

/** How far apart groups are, in one number each; NaN where a group lacks the rows that a rate needs. */
export interface Parity {
  /** Largest − smallest positive rate, and smallest / largest. */
  readonly demographicParityDifference: number;
  readonly demographicParityRatio: number;
  /** The larger of the differences of the true and of the false positive rate, and the smaller of the ratios. */
  readonly equalizedOddsDifference: number;
  readonly equalizedOddsRatio: number;
  /** Largest − smallest true positive rate. */
  readonly equalOpportunityDifference: number;
}

/** fairlearn.metrics: demographic_parity_…, equalized_odds_… and equal_opportunity_difference between groups. */
export function parityOf(groups: readonly Confusion[]): Parity {
  const apart = (count: (confusion: Confusion) => number, n: (confusion: Confusion) => number) => {
    const rates = groups.map((group) => ratio(count(group), n(group)));
    const [low, high] = [Math.min(...rates), Math.max(...rates)];
    return { difference: high - low, ratio: ratio(low, high) };
  };
  const selected = apart(saysYes, totalOf);
  const hits = apart(truePositives, isYes);
  const alarms = apart(falsePositives, isNo);
  return {
    demographicParityDifference: selected.difference,
    demographicParityRatio: selected.ratio,
    equalizedOddsDifference: Math.max(hits.difference, alarms.difference),
    equalizedOddsRatio: Math.min(hits.ratio, alarms.ratio),
    equalOpportunityDifference: hits.difference,
  };
}
