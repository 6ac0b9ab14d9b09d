// The registry of model versions: who is champion, who waits, what a person calls them, and the verbs that move the alias.
// Every move is a ledger line.

import { aliasProblem } from '../core/aliases.ts';
import { AppError } from '../core/errors.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { aliasesAt } from '../core/ledger.ts';
import { usualPlan } from '../core/recipe-plan.ts';
import type { ModelPackage, ModelVersion, VersionNote } from '../core/records.ts';
import { staleness } from '../core/staleness.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluator } from './evaluator.ts';
import type { Packages } from './packages.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { decisionReason, evaluationLine } from './reasons.ts';

export class Models {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #packages: Packages;
  readonly #evaluator: Evaluator;
  readonly #aliases = $derived.by(() => aliasesAt(this.#store.ledger));

  constructor(store: ProjectStore, datasets: Datasets, packages: Packages, evaluator: Evaluator) {
    this.#store = store;
    this.#datasets = datasets;
    this.#packages = packages;
    this.#evaluator = evaluator;
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
  }

  /** Weights and recipe of a version, read from the store once and checked against their digest. */
  packageOf(version: ModelVersion): Promise<ModelPackage> {
    return this.#packages.of(version);
  }

  /** Makes the waiting challenger champion. */
  async promote(reason: string): Promise<void> {
    const challenger = this.challenger;
    if (!challenger) throw new AppError('bad-input', 'There is no challenger to promote. Retrain first.');
    return this.deploy(challenger.id, reason);
  }

  /**
   * Puts any version of the registry into production, e.g. an earlier champion again. It is evaluated first where that was not
   * done by the present settings against the present champion; what is found is written down with the move. A gate
   * that it failed does not forbid the move, but the ledger says so.
   */
  deploy(versionId: string, reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const version = this.#store.version(versionId);
      if (version.id === this.#store.championId)
        throw new AppError('bad-input', `v${version.number} is in production already.`);
      // Read before the decision is written down: a damaged version must not become champion.
      await this.packageOf(version);
      const known = this.#evaluator.current(version, this.champion);
      const asked = known ? null : await this.#ask(version);
      const evaluated = asked ? [evaluationLine(asked, version)] : [];
      await this.#store.commit(
        {
          evaluations: asked ? [asked] : [],
          ledger: this.#store.lines(...evaluated, ...this.#moved(version, reason, known ?? asked)),
        },
        { strict: true },
      );
    });
  }

  /** @returns null where there is no row to judge on: nothing can be said then, and the ledger says that. */
  async #ask(version: ModelVersion): Promise<Evaluation | null> {
    try {
      return this.#store.numbered(await this.#evaluator.assessVersion(version, this.champion), version.id);
    } catch (thrown) {
      if (AppError.from(thrown).code === 'bad-input') return null;
      throw thrown;
    }
  }

  /**
   * What a promotion writes into the ledger, resting on the version's newest evaluation; for those who promote inside a turn
   * of their own. @throws AppError 'bad-input' when the version is in production already.
   */
  promotionLines(versionId: string, reason: string): LineDraft[] {
    const version = this.#store.version(versionId);
    if (version.id === this.#store.championId)
      throw new AppError('bad-input', `v${version.number} is in production already.`);
    const newest = this.#store.evaluations.findLast(({ modelVersionId }) => modelVersionId === versionId);
    return this.#moved(version, reason, newest ?? null);
  }

  #moved(version: ModelVersion, reason: string, evaluation: Evaluation | null): LineDraft[] {
    return [
      ...this.#displaced(version.id),
      {
        kind: 'promoted',
        modelVersionId: version.id,
        previousId: this.#store.championId,
        reason: decisionReason(reason, evaluation),
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
    return this.#store.inTurn(async () => {
      const problem = aliasProblem(alias);
      if (problem) throw new AppError('bad-input', problem);
      const version = this.#store.version(versionId);
      const previousId = this.#aliases.get(alias) ?? null;
      if (previousId === versionId) return;
      const from = previousId ? ` before that v${this.#store.numberOf(previousId)}` : ' no version before';
      await this.#store.commit(
        {
          ledger: this.#store.lines({
            kind: 'aliased',
            alias,
            modelVersionId: version.id,
            previousId,
            reason: `set by hand;${from}`,
          }),
        },
        { strict: true },
      );
    });
  }

  /** @throws AppError 'bad-input' for a name that only decisions move. A name that nothing has is removed already. */
  removeAlias(alias: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const problem = aliasProblem(alias);
      if (problem) throw new AppError('bad-input', problem);
      const previousId = this.#aliases.get(alias);
      if (previousId === undefined) return;
      await this.#store.commit(
        {
          ledger: this.#store.lines({
            kind: 'unaliased',
            alias,
            previousId,
            reason: `removed by hand from v${this.#store.numberOf(previousId)}`,
          }),
        },
        { strict: true },
      );
    });
  }

  /** What has moved on since a version learnt, in words; null: nothing. It works all the same. */
  stalenessOf(version: ModelVersion): string | null {
    const { project, runs, contents } = this.#store;
    const { recipe, dataVersionId } = project.settings;
    const { datasetVersions } = contents;
    const { scenario, table } = this.#datasets.current;
    const usual = usualPlan(table, scenario.features);
    const first = datasetVersions[0] ?? null;
    const dataOf = (id: string | undefined) =>
      id === undefined ? first : (datasetVersions.find((data) => data.id === id) ?? null);
    const run = runs.find(({ id }) => id === version.runId);
    return staleness(
      { data: run ? dataOf(run.dataVersionId) : null, recipe: run ? (run.recipe ?? usual) : null },
      { data: dataOf(dataVersionId), recipe: recipe ?? usual, newest: datasetVersions.at(-1) ?? null },
    );
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
