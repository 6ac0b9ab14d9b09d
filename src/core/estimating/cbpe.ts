// Confidence-based performance estimation: how good yes-or-no answers are, before anyone knows the truth.

import { needsCalibration, type CalibrationNeed } from './calibration-need.ts';
import { chunksOf, deviationLimits, type Limits } from './chunk-limits.ts';
import { expectedFigures, type BinaryEstimate } from './expected.ts';
import { fitIsotonic, isotonicOfAll, isotonicOrder } from './isotonic.ts';
import { ascendingOrder } from './ranked.ts';
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
  /** From scores to probabilities; the scores themselves where no calibration is needed. @param order of the scores, ascending. */
  calibrated(scores: ArrayLike<number>, order: Int32Array): Float64Array;
  readonly spreads: Readonly<Record<BinaryEstimate, RowSpread>>;
  /** From what the figures really were on stretches of the reference. */
  readonly limits: Readonly<Record<BinaryEstimate, Limits>>;
  /** @param scores finite. @param order of these, ascending. @param probabilities as `calibrated` has them. */
  estimate(
    scores: ArrayLike<number>,
    answers: ArrayLike<number>,
    order?: Int32Array,
    probabilities?: Float64Array,
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

/** Numbers of which stretches can be taken that share their memory. */
export const inMemory = (values: ArrayLike<number>): Float32Array | Float64Array | Int32Array =>
  values instanceof Float32Array || values instanceof Float64Array || values instanceof Int32Array
    ? values
    : new Float64Array(values);

function limitsOf(reference: CbpeReference, size: number): Record<BinaryEstimate, Limits> {
  const truth = inMemory(reference.truth);
  const scores = inMemory(reference.scores);
  const answers = inMemory(reference.answers);
  const found = chunksOf(truth.length, size).map(({ from, to }) =>
    realisedFigures({
      truth: truth.subarray(from, to),
      scores: scores.subarray(from, to),
      answers: answers.subarray(from, to),
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
  const order = ascendingOrder(scores);
  const byTruth = isotonicOrder(scores, truth, order);
  const need = needsCalibration(scores, truth, byTruth);
  const map = calibrates && need.needed ? fitIsotonic(scores, truth, byTruth) : null;
  const calibrated = (given: ArrayLike<number>, ascending: Int32Array): Float64Array =>
    map ? isotonicOfAll(map, given, ascending) : new Float64Array(given);
  const spreads = binarySpreads(reference, seed, order);
  return {
    need,
    calibrated,
    spreads,
    limits: limitsOf(reference, chunkRows),
    estimate(
      given,
      answers,
      ascending = ascendingOrder(given),
      probabilities = calibrated(given, ascending),
    ) {
      const figures = expectedFigures({ probabilities, scores: given, answers }, ascending);
      return record((id) => ({ value: figures[id], error: samplingError(spreads[id], given.length) }));
    },
  };
}
