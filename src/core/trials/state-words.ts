// How a running trial stands, in one or two sentences for who looks up from elsewhere.

import { countText } from '../wording.ts';
import type { GuardLook } from './guard.ts';
import type { RunningTrial } from './history.ts';
import { verdictText, type TrialWords } from './words.ts';

interface Standing {
  readonly trial: RunningTrial;
  readonly look: GuardLook;
  /** Labelled rows of the version on trial. */
  readonly rows: number;
  /** No rows come any more. */
  readonly over: boolean;
}

/** "v2 answers 10 of 100 rows; 230 of them are labelled. The guard waits for more labels." */
export function trialStateText({ trial, look, rows, over }: Standing, words: TrialWords): string {
  const { plan, step, share } = trial;
  const { challenger } = words;
  const answers =
    plan.kind === 'shadow'
      ? `${challenger} answers every row in the shadow`
      : `${challenger} answers ${Number((100 * share).toFixed(1))} of 100 rows`;
  const labelled = `${answers}; ${countText(rows)} labelled ${rows === 1 ? 'row' : 'rows'} so far.`;
  if (over) return `${labelled} The stream is over: no more rows will come, so the decision is yours.`;
  const guard = verdictText(look.verdict, plan, step, words);
  return plan.automatic || look.verdict === 'wait'
    ? `${labelled} ${guard}`
    : `${labelled} The guard, which only advises here, says: ${guard}`;
}
