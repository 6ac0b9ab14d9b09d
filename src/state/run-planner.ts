// Which rows a run learns from, and the request that goes to the engine. The same run always gives the same request.

import type { CallbackSetting } from '../core/callback.ts';
import type { Mix } from '../core/define.ts';
import { callbackProblems } from '../core/callback-list.ts';
import { digestContent } from '../core/content-digest.ts';
import { AppError } from '../core/errors.ts';
import {
  chooseHoldout,
  chooseRows,
  fewestTrainingRows,
  splitValidation,
  type StreamPosition,
} from '../core/mixing.ts';
import { learningOf } from '../core/learning-plan.ts';
import { metrics } from '../core/metrics/index.ts';
import { mix32 } from '../core/random.ts';
import { orderProblem } from '../core/recipe-order.ts';
import { usualPlan, type RecipePlan } from '../core/recipe-plan.ts';
import type { Checkpoint, DatasetVersion, Run } from '../core/records.ts';
import { part } from '../core/split.ts';
import { rowsOfVersion } from '../core/version-rows.ts';
import type { RetrainPlan, TrainingConfig } from '../core/define.ts';
import { spanRows, type Span, type Table } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { WrittenFile } from '../core/training-report.ts';
import type { TrainRequest } from '../engine/protocol.ts';
import type { DataVersions } from './data-versions.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export interface Rows {
  readonly rows: Int32Array;
  readonly weights: Float32Array | null;
  readonly span: Span;
  readonly holdout: Span;
}

export class RunPlanner {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #dataVersions: DataVersions;
  /** The last answer for an edited version: the page asks again with every window that passes. */
  #learnt: { readonly turn: string; readonly rows: Int32Array } | null = null;

  constructor(store: ProjectStore, datasets: Datasets, models: Models, dataVersions: DataVersions) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#dataVersions = dataVersions;
  }

  /** The record of a run that is about to start. */
  async newRun(purpose: Run['purpose']): Promise<Run> {
    const { project, runs } = this.#store;
    const { scenario, digest } = this.#datasets.current;
    const plan = purpose === 'first' ? null : project.settings.retrain;
    const { rows, span, holdout } = this.rowsFor(plan);
    const edited = plan ? this.#editedVersion : null;
    const fresh = this.freshRun();
    const { training, callbacks } = project.settings;
    const championRun = runs.find((run) => run.id === this.#models.champion?.runId);
    // 0 or absent: each run its own, and the same again when the project is replayed.
    const seed = training.seed || mix32(project.seed + fresh.number);
    const split = splitValidation(rows, training.validationShare, seed);
    // A warm start goes on with the champion's own network and preparation; other settings wait for a cold one.
    const warm = plan?.warm ? championRun : undefined;
    const recipe = warm ? this.#recipeOf(warm) : (project.settings.recipe ?? this.#usualRecipe);
    this.#checkOrder(recipe, edited);
    this.checkCallbacks(callbacks ?? [], training, scenario.metric, split.train.length);
    return {
      ...fresh,
      purpose,
      model: warm?.model ?? project.settings.model,
      training,
      plan,
      recipe,
      ...(callbacks ? { callbacks } : {}),
      metric: scenario.metric,
      datasetDigest: edited?.digest ?? digest,
      ...(edited ? { dataVersionId: edited.id } : {}),
      trainedOn: { span, rows: split.train.length, validationRows: split.validation.length },
      holdout,
      warmFrom: plan?.warm ? this.#store.championId : null,
      seed,
      parentId: warm?.id ?? null,
      forkedFrom: null,
      recipeDigest: await digestContent(recipe),
    };
  }

  /** What the record of any run says before its first step. */
  freshRun() {
    const { project, nextRunNumber: number } = this.#store;
    return {
      v: 2,
      id: `${project.id}/run/${number}`,
      projectId: project.id,
      number,
      name: `Run ${number}`,
      status: 'running',
      engine: null,
      machine: '',
      epochs: 0,
      summary: {},
      weightsDigest: null,
      windowIndex: project.position,
      startedAt: this.#store.now(),
      endedAt: null,
      error: null,
      modelVersionId: null,
    } as const satisfies Partial<Run>;
  }

  /**
   * Rows to compare a fork on. It learns from its parent's rows, and so keeps the parent's; a first model had none, and
   * every labelled window is new to its rows.
   */
  holdoutOfFork(parent: Run): Span {
    if (parent.plan) return parent.holdout;
    const { scenario } = this.#datasets.current;
    const { holdoutWindows } = this.#store.project.settings.retrain;
    const labelled = scenario.trainRows + labelledWindows(this.#store.windows) * scenario.windowRows;
    const from = Math.max(
      scenario.trainRows,
      this.#models.champion?.trainedOn.span.to ?? 0,
      labelled - holdoutWindows * scenario.windowRows,
    );
    return { from, to: Math.max(from, labelled) };
  }

  /** How a run's rows are prepared. Runs from before there were plans have the usual steps. */
  #recipeOf(run: Run): RecipePlan {
    return run.recipe ?? this.#usualRecipe;
  }

  /** @throws AppError 'bad-input' in words when a callback cannot be used so. */
  checkCallbacks(
    callbacks: readonly CallbackSetting[],
    training: TrainingConfig,
    metric: string,
    rows: number,
  ): void {
    const { schedule } = learningOf(training, this.#datasets.current.scenario.task, rows);
    const directions = new Map([[metric, metrics.get(metric).better]]);
    const context = { directions, scheduled: schedule.kind !== 'constant' };
    const problem = callbackProblems(callbacks, context).find((found) => found !== null);
    if (problem) throw new AppError('bad-input', problem);
  }

  /** Inputs that look back over rows need rows in order. @throws AppError 'bad-input' in words when they are not. */
  #checkOrder(recipe: RecipePlan, edited: DatasetVersion | null): void {
    const { table, ids, parts, nextId } = this.#datasets.current;
    const version = edited ? this.#dataVersions.tableAtHand(edited) : { table, ids, parts, nextId };
    const problem = version && orderProblem(recipe, version);
    if (problem) throw new AppError('bad-input', problem);
  }

  get #usualRecipe(): RecipePlan {
    const { scenario, table } = this.#datasets.current;
    return usualPlan(table, scenario.features);
  }

  /** The edited data version that retraining learns from; null: what the stream has brought. */
  get #editedVersion(): DatasetVersion | null {
    const { training } = this.#dataVersions;
    return training && training.number > 1 ? training : null;
  }

  /** How many rows the present plan would train on; or why it can't. */
  preview(mix?: Mix): { rows: number; holdout: number } | { problem: string } {
    try {
      const { retrain } = this.#store.project.settings;
      const { rows, holdout } = this.rowsFor(mix ? { ...retrain, mix } : retrain);
      return { rows: rows.length, holdout: holdout.to - holdout.from };
    } catch (error) {
      return { problem: AppError.from(error).message };
    }
  }

  /** Rows that a plan would take now; without a plan, the initial rows. @throws AppError bad-input when too few. */
  rowsFor(plan: Run['plan']): Rows {
    const { scenario } = this.#datasets.current;
    if (!plan) {
      const span = { from: 0, to: scenario.trainRows };
      return this.#withoutTestRows({
        rows: spanRows(span),
        weights: null,
        span,
        holdout: { from: span.to, to: span.to },
      });
    }
    const labelled = labelledWindows(this.#store.windows);
    return this.#planned(plan, this.#editedVersion, {
      initialRows: scenario.trainRows,
      labelledRows: scenario.trainRows + labelled * scenario.windowRows,
      championTrainedTo: this.#models.champion?.trainedOn.span.to ?? scenario.trainRows,
      windowRows: scenario.windowRows,
    });
  }

  #planned(plan: RetrainPlan, edited: DatasetVersion | null, at: StreamPosition): Rows {
    return edited
      ? this.#inVersion(edited, chooseHoldout(plan, at))
      : this.#withoutTestRows(chooseRows(plan, at));
  }

  /** Test rows of a split are never learnt from. */
  #withoutTestRows(chosen: Rows): Rows {
    const { parts } = this.#datasets.current;
    if (!parts) return chosen;
    const keep = (row: number) => parts[row] === part.train;
    const { rows, weights } = chosen;
    return {
      ...chosen,
      rows: rows.filter(keep),
      weights: weights?.filter((_, i) => keep(rows[i]!)) ?? null,
    };
  }

  /**
   * All training rows of an edited version, but none that the stream keeps for the comparison or has not brought yet: rows
   * keep their names through every edit. How old a row is has no meaning there, so all count the same.
   */
  #inVersion(version: DatasetVersion, holdout: Span): Rows {
    const span = { from: 0, to: holdout.from };
    const turn = `${version.id} ${holdout.from}`;
    if (this.#learnt?.turn === turn) return { rows: this.#learnt.rows, weights: null, span, holdout };
    const edited = this.#dataVersions.tableAtHand(version);
    if (!edited)
      throw new AppError(
        'bad-input',
        `The rows of data v${version.number} are still being opened. Try again.`,
      );
    const rows = rowsOfVersion(edited, this.#datasets.current.ids, holdout.from);
    if (rows.length < fewestTrainingRows)
      throw new AppError(
        'bad-input',
        `Only ${rows.length} rows of data v${version.number} may be trained on; ${fewestTrainingRows} are the least.`,
      );
    this.#learnt = { turn, rows };
    return { rows, weights: null, span, holdout };
  }

  /** The same rows again, from what the run recorded. */
  #rowsOf(run: Run): Rows {
    const { scenario } = this.#datasets.current;
    if (!run.plan) return this.rowsFor(null);
    return this.#planned(run.plan, this.#versionOf(run), {
      initialRows: scenario.trainRows,
      labelledRows: run.holdout.to,
      // `new` began where the champion's rows ended; for the others only the holdout has to come out the same.
      championTrainedTo: run.plan.mix === 'new' ? run.trainedOn.span.from : run.holdout.from,
      windowRows: scenario.windowRows,
    });
  }

  /** The edited version that a run learnt from; null: the stream's own rows. */
  #versionOf(run: Run): DatasetVersion | null {
    if (run.dataVersionId === undefined) return null;
    return this.#dataVersions.find(run.dataVersionId);
  }

  /** With the table that its rows are of. @param checkpoint where it goes on from. @param files that its callbacks had written there. */
  async request(
    run: Run,
    checkpoint: Checkpoint | null,
    files: readonly WrittenFile[] = [],
  ): Promise<{ request: TrainRequest; validation: Int32Array; table: Table }> {
    const edited = this.#versionOf(run);
    const { table } = edited ? await this.#dataVersions.table(edited) : this.#datasets.current;
    if (edited) await this.#datasets.load(edited.digest, table);
    const { rows, weights } = this.#rowsOf(run);
    const { train, validation } = splitValidation(rows, run.training.validationShare, run.seed);
    const weightOf = weights ? new Map(Array.from(rows, (row, i) => [row, weights[i] ?? 1])) : null;
    const start = run.warmFrom ? await this.#models.packageOf(this.#store.version(run.warmFrom)) : null;
    const request: TrainRequest = {
      runId: run.id,
      digest: run.datasetDigest,
      plan: this.#recipeOf(run),
      rows: train,
      rowWeights: weightOf ? Float32Array.from(train, (row) => weightOf.get(row) ?? 1) : null,
      validationRows: validation,
      model: run.model,
      training: run.training,
      callbacks: run.callbacks ?? [],
      files,
      metric: run.metric,
      seed: run.seed,
      start,
      checkpoint,
    };
    return { request, validation, table };
  }
}
