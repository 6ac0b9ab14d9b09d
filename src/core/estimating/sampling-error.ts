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

/** The order of 1 − score, equal ones in their own, from that of the scores. */
function turnedOrder(scores: ArrayLike<number>, order: Int32Array): Int32Array {
  const found = order.slice().reverse();
  for (let from = 0, to = 1; from < found.length; from = to++) {
    const score = 1 - scores[found[from]!]!;
    while (to < found.length && 1 - scores[found[to]!]! === score) to++;
    if (to - from > 1) found.subarray(from, to).sort();
  }
  return found;
}

/**
 * By the share of negatives below each positive (the variance of Mann–Whitney's U); of the rarer class.
 * @param ascending order of the scores.
 */
export function areaSpread(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
  ascending: Int32Array = ascendingOrder(scores),
): RowSpread {
  const n = truth.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += truth[i]!;
  const turned = positives / n > 0.5;
  const order = turned ? turnedOrder(scores, ascending) : ascending;
  const wanted = turned ? 0 : 1;
  const rare = turned ? n - positives : positives;
  const below = new Float64Array(rare);
  let count = 0;
  // As there, a positive in the very first place is passed over, and a negative takes the first rank away.
  for (let rank = 1; rank < n; rank++)
    if (truth[order[rank]!] === wanted) below[count] = (rank - count++) / (n - rare);
  return { deviation: meanSpread(below.subarray(0, count)), share: rare / n };
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
  order: Int32Array,
): RowSpread {
  const size = Math.min(Math.floor(truth.length / 2), largestSample);
  const random = new Random(seed).stream('average-precision');
  const counts = new Uint8Array(truth.length);
  const found = new Float64Array(experiments);
  for (let i = 0; i < experiments; i++) {
    random.tally(counts.fill(0), size);
    // Without a positive, scikit-learn says 0.
    found[i] = rankedPrecision(scores, truth, order, counts) || 0;
  }
  return { deviation: meanSpread(found) * Math.sqrt(size), share: 1 };
}

export type Counts = Record<'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives', number>;

export function countsOf(truth: ArrayLike<number>, answers: ArrayLike<number>): Counts {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    const right = truth[i] === answers[i];
    if (answers[i] === 1)
      if (right) truePositives++;
      else falsePositives++;
    else if (right) trueNegatives++;
    else falseNegatives++;
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/** @param rows of the reference: 0 or 1, what was answered, and the model's own scores. @param order of these, ascending. */
export function binarySpreads(
  rows: {
    readonly truth: ArrayLike<number>;
    readonly answers: ArrayLike<number>;
    readonly scores: ArrayLike<number>;
  },
  seed: number,
  order: Int32Array = ascendingOrder(rows.scores),
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
    'roc-auc': areaSpread(truth, scores, order),
    'average-precision': averagePrecisionSpread(truth, scores, seed, order),
  };
}
