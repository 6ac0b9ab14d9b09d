// What a finished run becomes: a judged, compared version in the registry, written down in one transaction.

import { digestBytes } from '../core/digest.ts';
import { engineIdOf } from '../core/engine-records.ts';
import type { AppError } from '../core/errors.ts';
import type { EvaluatedRows, Evaluation } from '../core/evaluation.ts';
import { comparisonOf, estimateOf, wholeOf } from '../core/evaluation-comparison.ts';
import { newerChallenger } from '../core/ledger.ts';
import type { SeriesTotal } from '../core/metric-series.ts';
import type { Estimate, ModelVersion, Run } from '../core/records.ts';
import type { KeptCheckpoint, RunLog } from '../core/run-records.ts';
import { summaryOf } from '../core/run-summary.ts';
import { signatureOf, type Signature } from '../core/signature.ts';
import { spanRows, type Span, type Table } from '../core/table.ts';
import type { Engine } from '../engine/engine.ts';
import type { GoodMoment, TrainResponse } from '../engine/protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import { chosenRows, type Evaluator, type Findings } from './evaluator.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { evaluationLine, firstReason, forkReason, planReason } from './reasons.ts';

/** Name of the parameters that are kept of a run whose numbers ran away. */
export const lastGood = 'last-good';

/** Rows that a run learnt from and chose its parameters by, and the table that they are of. */
export interface LearntRows {
  readonly table: Table;
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

export interface RunEnd {
  readonly run: Run;
  readonly response: TrainResponse;
  /** A person ended it before its time. */
  readonly stopped: boolean;
  readonly log: RunLog;
  readonly totals: ReadonlyMap<string, SeriesTotal>;
  /** What callbacks kept and the store does not hold yet. */
  readonly kept: readonly KeptCheckpoint[];
  readonly learnt: LearntRows;
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
    const { run, response, log, kept } = end;
    const { classes, scenario } = this.#datasets.current;
    const bytes = response.model.weights.slice().buffer;
    const weightsDigest = await digestBytes(new Uint8Array(bytes));
    const champion = this.#champion(run);
    const early = await this.#look(end, champion, signal);
    return this.#store.inTurn(async () => {
      signal.throwIfAborted();
      const { project } = this.#store;
      const number = this.#nextNumber();
      const id = `${project.id}/v${number}`;
      // Another version may have become champion meanwhile, and what was found says nothing about that one.
      const now = this.#champion(run);
      const found = now?.id === champion?.id ? early : await this.#look(end, now, signal);
      const evaluation = found && this.#store.numbered(found, id);
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
        level: await this.#level(end, evaluation),
        trainedOn: { span: run.trainedOn.span, rows: run.trainedOn.rows },
        comparison: evaluation && comparisonOf(evaluation, run.metric),
        signature: this.#signature(end),
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
          evaluations: evaluation ? [evaluation] : [],
          weights: [{ digest: weightsDigest, bytes }],
          ledger: this.#store.lines(...this.#lines(ended, version, evaluation)),
          dropCheckpoint: run.id,
        },
        { strict: true },
      );
      return ended;
    });
  }

  /** Whom a run's version is compared with: a first model with nobody. */
  #champion(run: Run): ModelVersion | null {
    return run.purpose === 'retrain' ? this.#models.champion : null;
  }

  /** Numbers count on from the highest ever given, damaged versions included. */
  #nextNumber(): number {
    const ofRuns = this.#store.runs.map(({ modelVersionId }) =>
      modelVersionId ? this.#store.numberOf(modelVersionId) : 0,
    );
    return Math.max(0, ...ofRuns, ...this.#store.versions.map(({ number }) => number)) + 1;
  }

  /** What the version is worth on rows that neither it nor the champion learnt from; null: there is no row to judge on. */
  async #look(end: RunEnd, champion: ModelVersion | null, signal: AbortSignal): Promise<Findings | null> {
    const { run, response } = end;
    const [on, baseline] = this.#ground(end, champion);
    if (on.n === 0) return null;
    const candidate = { metric: run.metric, model: response.model, trainedOn: run.trainedOn.span };
    return this.#evaluator.assess(candidate, baseline, on, { signal });
  }

  /** The rows, and the champion where they are fair ground for it too. */
  #ground({ run, learnt }: RunEnd, champion: ModelVersion | null): [EvaluatedRows, ModelVersion | null] {
    const { digest } = this.#datasets.current;
    const held = (span: Span): EvaluatedRows => ({
      digest,
      part: 'holdout',
      span,
      rows: null,
      n: span.to - span.from,
    });
    if (run.holdout.to > run.holdout.from) {
      // The champion may have changed since the run began: rows that the present one learnt from are no fair ground.
      const from = Math.max(run.holdout.from, champion?.trainedOn.span.to ?? 0);
      return from < run.holdout.to
        ? [held({ from, to: run.holdout.to }), champion]
        : [held(run.holdout), null];
    }
    const test = this.#evaluator.testRows();
    return test
      ? [chosenRows(digest, 'test', test), null]
      : [chosenRows(run.datasetDigest, 'validation', learnt.validation), null];
  }

  /** What the alarm is measured against. Of so few rows that an evaluation gives no figures, the bare figure. */
  async #level({ run, response, learnt }: RunEnd, evaluation: Evaluation | null): Promise<Estimate> {
    const measured = evaluation && wholeOf(evaluation)?.candidate[run.metric];
    if (measured) return estimateOf(measured);
    const on = evaluation?.on;
    const { estimate } = await this.#engine.evaluate({
      digest: on?.digest ?? run.datasetDigest,
      rows: on ? (on.rows ?? spanRows(on.span)) : learnt.validation,
      model: response.model,
      metric: run.metric,
      seed: run.seed,
    });
    return estimate;
  }

  #signature({ response, learnt }: RunEnd): Signature {
    const { scenario, classes } = this.#datasets.current;
    const { recipe } = response.model;
    const unit = scenario.targetUnit ?? null;
    return signatureOf(learnt.table, learnt.training, recipe, scenario.target, classes, unit);
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

  #lines(run: Run, version: ModelVersion, evaluation: Evaluation | null): LineDraft[] {
    const { id } = version;
    const { rows } = run.trainedOn;
    const trained = { kind: 'trained', modelVersionId: id, runId: run.id } as const;
    const evaluated = evaluation ? [evaluationLine(evaluation, version)] : [];
    if (run.purpose === 'first')
      return [
        { ...trained, reason: run.forkedFrom ? this.#forkReason(run) : firstReason(rows) },
        ...evaluated,
        {
          kind: 'promoted',
          modelVersionId: id,
          reason: 'the first model: there was none to compare it with',
          ...(evaluation && { evaluationId: evaluation.id }),
        },
      ];
    const waiting = this.#store.challengerId;
    const displaced: LineDraft[] = waiting
      ? [{ kind: 'kept', modelVersionId: waiting, runId: run.id, reason: newerChallenger }]
      : [];
    const reason = run.forkedFrom ? this.#forkReason(run) : run.plan ? planReason(run.plan, rows) : '';
    return [...displaced, { ...trained, reason }, ...evaluated];
  }

  #forkReason({ forkedFrom, trainedOn }: Run): string {
    const parent = this.#store.runs.find(({ id }) => id === forkedFrom?.runId);
    return forkReason(parent?.name ?? 'another run', forkedFrom?.epoch ?? 0, trainedOn.rows);
  }
}
