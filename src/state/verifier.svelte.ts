// The same training once more, to see whether it ends with the same parameters. Nothing is registered, and the champion
// stays at work.

import { digestBytes } from '../core/digest.ts';
import { engineIdOf } from '../core/engine-records.ts';
import { AppError } from '../core/errors.ts';
import type { Checkpoint, EngineInfo, Run } from '../core/records.ts';
import type { RunNote, RunVerification } from '../core/run-records.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainProgress, TrainRequest } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import { forkStart } from './forks.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { RunPlanner } from './run-planner.ts';

export type VerificationJob =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly runId: string; readonly progress: TrainProgress | null }
  | { readonly phase: 'failed'; readonly runId: string; readonly error: AppError }
  | { readonly phase: 'done'; readonly runId: string; readonly result: RunVerification };

export class Verifier {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #planner: RunPlanner;
  readonly #engine: Engine;
  #abort: AbortController | null = null;
  #current: Promise<void> = Promise.resolve();
  #job = $state.raw<VerificationJob>({ phase: 'idle' });

  constructor(store: ProjectStore, storage: Storage, planner: RunPlanner, engine: Engine) {
    this.#store = store;
    this.#storage = storage;
    this.#planner = planner;
    this.#engine = engine;
  }

  get job(): VerificationJob {
    return this.#job;
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** The project is left. Resolves when all is quiet. */
  async leave(): Promise<void> {
    this.stop();
    await this.#current;
    this.#job = { phase: 'idle' };
  }

  /**
   * Trains the run again and writes down with its note whether it ended the same.
   * @throws AppError 'bad-input' for a run that has not ended, 'aborted', and what stopped the training.
   */
  verify(runId: string): Promise<void> {
    this.#abort = new AbortController();
    const current = this.#verify(runId, this.#abort.signal);
    this.#current = current.catch(() => undefined);
    return current;
  }

  async #verify(runId: string, signal: AbortSignal): Promise<void> {
    const run = this.#store.run(runId);
    if (run.endedAt === null)
      throw new AppError('bad-input', `${run.name} has not ended yet. Let it end first.`);
    this.#job = { phase: 'running', runId, progress: null };
    try {
      const result = await this.#verified(run, signal);
      signal.throwIfAborted();
      await this.#keep(run, result);
      this.#job = { phase: 'done', runId, result };
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#job = error.code === 'aborted' ? { phase: 'idle' } : { phase: 'failed', runId, error };
      throw error;
    }
  }

  async #verified(run: Run, signal: AbortSignal): Promise<RunVerification> {
    const was = run.weightsDigest ?? this.#store.findVersion(run.modelVersionId)?.weightsDigest ?? null;
    const incomparable = (why: string): RunVerification => ({
      at: this.#store.now(),
      same: null,
      digest: null,
      was,
      engine: null,
      why,
    });
    if (was === null) return incomparable('It ended without parameters, so there is nothing to compare.');
    // What a person stopped ended in the midst of an epoch, wherever the hand was quicker.
    if (run.status === 'stopped')
      return incomparable('It was stopped by hand: how far it had come by then cannot be repeated.');
    const found = await this.#requestOf(run);
    if (typeof found === 'string') return incomparable(found);
    const response = await this.#engine.train(found, {
      signal,
      onProgress: (progress) => {
        if (this.#job.phase === 'running' && this.#job.runId === run.id)
          this.#job = { ...this.#job, progress };
      },
    }).promise;
    const { weights } = response.model;
    const digest = await digestBytes(new Uint8Array(weights.slice().buffer));
    const same = digest === was;
    const why = same ? null : difference(run.engine, response.engine);
    // Another engine agrees within rounding only, so that other bits say nothing.
    return {
      at: this.#store.now(),
      same: same || why === null ? same : null,
      digest,
      was,
      engine: response.engine,
      why,
    };
  }

  /** The request of the run as it was, on the engine that it had; or why there is none. */
  async #requestOf(run: Run): Promise<TrainRequest | string> {
    const start = run.forkedFrom ? await this.#startOf(run) : null;
    if (run.forkedFrom && !start)
      return 'The parameters that it began with are not in the saved work any more.';
    try {
      const { request } = await this.#planner.request(run, start);
      const engine = run.engine ? engineIdOf(run.engine) : null;
      return {
        ...request,
        runId: `${run.id}/again`,
        checkpoint: start && { ...start, runId: `${run.id}/again` },
        engine,
      };
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code !== 'bad-input' && error.code !== 'corrupt' && error.code !== 'bad-file') throw error;
      return `Its rows are not at hand as they were. ${error.message}`;
    }
  }

  async #startOf(run: Run): Promise<Checkpoint | null> {
    const kept = await this.#storage.keptOne(run.id, forkStart);
    if (!kept) return null;
    const { history } = await this.#store.log(run.id);
    const { v: _v, projectId: _p, name: _n, keptAt: _k, callbacks, engine, ...rest } = kept;
    return {
      ...rest,
      history: history.filter(({ epoch }) => epoch <= kept.epoch),
      ...(callbacks.length > 0 ? { callbacks } : {}),
      ...(engine ? { engine } : {}),
    };
  }

  #keep(run: Run, verification: RunVerification): Promise<void> {
    return this.#store.inTurn(async () => {
      const held = this.#store.notes.find(({ runId }) => runId === run.id);
      const blank: RunNote = {
        v: 1,
        runId: run.id,
        projectId: run.projectId,
        name: null,
        colour: null,
        notes: '',
        tags: {},
        archivedAt: null,
        deletedAt: null,
      };
      await this.#store.commit({ notes: [{ ...(held ?? blank), verification }] });
    });
  }
}

/** Why other bits may be no fault; null where there is no reason for them. */
function difference(was: EngineInfo | null, now: EngineInfo): string | null {
  if (!was) return 'It is not known which engine computed it.';
  if (engineIdOf(was) !== engineIdOf(now))
    return `It was computed on ${engineIdOf(was)}, which is not at hand; ${engineIdOf(now)} agrees within rounding only.`;
  if (was.adapter !== now.adapter)
    return `It was computed on another adapter (${was.adapter ?? 'none'}, now ${now.adapter ?? 'none'}), which agrees within rounding only.`;
  return null;
}
