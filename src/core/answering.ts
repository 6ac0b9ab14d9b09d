// From which probability on a version answers yes. It is the version's own: what is asked of later versions does not change
// what it says.

import type { FigureOf, Scored } from './define.ts';
import { answerOf } from './parts/matrix.ts';
import type { ModelVersion, WindowRecord } from './records.ts';

/** Of versions that have none of their own. */
export const usualThreshold = 0.5;

/** One for all rows, or one for each. */
export type Thresholds = number | Float64Array;

export const thresholdOf = ({ threshold }: Pick<ModelVersion, 'threshold'>): number =>
  threshold ?? usualThreshold;

/** Of every row of a window that of the version whose answer went out. @param of threshold of a version, by its id. */
export function windowThresholds(
  { modelVersionId, trial }: Pick<WindowRecord, 'modelVersionId' | 'trial'>,
  of: (versionId: string) => number,
): Thresholds {
  const own = of(modelVersionId);
  if (!trial || trial.kind === 'shadow') return own;
  const other = of(trial.modelVersionId);
  return other === own ? own : Float64Array.from(trial.answered, (second) => (second ? other : own));
}

/** Binary scores as bare answers, 0 or 1 (NaN stays): read at the usual threshold they are what was answered by these. */
export function asAnswers(scored: Scored, thresholds: Thresholds): Scored {
  const { scores, outputs } = scored;
  if (outputs !== 1 || thresholds === usualThreshold) return scored;
  const answers = scores.map((score, row) =>
    Number.isNaN(score)
      ? NaN
      : answerOf(scores, row, 1, typeof thresholds === 'number' ? thresholds : thresholds[row]!),
  );
  return { ...scored, scores: answers };
}

/** What a figure is computed from: one that counts answers, from these; all others from the scores themselves. */
export function asJudged({ shared }: FigureOf, scored: Scored, thresholds: Thresholds): Scored {
  return shared?.of === 'confusion' || shared?.of === 'matrix' ? asAnswers(scored, thresholds) : scored;
}
