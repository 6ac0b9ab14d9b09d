// Training and retraining: from the plan to a version in the registry. A run is written down before it starts, kept up
// with checkpoints while it goes, and goes on from the last one after a reload or a lost worker.

import type { Mix } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { CallbackEvent } from '../core/callback.ts';
import type { EpochRecord, Run } from '../core/records.ts';
import type { MetricSeries } from '../core/run-records.ts';
import type { HistogramPoint, LiveLook, WrittenFile } from '../core/training-report.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainProgress, TrainResponse } from '../engine/protocol.ts';
import type { Compute } from './compute.svelte.ts';
import type { Storage } from '../storage/storage.ts';
import type { ForkChanges, Forks } from './forks.ts';
import { LiveLog } from './live-log.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { RemoteRun, RemoteRuns } from './remote-runs.svelte.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { RunPlanner } from './run-planner.ts';
import type { TrainingJob } from './training-job.ts';
import { TrainingKeeper } from './training-keeper.ts';
import type { VerificationJob, Verifier } from './verifier.svelte.ts';

/** A worker that dies this often in one run is not a passing fault. */
const mostRestarts = 3;

export interface TrainingParts {
  readonly store: ProjectStore;
  readonly storage: Storage;
  readonly planner: RunPlanner;
  readonly forks: Forks;
  readonly outcome: RunOutcome;
  readonly verifier: Verifier;
  readonly remotes: RemoteRuns;
  readonly engine: Engine;
  readonly compute: Compute;
  readonly fail: (error: unknown) => void;
}

export class Training {
  readonly #parts: TrainingParts;
  readonly #log = new LiveLog();
  readonly #keeper: TrainingKeeper;
  #job = $state.raw<TrainingJob>({ phase: 'idle' });
  #call: { control(control: 'pause' | 'resume' | 'stop'): void } | null = null;
  /** Asked for before the engine had begun, or before it began again after a lost worker. */
  #wanted: 'pause' | 'stop' | null = null;
  #abort: AbortController | null = null;
  /** The training under way, from the press of the button to the last record; null when there is none. */
  #current = $state.raw<Promise<void> | null>(null);

  constructor(parts: TrainingParts) {
    this.#parts = parts;
    this.#keeper = new TrainingKeeper(parts.store, parts.storage, this.#log, parts.fail);
  }

  get job(): TrainingJob {
    return this.#job;
  }
  get running(): boolean {
    return this.#current !== null;
  }
  /** Epochs of the run under way, or of the last one. */
  get history(): readonly EpochRecord[] {
    return this.#log.history;
  }
  /** Learning rate, loss by step, gradient norms …: everything that is not in the history. */
  get series(): readonly MetricSeries[] {
    return this.#log.series;
  }
  /** What its callbacks did and counted, in order. */
  get events(): readonly CallbackEvent[] {
    return this.#log.events;
  }
  get histograms(): readonly HistogramPoint[] {
    return this.#log.histograms;
  }
  get files(): readonly WrittenFile[] {
    return this.#log.files;
  }
  /** The newest look inside it; null before the first. */
  get look(): LiveLook | null {
    return this.#log.look;
  }

  /** The training of another tab, which this one only watches; null when there is none. */
  get remote(): RemoteRun | null {
    return this.#parts.remotes.run;
  }

  /** Trains the first model of a project on its initial rows and deploys it. */
  trainFirst(): Promise<void> {
    return this.#claim(() => this.#begin('first'));
  }

  /** Trains a challenger by the project's retraining plan and compares it with the champion. */
  retrain(): Promise<void> {
    return this.#claim(() => this.#begin('retrain'));
  }

  /**
   * A new run that goes on from parameters which another one kept, with other settings from there on.
   * @param checkpointName null: the other run's final parameters, with a fresh optimiser.
   */
  fork(runId: string, checkpointName: string | null, changes: ForkChanges): Promise<void> {
    return this.#claim(() => this.#beginFork(runId, checkpointName, changes));
  }

  /** Trains an ended run once more and writes down whether it ends the same. Nothing is registered. */
  async verify(runId: string): Promise<void> {
    this.#refuseWhileBusy();
    await this.#parts.verifier.verify(runId);
  }

  /** How the latest verification goes, or went. */
  get verification(): VerificationJob {
    return this.#parts.verifier.job;
  }

  stopVerifying(): void {
    this.#parts.verifier.stop();
  }

  #refuseWhileBusy(): void {
    // An unfinished run in sight is the other tab's: it must not be gone on with here as well.
    this.#parts.store.requireWriter();
    if (this.#current)
      throw new AppError('bad-input', 'A training is under way. Let it end, or stop it, first.');
    if (this.#parts.verifier.job.phase === 'running')
      throw new AppError('bad-input', 'A run is being verified. Let that end, or stop it, first.');
  }

  /** One training at a time, claimed at once, so that a double press is one training. */
  async #claim(work: () => Promise<void>): Promise<void> {
    this.#refuseWhileBusy();
    this.#abort = new AbortController();
    this.#wanted = null;
    this.#log.begin([], []);
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
      const { settings } = this.#parts.store.project;
      const rows = this.#parts.planner.rowsFor(mix ? { ...settings.retrain, mix } : settings.retrain);
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
    this.#parts.remotes.setPaused(paused);
    await this.#parts.store.inTurn(async () => {
      if (this.#parts.store.runs.find((known) => known.id === run.id)?.endedAt === null)
        await this.#parts.store.commit({ runs: [run] });
    });
  }

  /** Leaves the run as it stands in the store; it goes on when the project is opened again. Resolves when all is quiet. */
  async leave(): Promise<void> {
    this.#abort?.abort();
    await Promise.all([this.#current, this.#parts.verifier.leave()]);
    this.#job = { phase: 'idle' };
    this.#log.begin([], []);
  }

  /** Goes on with a run that a reload or a crash interrupted. */
  async resumeInterrupted(): Promise<void> {
    const run = this.#parts.store.runs.find((candidate) => candidate.endedAt === null);
    if (run) await this.#claim(() => this.#carryOut(run));
  }

  async #begin(purpose: Run['purpose']): Promise<void> {
    const run = await this.#parts.store.inTurn(async () => {
      // One that a full disk kept from being written down goes on instead of a second one.
      const open = this.#parts.store.runs.find((known) => known.endedAt === null);
      if (open) return open;
      const made = await this.#parts.planner.newRun(purpose);
      await this.#parts.store.commit({ runs: [made] });
      return made;
    });
    await this.#carryOut(run);
  }

  async #beginFork(runId: string, checkpointName: string | null, changes: ForkChanges): Promise<void> {
    const run = await this.#parts.store.inTurn(async () => {
      const open = this.#parts.store.runs.find((known) => known.endedAt === null);
      if (open) throw new AppError('bad-input', `${open.name} has not ended yet. Let it end first.`);
      const fork = await this.#parts.forks.plan(runId, checkpointName, changes);
      await this.#parts.store.commit(fork.changes);
      return fork.run;
    });
    await this.#carryOut(run);
  }

  async #carryOut(run: Run): Promise<void> {
    const signal = (this.#abort ??= new AbortController()).signal;
    const paused = run.status === 'paused';
    if (paused) this.#wanted ??= 'pause';
    this.#log.begin([], []);
    this.#job = { phase: 'running', run, progress: null, paused };
    try {
      const { response, validation } = await this.#train(run, signal);
      await this.#keeper.settled();
      const log = this.#log.logOf(run);
      const kept = this.#keeper.unsaved;
      if (response.failure) return await this.#breakOff(run, AppError.revive(response.failure), response);
      const stopped = response.stopped && this.#wanted === 'stop';
      const ended = await this.#parts.outcome.register(
        { run, response, stopped, log, kept, validation },
        signal,
      );
      this.#job = { phase: 'done', run: ended };
    } catch (error) {
      const failure = AppError.from(error);
      // Left for another project: the run stays open and goes on when this one is opened again.
      if (failure.code === 'aborted' || signal.aborted) return;
      // Could not be written down: the run stays open with its last checkpoint, so nothing that was learnt is lost.
      if (failure.code === 'storage-full' || failure.code === 'storage') {
        this.#job = { phase: 'failed', run, error: failure };
        this.#parts.fail(failure);
      } else await this.#breakOff(run, failure, null);
    } finally {
      this.#call = null;
      this.#parts.remotes.end();
    }
  }

  async #train(run: Run, signal: AbortSignal): Promise<{ response: TrainResponse; validation: Int32Array }> {
    for (let restarts = 0; ; restarts++) {
      const checkpoint = await this.#keeper.takeUp(run);
      const { request, validation } = await this.#parts.planner.request(run, checkpoint, this.#log.files);
      const call = this.#parts.engine.train(request, {
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
    const job = this.#job;
    if (job.phase !== 'running' || job.run.id !== run.id) return;
    this.#parts.compute.note(progress.engine);
    this.#keeper.note(run, progress);
    this.#job = { ...job, progress };
    this.#parts.remotes.tell(run, progress, job.paused, this.#log.history);
  }

  async #breakOff(run: Run, error: AppError, response: TrainResponse | null): Promise<void> {
    await this.#keeper.settled();
    const end = { run, error, response, log: this.#log.logOf(run), kept: this.#keeper.unsaved };
    let failed = run;
    try {
      failed = await this.#parts.outcome.fail(end);
    } catch (second) {
      this.#parts.fail(second);
    }
    this.#job = { phase: 'failed', run: failed, error };
    this.#parts.fail(error);
  }
}
