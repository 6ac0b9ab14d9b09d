// Training and retraining: from the plan to a version in the registry. A run is written down before it starts, kept up
// with checkpoints while it goes, and goes on from the last one after a reload or a lost worker.

import type { Mix } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { EpochRecord, Run } from '../core/records.ts';
import type { RunLog } from '../core/run-records.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainProgress, TrainResponse } from '../engine/protocol.ts';
import type { Compute } from './compute.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { summaryOfRun } from './run-outcome.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { RunPlanner } from './run-planner.ts';

export type TrainingJob =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly run: Run;
      readonly progress: TrainProgress | null;
      readonly paused: boolean;
    }
  | { readonly phase: 'failed'; readonly run: Run; readonly error: AppError }
  | { readonly phase: 'done'; readonly run: Run };

/** A worker that dies this often in one run is not a passing fault. */
const mostRestarts = 3;

export class Training {
  readonly #store: ProjectStore;
  readonly #planner: RunPlanner;
  readonly #outcome: RunOutcome;
  readonly #engine: Engine;
  readonly #compute: Compute;
  readonly #fail: (error: unknown) => void;
  #job = $state.raw<TrainingJob>({ phase: 'idle' });
  #history = $state.raw<readonly EpochRecord[]>([]);
  #call: { control(control: 'pause' | 'resume' | 'stop'): void } | null = null;
  /** Asked for before the engine had begun, or before it began again after a lost worker. */
  #wanted: 'pause' | 'stop' | null = null;
  #abort: AbortController | null = null;
  /** The training under way, from the press of the button to the last record; null when there is none. */
  #current = $state.raw<Promise<void> | null>(null);

  constructor(
    store: ProjectStore,
    planner: RunPlanner,
    outcome: RunOutcome,
    engine: Engine,
    compute: Compute,
    fail: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#planner = planner;
    this.#outcome = outcome;
    this.#engine = engine;
    this.#compute = compute;
    this.#fail = fail;
  }

  get job(): TrainingJob {
    return this.#job;
  }
  get running(): boolean {
    return this.#current !== null;
  }
  /** Epochs of the run under way, or of the last one. */
  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  /** Trains the first model of a project on its initial rows and deploys it. */
  trainFirst(): Promise<void> {
    return this.#claim(() => this.#begin('first'));
  }

  /** Trains a challenger by the project's retraining plan and compares it with the champion. */
  retrain(): Promise<void> {
    return this.#claim(() => this.#begin('retrain'));
  }

  /** One training at a time, claimed at once, so that a double press is one training. */
  async #claim(work: () => Promise<void>): Promise<void> {
    if (this.#current)
      throw new AppError('bad-input', 'A training is under way. Let it end, or stop it, first.');
    this.#abort = new AbortController();
    this.#wanted = null;
    this.#history = [];
    const current = work();
    this.#current = current.catch(() => undefined);
    try {
      await current;
    } finally {
      this.#current = null;
    }
  }

  /** How many rows the present plan would train on; or why it can't. */
  preview(mix?: Mix): { rows: number; holdout: number } | { problem: string } {
    try {
      const { settings } = this.#store.project;
      const rows = this.#planner.rowsFor(mix ? { ...settings.retrain, mix } : settings.retrain);
      return { rows: rows.rows.length, holdout: rows.holdout.to - rows.holdout.from };
    } catch (error) {
      return { problem: AppError.from(error).message };
    }
  }

  async pause(): Promise<void> {
    await this.#setPaused(true);
  }

  async resume(): Promise<void> {
    await this.#setPaused(false);
  }

  /** Ends at once and keeps what was learnt. */
  stop(): void {
    this.#wanted = 'stop';
    this.#call?.control('resume');
    this.#call?.control('stop');
  }

  /** Written down as well, so that a paused training is still paused after a reload. */
  async #setPaused(paused: boolean): Promise<void> {
    const job = this.#job;
    if (job.phase !== 'running' || job.paused === paused) return;
    this.#wanted = paused ? 'pause' : null;
    this.#call?.control(paused ? 'pause' : 'resume');
    const run: Run = { ...job.run, status: paused ? 'paused' : 'running' };
    this.#job = { ...job, run, paused };
    await this.#store.inTurn(async () => {
      if (this.#store.runs.find((known) => known.id === run.id)?.endedAt === null)
        await this.#store.commit({ runs: [run] });
    });
  }

  /** Leaves the run as it stands in the store; it goes on when the project is opened again. Resolves when all is quiet. */
  async leave(): Promise<void> {
    this.#abort?.abort();
    await this.#current;
    this.#job = { phase: 'idle' };
    this.#history = [];
  }

  /** Goes on with a run that a reload or a crash interrupted. */
  async resumeInterrupted(): Promise<void> {
    const run = this.#store.runs.find((candidate) => candidate.endedAt === null);
    if (run) await this.#claim(() => this.#carryOut(run));
  }

  async #begin(purpose: Run['purpose']): Promise<void> {
    const run = await this.#store.inTurn(async () => {
      // One that a full disk kept from being written down goes on instead of a second one.
      const open = this.#store.runs.find((known) => known.endedAt === null);
      if (open) return open;
      const made = await this.#planner.newRun(purpose);
      await this.#store.commit({ runs: [made] });
      return made;
    });
    await this.#carryOut(run);
  }

  async #carryOut(run: Run): Promise<void> {
    const signal = (this.#abort ??= new AbortController()).signal;
    const paused = run.status === 'paused';
    if (paused) this.#wanted ??= 'pause';
    this.#history = [];
    this.#job = { phase: 'running', run, progress: null, paused };
    try {
      const { response, validation } = await this.#train(run, signal);
      this.#history = response.history;
      const ended = await this.#outcome.register(run, response, this.#logOf(run), validation, signal);
      this.#job = { phase: 'done', run: ended };
    } catch (error) {
      const failure = AppError.from(error);
      // Left for another project: the run stays open and goes on when this one is opened again.
      if (failure.code === 'aborted' || signal.aborted) return;
      // Could not be written down: the run stays open with its last checkpoint, so nothing that was learnt is lost.
      if (failure.code === 'storage-full' || failure.code === 'storage') {
        this.#job = { phase: 'failed', run, error: failure };
        this.#fail(failure);
      } else await this.#recordFailure(run, failure);
    } finally {
      this.#call = null;
    }
  }

  async #train(run: Run, signal: AbortSignal): Promise<{ response: TrainResponse; validation: Int32Array }> {
    for (let restarts = 0; ; restarts++) {
      const { request, validation } = await this.#planner.request(run);
      this.#history = request.checkpoint?.history ?? [];
      const call = this.#engine.train(request, {
        signal,
        onProgress: (progress) => this.#note(run, progress),
      });
      this.#call = call;
      if (this.#wanted) call.control(this.#wanted);
      try {
        return { response: await call.promise, validation };
      } catch (error) {
        if (AppError.from(error).code !== 'engine-lost' || restarts >= mostRestarts) throw error;
      }
    }
  }

  #note(run: Run, progress: TrainProgress): void {
    if (this.#job.phase !== 'running' || this.#job.run.id !== run.id) return;
    this.#history = [...this.#history, ...progress.records];
    this.#compute.note(progress.engine);
    this.#job = { ...this.#job, progress };
    if (progress.checkpoint)
      // The run goes on if one checkpoint can't be kept (a full disk): the person is told, the training is not lost.
      this.#store.commit({ checkpoint: progress.checkpoint }).catch(this.#fail);
  }

  #logOf(run: Run): RunLog {
    return {
      v: 1,
      runId: run.id,
      projectId: run.projectId,
      history: this.#history,
      series: [],
      events: [],
      histograms: [],
      files: [],
    };
  }

  async #recordFailure(run: Run, error: AppError): Promise<void> {
    const log = this.#logOf(run);
    const failed: Run = {
      ...run,
      status: 'failed',
      epochs: log.history.length,
      summary: summaryOfRun(run, log),
      endedAt: this.#store.now(),
      error: error.toData(),
    };
    this.#job = { phase: 'failed', run: failed, error };
    try {
      await this.#store.inTurn(() =>
        this.#store.commit({
          runs: [failed],
          logs: [log],
          dropCheckpoint: run.id,
          ledger: this.#store.lines({ kind: 'training-failed', runId: run.id, reason: error.message }),
        }),
      );
    } catch (second) {
      this.#fail(second);
    }
    this.#fail(error);
  }
}
