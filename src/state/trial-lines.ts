// What the end of a trial leaves in the ledger.

import type { TrialOutcome } from '../core/trial.ts';
import type { RunningTrial } from '../core/trials/history.ts';
import type { LineDraft } from './project-store.svelte.ts';

export const trialEndLine = (
  { challengerId, plan, step, share }: RunningTrial,
  championId: string | null,
  outcome: TrialOutcome,
  reason: string,
): LineDraft => ({
  kind: 'trial-ended',
  modelVersionId: challengerId,
  previousId: championId,
  reason,
  trial: { plan, step, share, outcome },
});
