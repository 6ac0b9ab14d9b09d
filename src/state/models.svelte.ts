// The registry of model versions: who is champion, who waits, what a person calls them, and the verbs that move the alias.
// Every move is a ledger line.

import { AppError } from '../core/errors.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { aliasesAt } from '../core/ledger.ts';
import { usualPlan } from '../core/recipe-plan.ts';
import type { ModelPackage, ModelVersion, VersionNote } from '../core/records.ts';
import { staleness } from '../core/staleness.ts';
import { removeAlias, setAlias } from './alias-moves.ts';
import type { Datasets } from './datasets.svelte.ts';
import { NoUnlearntRows, type Evaluator } from './evaluator.ts';
import type { Packages } from './packages.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { decisionReason, objectionOf, unjudgedReason } from './reasons.ts';

/** Who evaluates: makes an evaluation and stores it, seen to be under way and to be cancelled meanwhile. */
export interface Judge {
  readonly job: { readonly phase: 'idle' | 'running' | 'failed' | 'done' };
  evaluate(candidateId: string, baselineId: string | null): Promise<Evaluation>;
}

/** So often a promotion evaluates anew because champion or settings were changed meanwhile. */
const mostTries = 3;

export class Models {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #packages: Packages;
  readonly #evaluator: Evaluator;
  readonly #judge: () => Judge;
  readonly #aliases = $derived.by(() => aliasesAt(this.#store.ledger));
  #unjudged = $state.raw<{ readonly versionId: string; readonly why: string } | null>(null);

  constructor(
    store: ProjectStore,
    datasets: Datasets,
    packages: Packages,
    evaluator: Evaluator,
    judge: () => Judge,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#packages = packages;
    this.#evaluator = evaluator;
    this.#judge = judge;
  }

  get champion(): ModelVersion | null {
    return this.#store.findVersion(this.#store.championId);
  }
  get challenger(): ModelVersion | null {
    return this.#store.findVersion(this.#store.challengerId);
  }
  /** Where Roll back leads. */
  get previous(): ModelVersion | null {
    return this.#store.findVersion(this.#store.rollbackId);
  }

  /** Every alias with the id of the version that it points to: `champion`, `challenger`, then a person's own. */
  get aliases(): ReadonlyMap<string, string> {
    return this.#aliases;
  }

  /** Drops the weights held in memory. */
  forget(): void {
    this.#packages.forget();
    this.#unjudged = null;
  }

  /** Weights and recipe of a version, read from the store once and checked against their digest. */
  packageOf(version: ModelVersion): Promise<ModelPackage> {
    return this.#packages.of(version);
  }

  /** The evaluation that a promotion of a version may rest on now: by the present settings, against the present champion. */
  standing(version: ModelVersion): Evaluation | null {
    return this.#evaluator.current(version, this.champion);
  }

  /** Whether there are rows to judge a version on. */
  canBeJudged(version: ModelVersion): boolean {
    return this.#evaluator.hasRows(version);
  }

  /** A version that was to come into production when its evaluation broke off, and why that did; null: none. */
  get unjudged(): { readonly versionId: string; readonly why: string } | null {
    return this.#unjudged;
  }

  /** Makes the waiting challenger champion; as `deploy`. */
  async promote(reason: string | null): Promise<Evaluation | null> {
    const challenger = this.challenger;
    if (!challenger) throw new AppError('bad-input', 'There is no challenger to promote. Retrain first.');
    return this.deploy(challenger.id, reason);
  }

  /**
   * Puts any version of the registry into production, e.g. an earlier champion again. It is evaluated first where that was not
   * done by the present settings against the present champion.
   * @param reason null: what its evaluation says for it.
   * @returns the evaluation that was made just now and speaks against it. Nothing has moved then: whoever asks once more
   * knows it, and moves it all the same. Null: it is in production.
   * @throws what the evaluation broke off with (see `unjudged`), 'aborted' when it was cancelled.
   */
  async deploy(versionId: string, reason: string | null): Promise<Evaluation | null> {
    this.#unjudged = null;
    const version = this.#coming(versionId);
    // Read before anything is asked or written down: a damaged version must not become champion.
    await this.packageOf(version);
    for (let tries = 0; tries < mostTries; tries++) {
      const standing = this.standing(version);
      const asked = standing ? null : await this.#ask(version);
      if (asked && objectionOf(asked) !== null) return asked;
      const evaluation = standing ?? asked;
      if (await this.#bring(version, evaluation, decisionReason(reason, evaluation))) return null;
    }
    throw new AppError(
      'bad-input',
      `What is asked of v${version.number}, or the champion, changed again and again meanwhile. Try once more.`,
    );
  }

  /**
   * Puts a version into production that can't be evaluated: a fault there must not keep anyone from replacing the champion.
   * @throws AppError 'bad-input' where no evaluation of it has just broken off.
   */
  async deployUnjudged(versionId: string, reason: string | null): Promise<void> {
    const refused = this.#unjudged;
    const version = this.#coming(versionId);
    if (refused?.versionId !== versionId)
      throw new AppError('bad-input', `v${version.number} can be evaluated: that comes first.`);
    await this.#bring(version, null, unjudgedReason(reason, refused.why));
    this.#unjudged = null;
  }

  /** @returns null where there is no row to judge on: nothing can be said then, and the ledger says that. */
  async #ask({ id }: ModelVersion): Promise<Evaluation | null> {
    const judge = this.#judge();
    try {
      return await judge.evaluate(id, this.champion?.id ?? null);
    } catch (thrown) {
      if (thrown instanceof NoUnlearntRows) return null;
      if (judge.job.phase === 'failed')
        this.#unjudged = { versionId: id, why: AppError.from(thrown).message };
      throw thrown;
    }
  }

  /** @returns false where the evaluation no longer holds: champion or settings were changed since it was read. */
  #bring(of: ModelVersion, evaluation: Evaluation | null, reason: string): Promise<boolean> {
    return this.#store.inTurn(async () => {
      if (this.#store.project.id !== of.projectId)
        throw new AppError('aborted', 'The project was left before this could be written down.');
      const version = this.#coming(of.id);
      await this.packageOf(version);
      if (evaluation && this.standing(version)?.id !== evaluation.id) return false;
      await this.#store.commit(
        { ledger: this.#store.lines(...this.#moved(version, reason, evaluation)) },
        { strict: true },
      );
      return true;
    });
  }

  #coming(versionId: string): ModelVersion {
    const version = this.#store.version(versionId);
    if (version.id === this.#store.championId)
      throw new AppError('bad-input', `v${version.number} is in production already.`);
    return version;
  }

  /**
   * What a promotion writes into the ledger; for those who promote inside a turn of their own.
   * @throws AppError 'bad-input' when the version is in production already.
   */
  promotionLines(versionId: string, reason: string, evaluation: Evaluation): LineDraft[] {
    return this.#moved(this.#coming(versionId), decisionReason(reason, evaluation), evaluation);
  }

  #moved(version: ModelVersion, reason: string, evaluation: Evaluation | null): LineDraft[] {
    return [
      ...this.#displaced(version.id),
      {
        kind: 'promoted',
        modelVersionId: version.id,
        previousId: this.#store.championId,
        reason,
        ...(evaluation && { evaluationId: evaluation.id }),
      },
    ];
  }

  /** A challenger that waits was compared with a champion that now goes: the comparison no longer says anything. */
  #displaced(comingId: string): LineDraft[] {
    const waiting = this.#store.challengerId;
    if (!waiting || waiting === comingId) return [];
    return [
      {
        kind: 'kept',
        modelVersionId: waiting,
        reason: 'set aside: the champion that it was compared with is no longer in production',
      },
    ];
  }

  /** Turns the waiting challenger down; the champion stays. */
  keep(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const challenger = this.challenger;
      if (!challenger) throw new AppError('bad-input', 'There is no challenger to turn down.');
      await this.#store.commit(
        { ledger: this.#store.lines({ kind: 'kept', modelVersionId: challenger.id, reason }) },
        { strict: true },
      );
    });
  }

  /** Puts the champion before this one back into production, with its exact weights: the old answers bit for bit. */
  rollBack(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const previous = this.previous;
      if (!previous) throw new AppError('bad-input', 'There is no earlier champion to roll back to.');
      await this.packageOf(previous);
      await this.#store.commit(
        {
          ledger: this.#store.lines(...this.#displaced(previous.id), {
            kind: 'rolled-back',
            modelVersionId: previous.id,
            previousId: this.#store.championId,
            reason,
          }),
        },
        { strict: true },
      );
    });
  }

  /** The alarm was seen; the champion stays and no retraining follows from it. */
  acknowledge(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const alertId = this.#store.openAlertId;
      if (!alertId) return;
      await this.#store.commit({ ledger: this.#store.lines({ kind: 'acknowledged', alertId, reason }) });
    });
  }

  /**
   * Calls a version by a name of the person's own; the name leaves the version that had it.
   * @throws AppError 'bad-input' for a name that MLflow's rules forbid, or that decisions move (aliases.ts).
   */
  setAlias(alias: string, versionId: string): Promise<void> {
    return this.#store.inTurn(() => setAlias(this.#store, alias, versionId));
  }

  /** @throws AppError 'bad-input' for a name that only decisions move. A name that nothing has is removed already. */
  removeAlias(alias: string): Promise<void> {
    return this.#store.inTurn(() => removeAlias(this.#store, alias));
  }

  /** What has moved on since a version learnt, in words; null: nothing. It works all the same. */
  stalenessOf(version: ModelVersion): string | null {
    return this.stalenessNow()(version);
  }

  /** The same for many versions: what they are held against is put together once. */
  stalenessNow(): (version: ModelVersion) => string | null {
    const { project, runs, contents } = this.#store;
    const { recipe, dataVersionId } = project.settings;
    const { datasetVersions } = contents;
    const { scenario, table } = this.#datasets.current;
    const usual = usualPlan(table, scenario.features);
    const first = datasetVersions[0] ?? null;
    const dataById = new Map(datasetVersions.map((data) => [data.id, data]));
    const runById = new Map(runs.map((run) => [run.id, run]));
    const dataOf = (id: string | undefined) => (id === undefined ? first : (dataById.get(id) ?? null));
    const now = {
      data: dataOf(dataVersionId),
      recipe: recipe ?? usual,
      newest: datasetVersions.at(-1) ?? null,
    };
    return ({ runId }) => {
      const run = runById.get(runId);
      const data = run ? dataOf(run.dataVersionId) : null;
      return staleness({ data, recipe: run ? (run.recipe ?? usual) : null }, now);
    };
  }

  /** What a person says of a version; null: nothing yet. */
  noteOf(versionId: string): VersionNote | null {
    return this.#store.versionNotes.find(({ modelVersionId }) => modelVersionId === versionId) ?? null;
  }

  setNote(note: VersionNote): Promise<void> {
    return this.#store.inTurn(async () => {
      this.#store.version(note.modelVersionId);
      await this.#store.commit({ versionNotes: [note] });
    });
  }
}
