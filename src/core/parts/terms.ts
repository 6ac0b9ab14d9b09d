// What a row adds to a sum. Figures that share a term share its sum, so each is written once.

import type { Term } from '../shared-parts.ts';

/** Of binary and regression rows. */
export const label: Term = (truth) => truth;
export const prediction: Term = (_, scores, at) => scores[at]!;
export const labelTimesPrediction: Term = (truth, scores, at) => truth * scores[at]!;

export const residual: Term = (truth, scores, at) => scores[at]! - truth;
export const absoluteError: Term = (truth, scores, at) => Math.abs(scores[at]! - truth);
export const squaredError: Term = (truth, scores, at) => (scores[at]! - truth) ** 2;

/** About the pivot, for variances and covariances. */
export const labelFromPivot: Term = (truth, _scores, _at, _outputs, pivot) => truth - pivot;
export const squaredLabelFromPivot: Term = (truth, _scores, _at, _outputs, pivot) => (truth - pivot) ** 2;
export const predictionFromPivot: Term = (_, scores, at, _outputs, pivot) => scores[at]! - pivot;
export const squaredPredictionFromPivot: Term = (_, scores, at, _outputs, pivot) =>
  (scores[at]! - pivot) ** 2;
export const productFromPivot: Term = (truth, scores, at, _outputs, pivot) =>
  (truth - pivot) * (scores[at]! - pivot);

/** Squared distance of the probabilities from what happened: one class of a binary row, all classes added up otherwise. */
export const brierTerm: Term = (truth, scores, at, outputs) => {
  if (outputs === 1) return (scores[at]! - truth) ** 2;
  let sum = 0;
  for (let u = 0; u < outputs; u++) sum += (scores[at + u]! - (u === truth ? 1 : 0)) ** 2;
  return sum;
};

/** −ln P(true class), each probability clipped to [ε, 1 − ε] with the machine epsilon of float64. */
export const surprise: Term = (truth, scores, at, outputs) => {
  const probability = outputs > 1 ? scores[at + truth]! : truth === 1 ? scores[at]! : 1 - scores[at]!;
  return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
};
