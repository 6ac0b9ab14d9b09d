// What was said against what happened, in ten bins of equal width that contain their right ends (and the first also 0), or for those
// who count so their left ends (and the last also 1).

import type { SharedParts, Term } from '../shared-parts.ts';
import { answerOf } from './matrix.ts';
import { label, prediction } from './terms.ts';

const bins = 10;
/** In float32, as the scores are, so that a score of 0.3 lies in the bin that ends at 0.3. */
const ends = Float32Array.from({ length: bins }, (_, bin) => (bin + 1) / bins);

/** The bin of a probability; NaN for NaN. */
function binOf(probability: number): number {
  if (Number.isNaN(probability)) return NaN;
  let bin = 0;
  while (bin < bins - 1 && probability > ends[bin]!) bin++;
  return bin;
}

/** The same of bins that contain their left ends. */
function binFromLeft(probability: number): number {
  if (Number.isNaN(probability)) return NaN;
  let bin = 0;
  while (bin < bins - 1 && probability >= ends[bin]!) bin++;
  return bin;
}

/** The probability of the class that is answered: of a binary row from 0.5 on that of the positive class. */
const confidence: Term = (_, scores, at, outputs) => {
  const answer = answerOf(scores, at, outputs, 0.5);
  if (answer < 0) return NaN;
  return outputs === 1 ? (answer === 1 ? scores[at]! : Math.fround(1 - scores[at]!)) : scores[at + answer]!;
};

const isRight: Term = (truth, scores, at, outputs) => (answerOf(scores, at, outputs, 0.5) === truth ? 1 : 0);

const binOfPrediction: Term = (_, scores, at) => binOf(scores[at]!);
const binOfPredictionFromLeft: Term = (_, scores, at) => binFromLeft(scores[at]!);
const binOfConfidence: Term = (...row) => binOf(confidence(...row));

const ofPositives = [prediction, label] as const;
const ofAnswers = [confidence, isRight] as const;

const groupings = {
  positive: { group: binOfPrediction, terms: ofPositives },
  'positive-left': { group: binOfPredictionFromLeft, terms: ofPositives },
  answer: { group: binOfConfidence, terms: ofAnswers },
};

/**
 * The gaps between what was said and what happened, bin by bin.
 * @param of `positive`: P(positive) against the share of positives, `positive-left` in bins with their left ends; `answer`: P(answered class) against the share of right
 *   answers. @param read from the gap and the share of the rows of each bin that has any; NaN without rows.
 */
export const readGaps = (
  of: keyof typeof groupings,
  read: (gaps: readonly { readonly gap: number; readonly share: number }[]) => number,
): SharedParts => ({
  of: 'grouped',
  groups: bins,
  ...groupings[of],
  read(sums, weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) return NaN;
    const gaps = Array.from(weights, (weight, bin) => ({
      gap: Math.abs(sums[2 * bin]! - sums[2 * bin + 1]!) / weight,
      share: weight / total,
    }));
    return read(gaps.filter(({ share }) => share > 0));
  },
});

export const meanGap = (gaps: readonly { gap: number; share: number }[]): number =>
  gaps.reduce((sum, { gap, share }) => sum + gap * share, 0);
