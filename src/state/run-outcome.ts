// What a finished run becomes: a judged, compared version in the registry, written down in one transaction.

import { digestBytes } from '../core/digest.ts';
import { AppError } from '../core/errors.ts';
import type { EvaluatedRows, Evaluation } from '../core/evaluation.ts';
import { comparisonOf, estimateOf, wholeOf } from '../core/evaluation-comparison.ts';
import { newerChallenger } from '../core/ledger.ts';
import type { Estimate, ModelVersion, Run } from '../core/records.ts';
import type { KeptCheckpoint } from '../core/run-records.ts';
import { signatureOf, type Signature } from '../core/signature.ts';
import { spanRows, type Span, type Table } from '../core/table.ts';
import { trialAt } from '../core/trials/history.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainResponse } from '../engine/protocol.ts';
import type { Datasets } from './datasets.svelte.ts';
import { chosenRows, type Evaluator, type Findings } from './evaluator.ts';
import { measuredRun, type Measuring } from './measured-run.ts';
import type { Models } from './models.svelte.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';
import { evaluationLine, firstReason, forkReason, newerInTrial, planReason, unevaluated } from './reasons.ts';
import type { EvaluationWatch } from './run-evaluation.svelte.ts';
import { trialEndLine } from './trial-lines.ts';

/** Rows that a run learnt from and chose its parameters by, and the table that they are of. */
export interface LearntRows {
  readonly table: Table;
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

export interface RunEnd extends Measuring {
  readonly response: TrainResponse;
  /** A person ended it before its time. */
  readonly stopped: boolean;
  /** What callbacks kept and the store does not hold yet. */
  readonly kept: readonly KeptCheckpoint[];
  readonly learnt: LearntRows;
}

/** An ended run whose version is in the registry. */
export interface Registered {
  readonly run: Run;
  /** Why the version was not evaluated; null: it was, or there was no row for it. A later evaluation may still be asked for. */
  readonly missing: AppError | null;
}

/** What was found of a new version, or why nothing was. */
interface Look {
  readonly found: Findings | null;
  readonly missing: AppError | null;
}

/** As a person is told of it; what was skipped by hand is told by nobody. */
const notEvaluated = ({ number }: ModelVersion, { code, message }: AppError): AppError =>
  new AppError(code, `v${number} is in the registry, but it could not be evaluated. ${message}`);

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
   * What a run becomes that came to its end: a version in the registry. One that can't be evaluated is there all the same, for
   * what was learnt must not be lost to what is asked of it.
   * @param signal aborted when the project is left: then nothing is written.
   */
  async register(end: RunEnd, watch: EvaluationWatch, signal: AbortSignal): Promise<Registered> {
    const { run, response, log, kept } = end;
    const { classes, scenario } = this.#datasets.current;
    const bytes = response.model.weights.slice().buffer;
    const weightsDigest = await digestBytes(new Uint8Array(bytes));
    const champion = this.#champion(run);
    const early = await this.#look(end, champion, watch, signal);
    return this.#store.inTurn(async () => {
      signal.throwIfAborted();
      const { project } = this.#store;
      const number = this.#nextNumber();
      const id = `${project.id}/v${number}`;
      // Another version may have become champion meanwhile, and what was found says nothing about that one.
      const now = this.#champion(run);
      const { found, missing } = now?.id === champion?.id ? early : await this.#look(end, now, watch, signal);
      const evaluation = found && this.#store.numbered(found, id);
      const threshold = (evaluation?.settings ?? this.#evaluator.settings).threshold;
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
        ...(scenario.task === 'binary' && { threshold }),
        level: await this.#level(end, evaluation, threshold),
        trainedOn: { span: run.trainedOn.span, rows: run.trainedOn.rows },
        comparison: evaluation && comparisonOf(evaluation, run.metric),
        signature: this.#signature(end),
        dataDigest: run.datasetDigest,
        createdAt: this.#store.now(),
      };
      const ended: Run = {
        ...measuredRun(end, this.#engine, this.#store.now()),
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
          ledger: this.#store.lines(...this.#lines(ended, version, evaluation, missing)),
          dropCheckpoint: run.id,
        },
        { strict: true },
      );
      return { run: ended, missing: missing && notEvaluated(version, missing) };
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
  async #look(
    end: RunEnd,
    champion: ModelVersion | null,
    { skip, onProgress }: EvaluationWatch,
    signal: AbortSignal,
  ): Promise<Look> {
    const { run, response } = end;
    const [on, baseline] = this.#ground(end, champion);
    if (on.n === 0) return { found: null, missing: null };
    const candidate = { metric: run.metric, model: response.model, trainedOn: run.trainedOn.span };
    const options = { signal: AbortSignal.any([signal, skip]), onProgress };
    try {
      return { found: await this.#evaluator.assess(candidate, baseline, on, options), missing: null };
    } catch (thrown) {
      signal.throwIfAborted();
      return { found: null, missing: AppError.from(thrown) };
    }
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
  async #level(end: RunEnd, evaluation: Evaluation | null, threshold: number): Promise<Estimate> {
    const { run, response, learnt } = end;
    const measured = evaluation && wholeOf(evaluation)?.candidate[run.metric];
    if (measured) return estimateOf(measured);
    const on = evaluation?.on;
    const { estimate } = await this.#engine.evaluate({
      digest: on?.digest ?? run.datasetDigest,
      rows: on ? (on.rows ?? spanRows(on.span)) : learnt.validation,
      model: { ...response.model, threshold },
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

  #lines(
    run: Run,
    version: ModelVersion,
    evaluation: Evaluation | null,
    missing: AppError | null,
  ): LineDraft[] {
    const { id } = version;
    const { rows } = run.trainedOn;
    const but = missing ? unevaluated(missing) : '';
    const trained = { kind: 'trained', modelVersionId: id, runId: run.id } as const;
    const evaluated = evaluation ? [evaluationLine(evaluation, version)] : [];
    if (run.purpose === 'first')
      return [
        { ...trained, reason: (run.forkedFrom ? this.#forkReason(run) : firstReason(rows)) + but },
        ...evaluated,
        {
          kind: 'promoted',
          modelVersionId: id,
          reason: 'the first model: there was none to compare it with',
          ...(evaluation && { evaluationId: evaluation.id }),
        },
      ];
    const waiting = this.#store.challengerId;
    const trial = trialAt(this.#store.ledger);
    const displaced: LineDraft[] = [
      // The trial of a challenger that is set aside is over.
      ...(trial && trial.challengerId === waiting
        ? [trialEndLine(trial, this.#store.championId, 'stopped', newerInTrial(version.number))]
        : []),
      ...(waiting
        ? [{ kind: 'kept', modelVersionId: waiting, runId: run.id, reason: newerChallenger } as const]
        : []),
    ];
    const reason = run.forkedFrom ? this.#forkReason(run) : run.plan ? planReason(run.plan, rows) : '';
    return [...displaced, { ...trained, reason: reason + but }, ...evaluated];
  }

  #forkReason({ forkedFrom, trainedOn }: Run): string {
    const parent = this.#store.runs.find(({ id }) => id === forkedFrom?.runId);
    return forkReason(parent?.name ?? 'another run', forkedFrom?.epoch ?? 0, trainedOn.rows);
  }
}
