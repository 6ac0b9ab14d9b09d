// What a finished run becomes: a judged, compared version in the registry, written down in one transaction.

import { digestBytes } from '../core/digest.ts';
import { engineIdOf } from '../core/engine-records.ts';
import type { AppError } from '../core/errors.ts';
import { newerChallenger } from '../core/ledger.ts';
import { metrics } from '../core/metrics/index.ts';
import type { SeriesTotal } from '../core/metric-series.ts';
import type { Comparison, ModelVersion, Run } from '../core/records.ts';
import type { KeptCheckpoint, RunLog } from '../core/run-records.ts';
import { summaryOf } from '../core/run-summary.ts';
import { part } from '../core/split.ts';
import { spanRows } from '../core/table.ts';
import type { Engine } from '../engine/engine.ts';
import type { GoodMoment, TrainResponse } from '../engine/protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluator } from './evaluator.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { comparisonReason, firstReason, forkReason, planReason } from './reasons.ts';

const compareConfidence = 0.95;
const compareResamples = 2000;

/** Name of the parameters that are kept of a run whose numbers ran away. */
export const lastGood = 'last-good';

export interface RunEnd {
  readonly run: Run;
  readonly response: TrainResponse;
  /** A person ended it before its time. */
  readonly stopped: boolean;
  readonly log: RunLog;
  readonly totals: ReadonlyMap<string, SeriesTotal>;
  /** What callbacks kept and the store does not hold yet. */
  readonly kept: readonly KeptCheckpoint[];
  readonly validation: Int32Array;
}

export interface BrokenOff {
  readonly run: Run;
  readonly error: AppError;
  /** Of a training that its guard ended; null where it broke off otherwise. */
  readonly response: TrainResponse | null;
  readonly log: RunLog;
  readonly totals: ReadonlyMap<string, SeriesTotal>;
  readonly kept: readonly KeptCheckpoint[];
}

export class RunOutcome {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #evaluator: Evaluator;
  readonly #engine: Engine;

  constructor(store: ProjectStore, datasets: Datasets, models: Models, evaluator: Evaluator, engine: Engine) {
    this.#evaluator = evaluator;
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#engine = engine;
  }

  /**
   * What a run becomes that came to its end: a version in the registry.
   * @param signal aborted when the project is left: then nothing is written.
   * @returns the ended run.
   */
  async register(end: RunEnd, signal: AbortSignal): Promise<Run> {
    const { run, response, log, kept, validation } = end;
    const { scenario, digest, classes } = this.#datasets.current;
    const bytes = response.model.weights.slice().buffer;
    const weightsDigest = await digestBytes(new Uint8Array(bytes));
    const held = run.holdout.to > run.holdout.from;
    const { estimate } = await this.#engine.evaluate({
      digest,
      rows: held ? spanRows(run.holdout) : (this.#testRows() ?? validation),
      model: response.model,
      metric: run.metric,
      seed: run.seed,
    });
    return this.#store.inTurn(async () => {
      signal.throwIfAborted();
      const { project, versions } = this.#store;
      // Numbers count on from the highest ever given, damaged versions included.
      const number =
        Math.max(
          0,
          ...this.#store.runs.map((known) => this.#numberOf(known)),
          ...versions.map((v) => v.number),
        ) + 1;
      const id = `${project.id}/v${number}`;
      const comparison = run.purpose === 'retrain' ? await this.#compare(run, response) : null;
      const version: ModelVersion = {
        v: 3,
        id,
        projectId: project.id,
        number,
        runId: run.id,
        kind: run.model.kind,
        architecture: response.model.architecture,
        recipe: response.model.recipe,
        task: scenario.task,
        target: scenario.target,
        classes,
        weightsDigest,
        metric: run.metric,
        level: estimate,
        trainedOn: { span: run.trainedOn.span, rows: run.trainedOn.rows },
        comparison,
        signature: null,
        dataDigest: run.datasetDigest,
        createdAt: this.#store.now(),
      };
      const ended: Run = {
        ...this.#measured(end),
        status: end.stopped ? 'stopped' : 'done',
        engine: response.engine,
        weightsDigest,
        modelVersionId: id,
      };
      signal.throwIfAborted();
      await this.#store.commit(
        {
          runs: [ended],
          logs: [log],
          kept,
          versions: [version],
          weights: [{ digest: weightsDigest, bytes }],
          ledger: this.#store.lines(...this.#lines(ended, version)),
          dropCheckpoint: run.id,
        },
        { strict: true },
      );
      return ended;
    });
  }

  /**
   * A run that broke off. No version comes of it, for its parameters are no good or there are none. What it measured is
   * kept, and with it the last good parameters, to go on from with other settings.
   * @returns the ended run.
   */
  async fail(end: BrokenOff): Promise<Run> {
    const { run, log, kept, error, response } = end;
    const failed: Run = {
      ...this.#measured(end),
      status: 'failed',
      engine: response?.engine ?? run.engine,
      error: error.toData(),
    };
    const goods =
      response?.goodAt && !kept.some(({ name }) => name === lastGood)
        ? [this.#lastGood(run, response, response.goodAt)]
        : [];
    await this.#store.inTurn(() =>
      this.#store.commit({
        runs: [failed],
        logs: [log],
        kept: [...kept, ...goods],
        dropCheckpoint: run.id,
        ledger: this.#store.lines({ kind: 'training-failed', runId: run.id, reason: error.message }),
      }),
    );
    return failed;
  }

  #lastGood(run: Run, { model, engine }: TrainResponse, good: GoodMoment): KeptCheckpoint {
    const { epoch, step, optimizer, optimizerFrom, stepsPerEpoch, learningRate } = good;
    return {
      v: 1,
      runId: run.id,
      projectId: run.projectId,
      name: lastGood,
      epoch,
      step,
      weights: model.weights,
      optimizer,
      optimizerFrom,
      stepsPerEpoch,
      // With other settings callbacks begin afresh: what they remember led to where the numbers ran away.
      callbacks: [],
      learningRate,
      engine: engineIdOf(engine),
      keptAt: this.#store.now(),
    };
  }

  #measured({ run, log, totals }: Pick<RunEnd, 'run' | 'log' | 'totals'>): Run {
    const { history, series } = log;
    const { metric, trainedOn } = run;
    return {
      ...run,
      machine: this.#engine.probed?.machine ?? '',
      epochs: history.length,
      summary: summaryOf({ metric, validationRows: trainedOn.validationRows, history, series, totals }),
      endedAt: this.#store.now(),
    };
  }

  #lines(run: Run, version: ModelVersion): LineDraft[] {
    const { id, comparison } = version;
    const { rows } = run.trainedOn;
    const trained = { kind: 'trained', modelVersionId: id, runId: run.id } as const;
    if (run.purpose === 'first')
      return [
        { ...trained, reason: run.forkedFrom ? this.#forkReason(run) : firstReason(rows) },
        {
          kind: 'promoted',
          modelVersionId: id,
          reason: 'the first model: there was none to compare it with',
        },
      ];
    const waiting = this.#store.challengerId;
    const displaced: LineDraft[] = waiting
      ? [{ kind: 'kept', modelVersionId: waiting, runId: run.id, reason: newerChallenger }]
      : [];
    const compared: LineDraft[] = comparison
      ? [
          {
            kind: 'compared',
            modelVersionId: id,
            previousId: comparison.championId,
            reason: comparisonReason(comparison, version),
          },
        ]
      : [];
    const reason = run.forkedFrom ? this.#forkReason(run) : run.plan ? planReason(run.plan, rows) : '';
    return [...displaced, { ...trained, reason }, ...compared];
  }

  #forkReason({ forkedFrom, trainedOn }: Run): string {
    const parent = this.#store.runs.find(({ id }) => id === forkedFrom?.runId);
    return forkReason(parent?.name ?? 'another run', forkedFrom?.epoch ?? 0, trainedOn.rows);
  }

  /** Rows of the history that a split keeps for judging; null without a split. */
  #testRows(): Int32Array | null {
    const { parts, scenario } = this.#datasets.current;
    if (!parts) return null;
    const rows = spanRows({ from: 0, to: scenario.trainRows }).filter((row) => parts[row] === part.test);
    return rows.length > 0 ? rows : null;
  }

  #numberOf(run: Run): number {
    return run.modelVersionId ? this.#store.numberOf(run.modelVersionId) : 0;
  }

  async #compare(run: Run, response: TrainResponse): Promise<Comparison | null> {
    const champion = this.#models.champion;
    if (!champion) return null;
    // The champion may have changed since the run began: rows that the present one learnt from are no fair ground.
    const span = { from: Math.max(run.holdout.from, champion.trainedOn.span.to), to: run.holdout.to };
    if (span.from >= span.to) return null;
    const found = await this.#engine.compare({
      digest: this.#datasets.current.digest,
      rows: spanRows(span),
      champion: await this.#models.packageOf(champion),
      challenger: response.model,
      metric: run.metric,
      resamples: compareResamples,
      confidence: compareConfidence,
      seed: run.seed,
    });
    const sign = metrics.get(run.metric).better === 'higher' ? 1 : -1;
    const worst = Math.min(sign * found.difference.low, sign * found.difference.high);
    const best = Math.max(sign * found.difference.low, sign * found.difference.high);
    return {
      metric: run.metric,
      span,
      rows: span.to - span.from,
      championId: champion.id,
      ...found,
      confidence: compareConfidence,
      resamples: compareResamples,
      verdict: worst > 0 ? 'challenger' : best < 0 ? 'champion' : 'unclear',
    };
  }
}
