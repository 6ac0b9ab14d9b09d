// How far a figure of so many rows strays from its expectation by chance alone, from how single rows of the reference vary.
// NannyML 0.13.1, nannyml/sampling_error.

import { Random } from '../random.ts';
import type { BinaryEstimate } from './expected.ts';
import { ascendingOrder, rankedPrecision } from './ranked.ts';

/** A deviation of single rows, and which share of the rows the figure is of. Error of n rows: deviation / √(n · share). */
export interface RowSpread {
  readonly deviation: number;
  readonly share: number;
}

export const samplingError = ({ deviation, share }: RowSpread, rows: number): number =>
  deviation / Math.sqrt(rows * share);

/** Of ones and zeros; NaN without any. */
const deviationOf = (ones: number, zeros: number): number => {
  const share = ones / (ones + zeros);
  return Math.sqrt(share * (1 - share));
};

export function meanSpread(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / n);
}

/** By the share of negatives below each positive (the variance of Mann–Whitney's U); of the rarer class. */
export function areaSpread(truth: ArrayLike<number>, scores: ArrayLike<number>): RowSpread {
  const n = truth.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += truth[i]!;
  const turned = positives / n > 0.5;
  const order = ascendingOrder(turned ? Float64Array.from(scores, (score) => 1 - score) : scores);
  const wanted = turned ? 0 : 1;
  const rare = turned ? n - positives : positives;
  const below: number[] = [];
  // As there, a positive in the very first place is passed over, and a negative takes the first rank away.
  for (let rank = 1; rank < n; rank++)
    if (truth[order[rank]!] === wanted) below.push((rank - below.length) / (n - rare));
  return { deviation: meanSpread(below), share: rare / n };
}

const experiments = 50;
const largestSample = 50_000;

/**
 * By drawing half as many rows as there are 50 times over, as there; its draws are not seeded, ours are. Given as the spread of
 * single rows, so that the error of n rows is deviation / √n.
 */
function averagePrecisionSpread(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
  seed: number,
): RowSpread {
  const size = Math.min(Math.floor(truth.length / 2), largestSample);
  const random = new Random(seed).stream('average-precision');
  const order = ascendingOrder(scores);
  const counts = new Uint8Array(truth.length);
  const found = Array.from({ length: experiments }, () => {
    random.tally(counts.fill(0), size);
    // Without a positive, scikit-learn says 0.
    return rankedPrecision(scores, truth, order, counts) || 0;
  });
  return { deviation: meanSpread(found) * Math.sqrt(size), share: 1 };
}

export type Counts = Record<'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives', number>;

export function countsOf(truth: ArrayLike<number>, answers: ArrayLike<number>): Counts {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (let i = 0; i < truth.length; i++) {
    const right = truth[i] === answers[i];
    if (answers[i] === 1) counts[right ? 'truePositives' : 'falsePositives']++;
    else counts[right ? 'trueNegatives' : 'falseNegatives']++;
  }
  return counts;
}

/** @param rows of the reference: 0 or 1, what was answered, and the model's own scores. */
export function binarySpreads(
  rows: {
    readonly truth: ArrayLike<number>;
    readonly answers: ArrayLike<number>;
    readonly scores: ArrayLike<number>;
  },
  seed: number,
): Readonly<Record<BinaryEstimate, RowSpread>> {
  const { truth, answers, scores } = rows;
  const n = truth.length;
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = countsOf(truth, answers);
  const wrong = falsePositives + falseNegatives;
  const involved = truePositives + wrong;
  return {
    accuracy: { deviation: deviationOf(n - wrong, wrong), share: 1 },
    precision: {
      deviation: deviationOf(truePositives, falsePositives),
      share: (truePositives + falsePositives) / n,
    },
    recall: {
      deviation: deviationOf(truePositives, falseNegatives),
      share: (truePositives + falseNegatives) / n,
    },
    f1: {
      deviation: (deviationOf(truePositives, wrong) * involved) / (wrong * 0.5 + truePositives),
      share: involved / n,
    },
    specificity: {
      deviation: deviationOf(trueNegatives, falsePositives),
      share: (trueNegatives + falsePositives) / n,
    },
    'roc-auc': areaSpread(truth, scores),
    'average-precision': averagePrecisionSpread(truth, scores, seed),
  };
}
