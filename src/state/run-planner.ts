// Which rows a run learns from, and the request that goes to the engine. The same run always gives the same request.

import { AppError } from '../core/errors.ts';
import { chooseRows, fewestTrainingRows, splitValidation } from '../core/mixing.ts';
import { mix32 } from '../core/random.ts';
import { usualPlan, type RecipePlan } from '../core/recipe-plan.ts';
import type { DatasetVersion, Run } from '../core/records.ts';
import { part } from '../core/split.ts';
import { spanRows, type Span } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { TrainRequest } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
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
  readonly #storage: Storage;
  readonly #dataVersions: DataVersions;

  constructor(
    store: ProjectStore,
    datasets: Datasets,
    models: Models,
    storage: Storage,
    dataVersions: DataVersions,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#storage = storage;
    this.#dataVersions = dataVersions;
  }

  /** The record of a run that is about to start. */
  newRun(purpose: Run['purpose']): Run {
    const { project, runs } = this.#store;
    const { scenario, digest } = this.#datasets.current;
    const plan = purpose === 'first' ? null : project.settings.retrain;
    const { rows, span, holdout } = this.rowsFor(plan);
    const number = runs.length + 1;
    const championRun = runs.find((run) => run.id === this.#models.champion?.runId);
    const seed = mix32(project.seed + number);
    const split = splitValidation(rows, project.settings.training.validationShare, seed);
    // A warm start goes on with the champion's own network and preparation; other settings wait for a cold one.
    const warm = plan?.warm ? championRun : undefined;
    return {
      v: 1,
      id: `${project.id}/run/${number}`,
      projectId: project.id,
      number,
      purpose,
      status: 'running',
      model: warm?.model ?? project.settings.model,
      training: project.settings.training,
      plan,
      recipe: warm ? this.#recipeOf(warm) : (project.settings.recipe ?? this.#usualRecipe),
      metric: scenario.metric,
      datasetDigest: plan ? this.#trainingDigest : digest,
      trainedOn: { span, rows: split.train.length, validationRows: split.validation.length },
      holdout,
      warmFrom: plan?.warm ? this.#store.championId : null,
      seed,
      engine: null,
      history: [],
      windowIndex: project.position,
      startedAt: this.#store.now(),
      endedAt: null,
      error: null,
      modelVersionId: null,
    };
  }

  /** How a run's rows are prepared. Runs from before there were plans have the usual steps. */
  #recipeOf(run: Run): RecipePlan {
    return run.recipe ?? this.#usualRecipe;
  }

  get #usualRecipe(): RecipePlan {
    const { scenario, table } = this.#datasets.current;
    return usualPlan(table, scenario.features);
  }

  /** Digest of the rows that a retraining learns from. */
  get #trainingDigest(): string {
    const edited = this.#editedVersion;
    return edited ? edited.digest : this.#datasets.current.digest;
  }

  /** The edited data version that retraining learns from; null: what the stream has brought. */
  get #editedVersion(): DatasetVersion | null {
    const { training } = this.#dataVersions;
    return training && training.number > 1 ? training : null;
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
    const chosen = chooseRows(plan, {
      initialRows: scenario.trainRows,
      labelledRows: scenario.trainRows + labelled * scenario.windowRows,
      championTrainedTo: this.#models.champion?.trainedOn.span.to ?? scenario.trainRows,
      windowRows: scenario.windowRows,
    });
    return this.#inVersion(this.#editedVersion, this.#withoutTestRows(chosen));
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
   * All training rows of an edited version instead, but none that the stream keeps for the comparison or has not brought
   * yet: rows keep their names through every edit. How old a row is has no meaning there, so all count the same.
   */
  #inVersion(version: DatasetVersion | null, chosen: Rows): Rows {
    if (!version) return chosen;
    const edited = this.#dataVersions.tableAtHand(version);
    if (!edited)
      throw new AppError(
        'bad-input',
        `The rows of data v${version.number} are still being opened. Try again.`,
      );
    const { ids } = this.#datasets.current;
    const { holdout } = chosen;
    const later = new Set<number>();
    for (let row = holdout.from; row < ids.length; row++) later.add(ids[row]!);
    const rows: number[] = [];
    edited.ids.forEach((id, row) => {
      if (!later.has(id) && (!edited.parts || edited.parts[row] === part.train)) rows.push(row);
    });
    if (rows.length < fewestTrainingRows)
      throw new AppError(
        'bad-input',
        `Only ${rows.length} rows of data v${version.number} may be trained on; ${fewestTrainingRows} are the least.`,
      );
    return { ...chosen, rows: Int32Array.from(rows), weights: null, span: { from: 0, to: holdout.from } };
  }

  /** The same rows again, from what the run recorded. */
  #rowsOf(run: Run): Rows {
    const { scenario } = this.#datasets.current;
    if (!run.plan) return this.rowsFor(null);
    const chosen = chooseRows(run.plan, {
      initialRows: scenario.trainRows,
      labelledRows: run.holdout.to,
      // `new` began where the champion's rows ended; for the others only the holdout has to come out the same.
      championTrainedTo: run.plan.mix === 'new' ? run.trainedOn.span.from : run.holdout.from,
      windowRows: scenario.windowRows,
    });
    return this.#inVersion(this.#versionOf(run), this.#withoutTestRows(chosen));
  }

  /** The edited version that a run learnt from; null: the stream's own rows. */
  #versionOf(run: Run): DatasetVersion | null {
    const { digest } = this.#datasets.current;
    if (run.datasetDigest === digest) return null;
    const found = this.#dataVersions.all.find(
      (version) => version.number > 1 && version.digest === run.datasetDigest,
    );
    if (!found)
      throw new AppError('corrupt', `The data that run ${run.number} learns from is not in this project.`);
    return found;
  }

  async request(run: Run): Promise<{ request: TrainRequest; validation: Int32Array }> {
    const edited = this.#versionOf(run);
    if (edited) await this.#datasets.load(edited.digest, (await this.#dataVersions.table(edited)).table);
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
      metric: run.metric,
      seed: run.seed,
      start,
      checkpoint: await this.#storage.checkpoint(run.id),
    };
    return { request, validation };
  }
}
