// Whether what a version learnt from has moved on since. A stale version works as before; it only is no longer what a training
// would give now.

import type { RecipePlan } from './recipe-plan.ts';
import type { DatasetVersion } from './records.ts';
import { sameContent } from './same-content.ts';

type Data = Pick<DatasetVersion, 'number'>;

/** What a version learnt from. Null: it can't be said any more. */
export interface LearntFrom {
  readonly data: Data | null;
  readonly recipe: RecipePlan | null;
}

/** What a training from scratch would learn from now. */
export interface LearntNow {
  readonly data: Data | null;
  readonly recipe: RecipePlan;
  /** The newest data version, whether training uses it or not. */
  readonly newest: Data | null;
}

/** In words, with what has moved on; null: nothing has. What can't be said counts as the same. */
export function staleness(then: LearntFrom, now: LearntNow): string | null {
  const reasons = [dataReason(then.data, now), recipeReason(then.recipe, now.recipe)].filter(
    (reason) => reason !== null,
  );
  return reasons.length > 0 ? reasons.join(' ') : null;
}

function dataReason(then: Data | null, { data, newest }: LearntNow): string | null {
  if (!then) return null;
  if (data && data.number !== then.number)
    return `Training now learns from data v${data.number}; this version learnt from data v${then.number}.`;
  if (newest && newest.number > then.number)
    return `There is a newer data v${newest.number}; this version learnt from data v${then.number}.`;
  return null;
}

function recipeReason(then: RecipePlan | null, now: RecipePlan): string | null {
  return then && !sameContent(then, now)
    ? 'The plan of preparation has been changed since this version learnt by it.'
    : null;
}
