// A version on trial: starting, steering and ending one, and what its guard decides when labels arrive. Which trial runs is
// read from the ledger, what it showed from the windows: nothing else is kept, so a reload changes no decision.

import { AppError } from '../core/errors.ts';
import type { WindowRecord } from '../core/records.ts';
import type { TrialKind, TrialMove, TrialOutcome, TrialPlan, WindowTrial } from '../core/trial.ts';
import { armRows, courseOf, trialRows } from '../core/trials/evidence.ts';
import type { CoursePoint, TrialRows } from '../core/trials/evidence.ts';
import { lookAfter, lookAtFresh, type GuardLook } from '../core/trials/guard.ts';
import { trialAt, trialsOf, type PastTrial, type RunningTrial } from '../core/trials/history.ts';
import { planProblems, shareAt, usualPlan } from '../core/trials/plan.ts';
import { rowMeasureOf, type ChosenMeasure } from '../core/trials/row-measure.ts';
import { evidenceText, verdictText, type TrialWords } from '../core/trials/words.ts';
import type { TrialRequest } from '../engine/protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';

/** Why no trial can begin at the end of the stream. */
export const noMoreRows = 'The stream is over: no rows will come on which a trial could show anything.';

export class Trials {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #current = $derived.by(() => trialAt(this.#store.ledger));
  readonly #rows = $derived.by(() =>
    this.#current ? this.#rowsOf(this.#current, this.#store.windows) : null,
  );
  readonly #course = $derived.by(() =>
    this.#current && this.#rows ? courseOf(this.#rows, this.#current.plan) : [],
  );

  constructor(store: ProjectStore, datasets: Datasets, models: Models) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
  }

  /** The trial that runs; null when there is none. */
  get current(): RunningTrial | null {
    return this.#current;
  }
  /** All trials, oldest first. */
  get all(): readonly PastTrial[] {
    return trialsOf(this.#store.ledger);
  }
  /** What is measured per row. */
  get measure(): ChosenMeasure {
    const { metric, task } = this.#datasets.current.scenario;
    return rowMeasureOf(metric, task);
  }
  /** The difference as it stood after each labelled window of the running trial. */
  get course(): readonly CoursePoint[] {
    return this.#course;
  }
  /** What the guard makes of all labels so far; null without a trial. */
  get look(): GuardLook | null {
    const { current } = this;
    if (!current || !this.#rows) return null;
    return lookAfter(this.#rows, this.#rows.windows.length, current, this.measure.measure.better);
  }
  /** Labelled rows of each arm since the trial began. */
  get arms(): { readonly champion: number; readonly challenger: number } {
    const { current } = this;
    return current && this.#rows ? armRows(this.#rows, current.plan.kind) : { champion: 0, challenger: 0 };
  }

  words(trial: Pick<RunningTrial, 'challengerId'>): TrialWords {
    const name = (id: string | null) => (id ? `v${this.#store.numberOf(id)}` : 'the champion');
    return {
      measure: this.measure.measure,
      challenger: name(trial.challengerId),
      champion: name(this.#store.championId),
      targetUnit: this.#datasets.current.scenario.targetUnit,
    };
  }

  /** A plan that can begin as it is. */
  usual(kind: TrialKind): TrialPlan {
    const { measure, standsIn } = this.measure;
    const level = standsIn ? NaN : (this.#models.champion?.level.value ?? NaN);
    const { project } = this.#store;
    return usualPlan(
      kind,
      measure,
      measure.id === 'squared-error' && this.#models.champion?.metric === 'rmse' ? level ** 2 : level,
      project.seed + project.position,
    );
  }

  /**
   * Puts a version on trial beside the champion, from the next window on.
   * @throws AppError 'bad-input' when a trial runs already, the plan can't begin, the version is the champion, or no rows will
   * come any more.
   */
  start(versionId: string, plan: TrialPlan): Promise<void> {
    return this.#store.inTurn(async () => {
      const version = this.#store.version(versionId);
      const [problem] = Object.values(planProblems(plan));
      if (problem) throw new AppError('bad-input', problem);
      if (this.current)
        throw new AppError('bad-input', 'A trial runs already. End it before the next begins.');
      if (this.#store.project.position >= this.#datasets.current.windows)
        throw new AppError('bad-input', noMoreRows);
      if (!this.#models.champion)
        throw new AppError('bad-input', 'A trial needs a champion that answers the other rows.');
      if (version.id === this.#store.championId)
        throw new AppError('bad-input', `v${version.number} is in production already.`);
      // Read before it is written down: a damaged version must not be asked.
      await this.#models.packageOf(version);
      await this.#store.commit(
        {
          ledger: this.#store.lines({
            kind: 'trial-started',
            modelVersionId: version.id,
            previousId: this.#store.championId,
            reason: startReason(plan, this.words({ challengerId: version.id })),
            trial: { plan, step: 0, share: shareAt(plan, 0) },
          }),
        },
        { strict: true },
      );
    });
  }

  /** One step further by hand. @throws AppError 'bad-input' without a further step. */
  widen(): Promise<void> {
    return this.#inTrial((trial) => {
      if (trial.step + 1 >= trial.plan.shares.length)
        throw new AppError(
          'bad-input',
          'This was the last step. Promote it, roll it back or stop the trial.',
        );
      return [this.#widened(trial, 'by hand')];
    });
  }

  /** Ends it by hand with the champion. @param how `rolled-back` turns the challenger down, `stopped` leaves it waiting. */
  end(how: 'rolled-back' | 'stopped', reason: string): Promise<void> {
    return this.#inTrial((trial) => this.#ended(trial, how, reason));
  }

  /** Ends it by hand with the challenger in production. */
  async promote(reason: string): Promise<void> {
    const { current } = this;
    if (!current) throw new AppError('bad-input', 'No trial runs.');
    await this.#models.deploy(current.challengerId, reason);
  }

  #inTrial(drafts: (trial: RunningTrial) => LineDraft[]): Promise<void> {
    return this.#store.inTurn(async () => {
      const { current } = this;
      if (!current) throw new AppError('bad-input', 'No trial runs.');
      await this.#store.commit({ ledger: this.#store.lines(...drafts(current)) }, { strict: true });
    });
  }

  /** What the engine is asked for the next window, and whom it is about; null without a trial. Inside a turn. */
  async asked(): Promise<{
    readonly request: TrialRequest;
    readonly of: Pick<WindowTrial, 'modelVersionId' | 'kind' | 'share'>;
  } | null> {
    const { current } = this;
    if (!current) return null;
    const challenger = this.#store.version(current.challengerId);
    const { share } = current;
    const { kind, seed } = current.plan;
    return {
      request: { model: await this.#models.packageOf(challenger), kind, share, seed },
      of: { modelVersionId: challenger.id, kind, share },
    };
  }

  /**
   * What follows from labels that have just arrived. Inside a turn: the lines belong into the commit that keeps the labels.
   * @param windows all of the project, judged ones as they now are. @param judged those of them that have just been.
   */
  decide(windows: readonly WindowRecord[], judged: readonly WindowRecord[]): LineDraft[] {
    const { current } = this;
    if (!current?.plan.automatic) return [];
    const rows = this.#rowsOf(current, windows);
    const fresh = rows.windows.filter(({ index }) => judged.some((window) => window.index === index)).length;
    if (fresh === 0) return [];
    const look = lookAtFresh(rows, fresh, current, this.measure.measure.better);
    const { verdict } = look;
    if (verdict === 'wait') return [];
    const words = this.words(current);
    const seen = rows.windows[look.windows - 1]?.rows ?? 0;
    const reason = `${verdictText(verdict, current.plan, current.step, words)} ${evidenceText(look, seen, words)}`;
    switch (verdict) {
      case 'widen':
        return [this.#widened(current, reason)];
      case 'promote':
        return [
          this.#endLine(current, 'promoted', reason),
          ...this.#models.promotionLines(current.challengerId, reason),
        ];
      case 'roll-back':
        return this.#ended(current, 'rolled-back', reason);
      case 'undecided':
        return this.#ended(current, 'undecided', reason);
    }
  }

  #rowsOf(trial: RunningTrial, windows: readonly WindowRecord[]): TrialRows {
    return trialRows(windows, trial, this.#datasets.current.truth, this.measure.measure);
  }

  #widened({ challengerId, plan, step }: RunningTrial, reason: string): LineDraft {
    const move: TrialMove = { plan, step: step + 1, share: shareAt(plan, step + 1) };
    return { kind: 'trial-widened', modelVersionId: challengerId, reason, trial: move };
  }

  #endLine(
    { challengerId, plan, step, share }: RunningTrial,
    outcome: TrialOutcome,
    reason: string,
  ): LineDraft {
    return {
      kind: 'trial-ended',
      modelVersionId: challengerId,
      previousId: this.#store.championId,
      reason,
      trial: { plan, step, share, outcome },
    };
  }

  /** With the champion. A challenger that was found worse no longer waits; one of which nothing is known does. */
  #ended(trial: RunningTrial, outcome: Exclude<TrialOutcome, 'promoted'>, reason: string): LineDraft[] {
    const line = this.#endLine(trial, outcome, reason);
    const waits = outcome === 'rolled-back' && this.#store.challengerId === trial.challengerId;
    return waits ? [line, { kind: 'kept', modelVersionId: trial.challengerId, reason }] : [line];
  }
}

function startReason(plan: TrialPlan, { challenger, champion }: TrialWords): string {
  switch (plan.kind) {
    case 'shadow':
      return `${challenger} answers every row too, for nobody; ${champion} goes on answering`;
    case 'canary':
      return `${challenger} answers a small share of the rows, and more while it is not worse than ${champion}`;
    case 'ab':
      return `${challenger} and ${champion} each answer a share of the rows until one is surely better`;
  }
}
