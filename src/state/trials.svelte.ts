// A version on trial: starting, steering and ending one, and what its guard decides when labels arrive. Which trial runs is
// read from the ledger, what it showed from the windows: nothing else is kept, so a reload changes no decision.

import { AppError } from '../core/errors.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { LedgerLine, WindowRecord } from '../core/records.ts';
import type { TrialKind, TrialMove, TrialOutcome, TrialPlan } from '../core/trial.ts';
import { armRows, courseOf, trialRows } from '../core/trials/evidence.ts';
import type { CoursePoint, TrialRows } from '../core/trials/evidence.ts';
import { lookAfter, lookAtFresh, type GuardLook } from '../core/trials/guard.ts';
import { trialAt, trialsOf, type PastTrial, type RunningTrial } from '../core/trials/history.ts';
import { planProblems, shareAt, usualPlan } from '../core/trials/plan.ts';
import { rowMeasureOf, type ChosenMeasure } from '../core/trials/row-measure.ts';
import { evidenceText, verdictText, type TrialWords } from '../core/trials/words.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluations } from './evaluations.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { trialEndLine } from './trial-lines.ts';
import { trialRequest, type AskedOfTrial } from './trial-request.ts';
import { thresholdsIn } from './version-threshold.ts';
import { evaluationLine } from './reasons.ts';
import { askBeforePromotion, heldLine } from './trial-judge.ts';

/** What labels lead to: lines of the ledger, and what they rest on. */
export interface Decided {
  readonly lines: readonly LineDraft[];
  readonly evaluations: readonly Evaluation[];
}
const nothing: Decided = { lines: [], evaluations: [] };

/** Why no trial can begin at the end of the stream. */
export const noMoreRows = 'The stream is over: no rows will come on which a trial could show anything.';

export class Trials {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #evaluations: Evaluations;
  readonly #current = $derived.by(() => trialAt(this.#store.ledger));
  readonly #rows = $derived.by(() =>
    this.#current ? this.#rowsOf(this.#current, this.#store.windows) : null,
  );
  readonly #course = $derived.by(() =>
    this.#current && this.#rows ? courseOf(this.#rows, this.#current.plan) : [],
  );

  constructor(store: ProjectStore, datasets: Datasets, models: Models, evaluations: Evaluations) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#evaluations = evaluations;
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

  /** Ends it by hand with the challenger in production. @returns as `Models.deploy`. */
  async promote(reason: string): Promise<Evaluation | null> {
    const { current } = this;
    if (!current) throw new AppError('bad-input', 'No trial runs.');
    return this.#models.deploy(current.challengerId, reason);
  }

  #inTrial(drafts: (trial: RunningTrial) => LineDraft[]): Promise<void> {
    return this.#store.inTurn(async () => {
      const { current } = this;
      if (!current) throw new AppError('bad-input', 'No trial runs.');
      await this.#store.commit({ ledger: this.#store.lines(...drafts(current)) }, { strict: true });
    });
  }

  /** What the engine is asked for the next window, and whom it is about; null without a trial. Inside a turn. */
  async asked(): Promise<AskedOfTrial | null> {
    const { current } = this;
    return current && trialRequest(current, this.#store, this.#models);
  }

  /**
   * What follows from labels that have just arrived. Inside a turn: the lines belong into the commit that keeps the labels.
   * @param windows all of the project, judged ones as they now are. @param judged those of them that have just been.
   */
  async decide(windows: readonly WindowRecord[], judged: readonly WindowRecord[]): Promise<Decided> {
    const { current } = this;
    if (!current?.plan.automatic) return nothing;
    const rows = this.#rowsOf(current, windows);
    const fresh = rows.windows.filter(({ index }) => judged.some((window) => window.index === index)).length;
    if (fresh === 0) return nothing;
    const look = lookAtFresh(rows, fresh, current, this.measure.measure.better);
    const { verdict } = look;
    if (verdict === 'wait') return nothing;
    const words = this.words(current);
    const seen = rows.windows[look.windows - 1]?.rows ?? 0;
    const reason = `${verdictText(verdict, current.plan, current.step, words)} ${evidenceText(look, seen, current.plan, words)}`;
    const { length } = rows.windows;
    switch (verdict) {
      case 'widen':
        return { ...nothing, lines: [this.#widened(current, reason)] };
      case 'promote':
        return this.#promoteIfLetThrough(current, reason, length >= current.plan.maxWindows);
      case 'roll-back':
        return { ...nothing, lines: this.#ended(current, 'rolled-back', reason) };
      case 'undecided':
        return { ...nothing, lines: this.#ended(current, 'undecided', reason) };
    }
  }

  /**
   * The guard promotes only what gate and tests let through as things stand now. What they hold back goes on on trial: a
   * person may still promote it, and the plan ends it.
   */
  async #promoteIfLetThrough(trial: RunningTrial, reason: string, isOver: boolean): Promise<Decided> {
    const version = this.#store.version(trial.challengerId);
    const said = await askBeforePromotion(this.#models, this.#evaluations, version);
    if (!said) return nothing;
    const { evaluation, isNew, objection } = said;
    const evaluations = evaluation && isNew ? [evaluation] : [];
    const evaluated = evaluations.map((made) => evaluationLine(made, version));
    if (evaluation && objection === null)
      return {
        lines: [
          ...evaluated,
          this.#endLine(trial, 'promoted', reason),
          ...this.#models.promotionLines(version.id, reason, evaluation),
        ],
        evaluations,
      };
    const held = `${reason} It was not promoted all the same. ${objection ?? ''}`.trim();
    if (isOver) return { lines: [...evaluated, ...this.#ended(trial, 'undecided', held)], evaluations };
    // Said once, not at every window.
    const known = this.held;
    const isKnown = evaluation
      ? known?.evaluationId === evaluation.id
      : known?.reason.endsWith(objection ?? '');
    if (known && isKnown) return nothing;
    return { lines: [...evaluated, heldLine(trial, held, evaluation)], evaluations };
  }

  /** Why the guard of the running trial does not promote what it would; null: nothing holds it back. */
  get held(): LedgerLine | null {
    const { current } = this;
    if (!current) return null;
    return (
      this.#store.ledger.findLast(
        ({ kind, modelVersionId, windowIndex }) =>
          kind === 'trial-held' && modelVersionId === current.challengerId && windowIndex > current.begun,
      ) ?? null
    );
  }

  #rowsOf(trial: RunningTrial, windows: readonly WindowRecord[]): TrialRows {
    const { truth } = this.#datasets.current;
    return trialRows(windows, trial, truth, this.measure.measure, thresholdsIn(this.#store));
  }

  #widened({ challengerId, plan, step }: RunningTrial, reason: string): LineDraft {
    const move: TrialMove = { plan, step: step + 1, share: shareAt(plan, step + 1) };
    return { kind: 'trial-widened', modelVersionId: challengerId, reason, trial: move };
  }

  #endLine(trial: RunningTrial, outcome: TrialOutcome, reason: string): LineDraft {
    return trialEndLine(trial, this.#store.championId, outcome, reason);
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
