// Everything that the plots of an evaluation draw.

import type { Task } from '../define.ts';
import type { BinaryPictures, EvaluationPictures, ModelPictures, PicturesSpec } from '../pictures.ts';
import { answerAt, oneAgainstRest, type Answered } from './answers.ts';
import { barsOf, evenEdges } from './bars.ts';
import { calibrationBins } from './calibration.ts';
import { precisionRecallCurve, rankedOf, rocCurve } from './curves.ts';
import { gainSteps } from './gain.ts';
import { errorPeriods } from './over-time.ts';
import { regressionPictures, residualEdges } from './regression.ts';
import { thresholdPoints } from './thresholds.ts';

export interface PicturesInput {
  readonly task: Task;
  readonly classes: readonly string[];
  /** Class index or value of each row; NaN unknown. */
  readonly truth: Float64Array;
  /** Row-major rows × outputs. */
  readonly candidate: Float32Array;
  readonly baseline: Float32Array | null;
  readonly outputs: number;
  /** Of the rows, milliseconds since 1970; null where they carry no time. */
  readonly times: Float64Array | null;
  /** By which the baseline answers; absent: the same as the candidate. */
  readonly baselineThreshold?: number;
}

const scoreEdges = evenEdges(0, 1, 40);

function binaryPictures(answered: Answered, spec: PicturesSpec): BinaryPictures {
  const { truth, scores } = oneAgainstRest(answered, spec.positiveClass);
  const ranked = rankedOf(truth, scores);
  const scoresOf = (wanted: number): Float32Array => scores.filter((_, place) => truth[place] === wanted);
  return {
    roc: rocCurve(ranked),
    precisionRecall: precisionRecallCurve(ranked),
    calibration: calibrationBins(truth, scores, spec.calibrationBins, spec.calibration),
    gain: gainSteps(truth, scores),
    negatives: barsOf(scoresOf(0), scoreEdges),
    positives: barsOf(scoresOf(1), scoreEdges),
    thresholds: thresholdPoints(ranked),
  };
}

function confusionOf(answered: Answered, classes: number): number[] {
  const counts = Array.from({ length: classes * classes }, () => 0);
  for (const [place, truth] of answered.truth.entries()) {
    const answer = answerAt(answered, place);
    if (!Number.isNaN(truth) && answer >= 0) counts[truth * classes + answer]!++;
  }
  return counts;
}

function picturesOfModel(
  input: PicturesInput,
  scores: Float32Array,
  spec: PicturesSpec,
  edges: readonly number[],
  threshold = spec.threshold,
): ModelPictures {
  const { task, truth, outputs, times, classes } = input;
  const answered: Answered = { task, truth, scores, outputs, threshold };
  const regression = task === 'regression';
  return {
    confusion: regression ? null : confusionOf(answered, Math.max(2, classes.length)),
    binary: regression ? null : binaryPictures(answered, spec),
    regression: regression ? regressionPictures(truth, scores, edges) : null,
    overTime: errorPeriods(answered, times),
  };
}

/**
 * The plots of one or two models on the same rows. Bars of both share their edges.
 * @throws RangeError when scores do not fit the rows.
 */
export function picturesOf(input: PicturesInput, spec: PicturesSpec): EvaluationPictures {
  const { truth, candidate, baseline, outputs } = input;
  for (const scores of [candidate, baseline])
    if (scores && scores.length !== truth.length * outputs)
      throw new RangeError(`${scores.length} scores do not fit ${truth.length} rows of ${outputs}.`);
  const residualsOf = (scores: Float32Array): number[] =>
    [...truth.keys()].map((place) => scores[place]! - truth[place]!).filter(Number.isFinite);
  const edges =
    input.task === 'regression'
      ? residualEdges([candidate, ...(baseline ? [baseline] : [])].map(residualsOf))
      : [];
  return {
    n: truth.length,
    known: truth.reduce((sum, answer) => sum + Number(!Number.isNaN(answer)), 0),
    candidate: picturesOfModel(input, candidate, spec, edges),
    baseline: baseline ? picturesOfModel(input, baseline, spec, edges, input.baselineThreshold) : null,
  };
}
