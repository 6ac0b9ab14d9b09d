// Confidence-based performance estimation: how good yes-or-no answers are, before anyone knows the truth.

import { needsCalibration, type CalibrationNeed } from './calibration-need.ts';
import { chunksOf, deviationLimits, type Limits } from './chunk-limits.ts';
import { expectedFigures, type BinaryEstimate } from './expected.ts';
import { fitIsotonic, isotonicAt } from './isotonic.ts';
import { realisedFigures } from './realised.ts';
import { binarySpreads, samplingError, type RowSpread } from './sampling-error.ts';

/** A figure that is expected, and its standard error from chance alone. */
export interface Estimated {
  readonly value: number;
  readonly error: number;
}

export interface CbpeReference {
  /** 0 or 1. */
  readonly truth: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  /** What was answered, 0 or 1. */
  readonly answers: ArrayLike<number>;
}

export interface Cbpe {
  readonly need: CalibrationNeed;
  /** From a score to a probability; the score itself where no calibration is needed. */
  calibrated(score: number): number;
  readonly spreads: Readonly<Record<BinaryEstimate, RowSpread>>;
  /** From what the figures really were on stretches of the reference. */
  readonly limits: Readonly<Record<BinaryEstimate, Limits>>;
  /** @param scores finite. */
  estimate(
    scores: ArrayLike<number>,
    answers: ArrayLike<number>,
  ): Readonly<Record<BinaryEstimate, Estimated>>;
}

const record = <T>(of: (id: BinaryEstimate) => T): Record<BinaryEstimate, T> => ({
  accuracy: of('accuracy'),
  precision: of('precision'),
  recall: of('recall'),
  f1: of('f1'),
  specificity: of('specificity'),
  'roc-auc': of('roc-auc'),
  'average-precision': of('average-precision'),
});

function limitsOf({ truth, scores, answers }: CbpeReference, size: number): Record<BinaryEstimate, Limits> {
  const cut = (from: ArrayLike<number>) => Float64Array.from(from);
  const [allTruth, allScores, allAnswers] = [cut(truth), cut(scores), cut(answers)];
  const found = chunksOf(truth.length, size).map(({ from, to }) =>
    realisedFigures({
      truth: allTruth.subarray(from, to),
      scores: allScores.subarray(from, to),
      answers: allAnswers.subarray(from, to),
    }),
  );
  return record((id) =>
    deviationLimits(
      found.map((figures) => figures[id]),
      0,
      1,
    ),
  );
}

/**
 * NannyML 0.13.1's CBPE for a binary task. Scores are calibrated where that helps (calibration-need.ts), every row is then
 * positive with its probability, and figures are those to be expected. It holds while P(y | x) is what it was.
 * @param chunkRows length of the stretches that limits are taken of: as many rows as will be estimated together.
 * @param calibrates false: scores are taken for probabilities as they are (NannyML's NoopCalibrator).
 */
export function fitCbpe(reference: CbpeReference, chunkRows: number, seed: number, calibrates = true): Cbpe {
  const { truth, scores } = reference;
  const need = needsCalibration(scores, truth);
  const map = calibrates && need.needed ? fitIsotonic(scores, truth) : null;
  const calibrated = (score: number): number => (map ? isotonicAt(map, score) : score);
  const spreads = binarySpreads(reference, seed);
  return {
    need,
    calibrated,
    spreads,
    limits: limitsOf(reference, chunkRows),
    estimate(given, answers) {
      const probabilities = new Float64Array(given.length);
      for (let row = 0; row < given.length; row++) probabilities[row] = calibrated(given[row]!);
      const figures = expectedFigures({ probabilities, scores: given, answers });
      return record((id) => ({ value: figures[id], error: samplingError(spreads[id], given.length) }));
    },
  };
}
