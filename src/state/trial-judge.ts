// What gate and tests say of a version that the guard of its trial would promote. No person looks on: so nothing that is out
// of date, and nothing that had nobody to compare with, lets it through.

import { AppError } from '../core/errors.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { ModelVersion } from '../core/records.ts';
import type { RunningTrial } from '../core/trials/history.ts';
import type { Evaluations } from './evaluations.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft } from './project-store.svelte.ts';
import { objectionOf } from './reasons.ts';

interface Said {
  /** Null: it could not be made. */
  readonly evaluation: Evaluation | null;
  /** Made just now, and not stored yet. */
  readonly isNew: boolean;
  /** In words; null: it may be promoted. */
  readonly objection: string | null;
}

/**
 * Reads the evaluation that stands, or makes it. Inside a turn.
 * @returns null while a person's own evaluation is under way: the next labels bring the question up again.
 * @throws AppError 'aborted' when it was cancelled or the project is left.
 */
export async function askBeforePromotion(
  models: Models,
  evaluations: Evaluations,
  version: ModelVersion,
): Promise<Said | null> {
  const standing = models.standing(version);
  if (standing && !evaluations.mayBeDecided(standing)) return said(standing, false);
  if (evaluations.job.phase === 'running') return null;
  try {
    return said(await evaluations.inTurn(version.id, models.champion?.id ?? null), true);
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'aborted') throw error;
    return { evaluation: null, isNew: false, objection: `It could not be evaluated: ${error.message}` };
  }
}

function said(evaluation: Evaluation, isNew: boolean): Said {
  const alone =
    evaluation.baselineId === null
      ? 'There are no rows on which it can be compared with the champion.'
      : null;
  return { evaluation, isNew, objection: objectionOf(evaluation) ?? alone };
}

/** That the guard would promote, and what holds it back. */
export const heldLine = (
  { challengerId, plan, step, share }: RunningTrial,
  reason: string,
  evaluation: Evaluation | null,
): LineDraft => ({
  kind: 'trial-held',
  modelVersionId: challengerId,
  reason,
  trial: { plan, step, share },
  ...(evaluation && { evaluationId: evaluation.id }),
});
