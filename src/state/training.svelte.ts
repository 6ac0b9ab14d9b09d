// Training and retraining: from the plan to a version in the registry. A run is written down before it starts, kept up
// with checkpoints while it goes, and goes on from the last one after a reload or a lost worker.

import type { Mix } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { EpochRecord, Run } from '../core/records.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainProgress, TrainResponse } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import type { ProjectStore } from './project-store.svelte.ts';
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
  readonly #storage: Storage;
  readonly #fail: (error: unknown) => void;
  #job = $state.raw<TrainingJob>({ phase: 'idle' });
  #history = $state.raw<readonly EpochRecord[]>([]);
  #control: { pause(): void; resume(): void; stop(): void } | null = null;
  #abort: AbortController | null = null;

  constructor(
    store: ProjectStore,
    planner: RunPlanner,
    outcome: RunOutcome,
    engine: Engine,
    storage: Storage,
    fail: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#planner = planner;
    this.#outcome = outcome;
    this.#engine = engine;
    this.#storage = storage;
    this.#fail = fail;
  }

  get job(): TrainingJob {
    return this.#job;
  }
  get running(): boolean {
    return this.#job.phase === 'running';
  }
  /** Epochs of the run under way, or of the last one. */
  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  /** Trains the first model of a project on its initial rows and deploys it. */
  trainFirst(): Promise<void> {
    return this.#begin('first');
  }

  /** Trains a challenger by the project's retraining plan and compares it with the champion. */
  retrain(): Promise<void> {
    return this.#begin('retrain');
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

  pause(): void {
    if (this.#job.phase !== 'running') return;
    this.#control?.pause();
    this.#job = { ...this.#job, paused: true };
  }

  resume(): void {
    if (this.#job.phase !== 'running') return;
    this.#control?.resume();
    this.#job = { ...this.#job, paused: false };
  }

  /** Ends after the current epoch and keeps what was learnt. */
  stop(): void {
    this.#control?.resume();
    this.#control?.stop();
  }

  /** Leaves the run as it stands in the store; it goes on when the project is opened again. */
  leave(): void {
    this.#abort?.abort();
    this.#job = { phase: 'idle' };
    this.#history = [];
  }

  /** Goes on with a run that a reload or a crash interrupted. */
  async resumeInterrupted(): Promise<void> {
    const run = this.#store.runs.find((candidate) => candidate.endedAt === null);
    if (run) await this.#carryOut(run);
  }

  async #begin(purpose: Run['purpose']): Promise<void> {
    if (this.running)
      throw new AppError('bad-input', 'A training is under way. Let it end, or stop it, first.');
    const run = await this.#store.inTurn(async () => {
      const made = this.#planner.newRun(purpose);
      await this.#store.commit({ runs: [made] });
      return made;
    });
    await this.#carryOut(run);
  }

  async #carryOut(run: Run): Promise<void> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#history = run.history;
    this.#job = { phase: 'running', run, progress: null, paused: false };
    try {
      const { response, validation } = await this.#train(run, signal);
      const ended = await this.#outcome.register(run, response, validation);
      this.#job = { phase: 'done', run: ended };
    } catch (error) {
      const failure = AppError.from(error);
      if (failure.code === 'aborted') return;
      await this.#recordFailure(run, failure);
    } finally {
      this.#control = null;
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
      this.#control = {
        pause: () => call.control('pause'),
        resume: () => call.control('resume'),
        stop: () => call.control('stop'),
      };
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
    this.#job = { ...this.#job, progress };
    if (progress.checkpoint)
      // The run goes on if one checkpoint can't be kept (a full disk): the person is told, the training is not lost.
      this.#storage.commit({ checkpoint: progress.checkpoint }).catch(this.#fail);
  }

  async #recordFailure(run: Run, error: AppError): Promise<void> {
    const failed: Run = {
      ...run,
      status: 'failed',
      history: this.#history,
      endedAt: this.#store.now(),
      error: error.toData(),
    };
    this.#job = { phase: 'failed', run: failed, error };
    try {
      await this.#store.inTurn(() =>
        this.#store.commit({
          runs: [failed],
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
