// Which rows a run learns from, and the request that goes to the engine. The same run always gives the same request.

import { chooseRows, splitValidation } from '../core/mixing.ts';
import { mix32 } from '../core/random.ts';
import { usualPlan } from '../core/recipe-plan.ts';
import type { Run } from '../core/records.ts';
import { spanRows, type Span } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { TrainRequest } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
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

  constructor(store: ProjectStore, datasets: Datasets, models: Models, storage: Storage) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#storage = storage;
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
    return {
      v: 1,
      id: `${project.id}/run/${number}`,
      projectId: project.id,
      number,
      purpose,
      status: 'running',
      // A warm start goes on with the champion's own network; other settings wait for a cold one.
      model: (plan?.warm && championRun?.model) || project.settings.model,
      training: project.settings.training,
      plan,
      metric: scenario.metric,
      datasetDigest: digest,
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

  /** Rows that a plan would take now; without a plan, the initial rows. @throws AppError bad-input when too few. */
  rowsFor(plan: Run['plan']): Rows {
    const { scenario } = this.#datasets.current;
    if (!plan) {
      const span = { from: 0, to: scenario.trainRows };
      return { rows: spanRows(span), weights: null, span, holdout: { from: span.to, to: span.to } };
    }
    const labelled = labelledWindows(this.#store.windows);
    return chooseRows(plan, {
      initialRows: scenario.trainRows,
      labelledRows: scenario.trainRows + labelled * scenario.windowRows,
      championTrainedTo: this.#models.champion?.trainedOn.span.to ?? scenario.trainRows,
      windowRows: scenario.windowRows,
    });
  }

  /** The same rows again, from what the run recorded. */
  #rowsOf(run: Run): Rows {
    const { scenario } = this.#datasets.current;
    if (!run.plan) return this.rowsFor(null);
    return chooseRows(run.plan, {
      initialRows: scenario.trainRows,
      labelledRows: run.holdout.to,
      // `new` began where the champion's rows ended; for the others only the holdout has to come out the same.
      championTrainedTo: run.plan.mix === 'new' ? run.trainedOn.span.from : run.holdout.from,
      windowRows: scenario.windowRows,
    });
  }

  async request(run: Run): Promise<{ request: TrainRequest; validation: Int32Array }> {
    const { scenario, table } = this.#datasets.current;
    const { project } = this.#store;
    const { rows, weights } = this.#rowsOf(run);
    const { train, validation } = splitValidation(rows, run.training.validationShare, run.seed);
    const weightOf = weights ? new Map(Array.from(rows, (row, i) => [row, weights[i] ?? 1])) : null;
    const start = run.warmFrom ? await this.#models.packageOf(this.#store.version(run.warmFrom)) : null;
    const request: TrainRequest = {
      runId: run.id,
      digest: run.datasetDigest,
      plan: project.settings.recipe ?? usualPlan(table, scenario.features),
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
