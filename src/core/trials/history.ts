// Which version is on trial is stored nowhere: like the champion it is read from the ledger.

import type { LedgerLine } from '../records.ts';
import type { TrialMove, TrialOutcome, TrialPlan } from '../trial.ts';

export interface TrialStep {
  /** Windows that had passed when it began: its first window has this index. */
  readonly from: number;
  readonly step: number;
  /** Share of the rows that the challenger answers. */
  readonly share: number;
}

export interface PastTrial {
  readonly challengerId: string;
  /** Who answered the other rows. */
  readonly championId: string | null;
  readonly plan: TrialPlan;
  /** Oldest first; never empty. */
  readonly steps: readonly TrialStep[];
  /** Null while it runs. `displaced`: another version came into production; `turned-down`: the challenger was set aside. */
  readonly end: {
    readonly at: number;
    readonly outcome: TrialOutcome | 'displaced' | 'turned-down';
    readonly reason: string;
  } | null;
}

export interface RunningTrial extends TrialStep {
  readonly plan: TrialPlan;
  readonly challengerId: string;
  /** Windows that had passed when the trial began; `from` is that of its present step. */
  readonly begun: number;
}

/** How a line ends the running trial; null where it does not. */
function outcomeOf(line: LedgerLine, running: PastTrial): NonNullable<PastTrial['end']>['outcome'] | null {
  const own = line.modelVersionId === running.challengerId;
  if (line.kind === 'trial-ended') return line.trial?.outcome ?? 'stopped';
  if (line.kind === 'promoted' || line.kind === 'rolled-back') return own ? 'promoted' : 'displaced';
  return line.kind === 'kept' && own ? 'turned-down' : null;
}

/**
 * All trials, oldest first. Whatever changes who is champion ends a trial, and so does turning its version down: the plan was
 * made for these two.
 */
export function trialsOf(lines: readonly LedgerLine[]): PastTrial[] {
  const trials: PastTrial[] = [];
  let champion: string | null = null;
  for (const line of lines) {
    const running = trials.at(-1);
    if (running?.end === null) {
      const outcome = outcomeOf(line, running);
      if (outcome)
        trials[trials.length - 1] = {
          ...running,
          end: { at: line.windowIndex, outcome, reason: line.reason },
        };
      else if (line.kind === 'trial-widened' && line.trial)
        trials[trials.length - 1] = {
          ...running,
          steps: [
            ...running.steps,
            { from: line.windowIndex, step: line.trial.step, share: line.trial.share },
          ],
        };
    }
    if (line.kind === 'promoted' || line.kind === 'rolled-back') champion = line.modelVersionId;
    if (line.kind === 'trial-started' && line.trial && line.modelVersionId)
      trials.push({
        challengerId: line.modelVersionId,
        championId: champion,
        plan: line.trial.plan,
        steps: [{ from: line.windowIndex, step: line.trial.step, share: line.trial.share }],
        end: null,
      });
  }
  return trials;
}

interface MoveDraft {
  readonly kind: LedgerLine['kind'];
  readonly reason: string;
  readonly modelVersionId?: string | null;
}

/**
 * The line that ends the running trial where others of the same commit end it without saying so: a version that comes into
 * production, a rollback, or its own version turned down.
 * @param numberOf number of a version. @returns where it stands among the drafts, and what it says; null: no trial ends by them.
 */
export function endedBy(
  lines: readonly LedgerLine[],
  drafts: readonly MoveDraft[],
  numberOf: (id: string) => number,
): { readonly at: number; readonly line: MoveDraft & { readonly trial: TrialMove } } | null {
  const running = trialAt(lines);
  if (!running || drafts.some(({ kind }) => kind === 'trial-ended')) return null;
  const { challengerId, plan, step, share } = running;
  const moves = ({ kind }: MoveDraft): boolean => kind === 'promoted' || kind === 'rolled-back';
  const at = drafts.findIndex(
    (draft) => moves(draft) || (draft.kind === 'kept' && draft.modelVersionId === challengerId),
  );
  if (at < 0) return null;
  const coming = drafts.find(moves)?.modelVersionId ?? null;
  const name = `v${numberOf(challengerId)}`;
  const reason =
    coming === challengerId
      ? `${name} came into production before its guard had decided`
      : coming
        ? `v${numberOf(coming)} came into production: ${name} was held against another champion`
        : `${name} was set aside before its guard had decided`;
  const outcome = coming === challengerId ? 'promoted' : 'stopped';
  return {
    at,
    line: {
      kind: 'trial-ended',
      modelVersionId: challengerId,
      reason,
      trial: { plan, step, share, outcome },
    },
  };
}

/** The trial that runs when the given number of windows has passed (all lines when omitted); null when there is none. */
export function trialAt(lines: readonly LedgerLine[], windowIndex = Infinity): RunningTrial | null {
  const last = trialsOf(lines.filter((line) => line.windowIndex <= windowIndex)).at(-1);
  const step = last?.steps.at(-1);
  const first = last?.steps[0];
  if (!last || last.end !== null || !step || !first) return null;
  return { ...step, plan: last.plan, challengerId: last.challengerId, begun: first.from };
}
