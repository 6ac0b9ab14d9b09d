// What the engine is asked of a version on trial when the next window passes.

import { AppError } from '../core/errors.ts';
import type { ModelPackage } from '../core/records.ts';
import type { WindowTrial } from '../core/trial.ts';
import type { RunningTrial } from '../core/trials/history.ts';
import type { TrialRequest } from '../engine/protocol.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { trialEndLine } from './trial-lines.ts';

export interface AskedOfTrial {
  readonly request: TrialRequest;
  readonly of: Pick<WindowTrial, 'modelVersionId' | 'kind' | 'share'>;
}

/**
 * Inside a turn. A challenger whose weights are damaged can't be asked any more: its trial ends at once with the champion, which
 * answers every row again, and the ledger says why.
 * @returns null when the trial has ended so.
 */
export async function trialRequest(
  trial: RunningTrial,
  store: ProjectStore,
  models: Models,
): Promise<AskedOfTrial | null> {
  const { challengerId, plan, share } = trial;
  const version = store.version(challengerId);
  let model: ModelPackage;
  try {
    model = await models.packageOf(version);
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'corrupt') throw error;
    const reason = `v${version.number} can't answer any more: ${error.message} The champion answers every row again.`;
    const line = trialEndLine(trial, store.championId, 'stopped', reason);
    await store.commit({ ledger: store.lines(line) }, { strict: true });
    return null;
  }
  const { kind, seed } = plan;
  return {
    request: { model, kind, share, seed },
    of: { modelVersionId: challengerId, kind, share },
  };
}
