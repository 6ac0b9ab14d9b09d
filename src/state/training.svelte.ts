// Training and retraining: from the plan to a version in the registry. A run is written down before it starts, kept up
// with checkpoints while it goes, and goes on from the last one after a reload or a lost worker.

import type { Mix } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { CallbackEvent } from '../core/callback.ts';
import type { EpochRecord, Run } from '../core/records.ts';
import type { MetricSeries } from '../core/run-records.ts';
import type { HistogramPoint, LiveLook, WrittenFile } from '../core/training-report.ts';
import type { TrainProgress, TrainResponse } from '../engine/protocol.ts';
import type { ForkChanges } from './forks.ts';
import { keepBroken } from './broken-run.ts';
import { LiveLog } from './live-log.svelte.ts';
import type { RemoteRun } from './remote-runs.svelte.ts';
import { TrainingControl } from './training-control.ts';
import { standingOf, type Standing, type TrainingJob } from './training-job.ts';
import type { TrainingParts } from './training-parts.ts';
import { TrainingKeeper } from './training-keeper.ts';
import { RunEvaluation } from './run-evaluation.svelte.ts';
import type { LearntRows } from './run-outcome.ts';
import type { VerificationJob } from './verifier.svelte.ts';

/** A worker that dies this often in one run is not a passing fault. */
const mostRestarts = 3;

export class Training {
  readonly #parts: TrainingParts;
  readonly #log = new LiveLog();
  readonly #keeper: TrainingKeeper;
  #job = $state.raw<TrainingJob>({ phase: 'idle' });
  readonly #control = new TrainingControl();
  readonly #evaluation = new RunEvaluation();
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
  /** Epochs of the run under way, or of the last one; in a tab that only watches, of the other tab's. */
  get history(): readonly EpochRecord[] {
    return this.remote?.history ?? this.#log.history;
  }
  /** Learning rate, loss by step, gradient norms …: everything that is not in the history. No other tab tells of it. */
  get series(): readonly MetricSeries[] {
    return this.remote ? [] : this.#log.series;
  }
  /** What its callbacks did and counted, in order. */
  get events(): readonly CallbackEvent[] {
    return this.remote ? [] : this.#log.events;
  }
  get histograms(): readonly HistogramPoint[] {
    return this.remote ? [] : this.#log.histograms;
  }
  get files(): readonly WrittenFile[] {
    return this.remote ? [] : this.#log.files;
  }
  /** The newest look inside it; null before the first. */
  get look(): LiveLook | null {
    return this.remote ? null : this.#log.look;
  }

  /** How far the training under way has come, here or in the tab that this one watches; null when there is none. */
  get standing(): Standing | null {
    return this.#job.phase === 'running' ? this.#job.at : this.remote;
  }

  /** How far the evaluation of what was learnt has come; null before it begins. */
  get evaluating(): RunEvaluation['progress'] {
    return this.#evaluation.progress;
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
    this.#control.begin();
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
    return this.#parts.planner.preview(mix);
  }

  async pause(): Promise<void> {
    await this.#setPaused(true);
  }

  async resume(): Promise<void> {
    await this.#setPaused(false);
  }

  /** Ends at once and keeps what was learnt; while that is evaluated already, without the evaluation. */
  stop(): void {
    if (this.evaluating) this.#evaluation.skip();
    else this.#control.stop();
  }

  /** Written down as well, so that a paused training is still paused after a reload. */
  async #setPaused(paused: boolean): Promise<void> {
    const job = this.#job;
    if (job.phase !== 'running' || job.paused === paused) return;
    this.#control.setPaused(paused);
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
    if (paused) this.#control.stayPaused();
    this.#log.begin([], []);
    this.#job = { phase: 'running', run, at: null, progress: null, paused };
    try {
      const { response, learnt } = await this.#train(run, signal);
      await this.#keeper.settled();
      const log = this.#log.logOf(run);
      const { totals } = this.#log;
      const kept = this.#keeper.unsaved;
      if (response.failure) return await this.#breakOff(run, AppError.revive(response.failure), response);
      const stopped = response.stopped && this.#control.stops;
      const end = { run, response, stopped, log, totals, kept, learnt };
      const registered = await this.#parts.outcome.register(end, this.#evaluation.begin(), signal);
      this.#job = { phase: 'done', run: registered.run };
      if (registered.missing) this.#parts.fail(registered.missing);
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
      this.#evaluation.end();
      this.#control.detach();
      this.#parts.remotes.end();
    }
  }

  async #train(run: Run, signal: AbortSignal): Promise<{ response: TrainResponse; learnt: LearntRows }> {
    for (let restarts = 0; ; restarts++) {
      const checkpoint = await this.#keeper.takeUp(run);
      this.#stand(run, standingOf(run, checkpoint));
      const { request, validation, table } = await this.#parts.planner.request(
        run,
        checkpoint,
        this.#log.files,
      );
      const call = this.#parts.engine.train(request, {
        signal,
        onProgress: (progress) => this.#note(run, progress),
      });
      this.#control.attach(call);
      try {
        return { response: await call.promise, learnt: { table, training: request.rows, validation } };
      } catch (error) {
        if (AppError.from(error).code !== 'engine-lost' || restarts >= mostRestarts) throw error;
      }
    }
  }

  #note(run: Run, progress: TrainProgress): void {
    const job = this.#job;
    if (job.phase !== 'running' || job.run.id !== run.id) return;
    this.#parts.compute.note(run.projectId, progress.engine);
    this.#keeper.note(run, progress);
    this.#job = { ...job, at: progress, progress };
    this.#parts.remotes.tell(run, progress, job.paused, this.#log.history, progress.news.published);
  }

  /** Before the engine says anything, which a paused training does not do. */
  #stand(run: Run, at: Standing): void {
    const job = this.#job;
    if (job.phase !== 'running' || job.run.id !== run.id) return;
    this.#job = { ...job, at };
    this.#parts.remotes.tell(run, at, job.paused, this.#log.history);
  }

  async #breakOff(run: Run, error: AppError, response: TrainResponse | null): Promise<void> {
    await this.#keeper.settled();
    const log = this.#log.logOf(run);
    const end = { run, error, response, log, totals: this.#log.totals, kept: this.#keeper.unsaved };
    let failed = run;
    try {
      failed = await keepBroken(end, this.#parts.store, this.#parts.engine);
    } catch (second) {
      this.#parts.fail(second);
    }
    this.#job = { phase: 'failed', run: failed, error };
    this.#parts.fail(error);
  }
}
