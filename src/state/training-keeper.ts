// Keeps a training while it goes: its checkpoints with their parts of the log, and what its callbacks keep. A training
// does not stop for a full disk: what could not be kept is tried again with the next checkpoint.

import { engineIdOf } from '../core/engine-records.ts';
import { AppError } from '../core/errors.ts';
import type { Checkpoint, Run } from '../core/records.ts';
import type { KeptCheckpoint, LogPart } from '../core/run-records.ts';
import type { Kept } from '../core/training-report.ts';
import type { TrainProgress } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import type { LiveLog } from './live-log.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** In one transaction, so that the page can do something else in between: whichever comes first. */
const mostAtOnce = 50;
const mostBytesAtOnce = 16e6;

/** Kept parameters that wait for a store which takes nothing (a full disk): of more the oldest are given up. */
const mostWaiting = 200;

export class TrainingKeeper {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #log: LiveLog;
  readonly #fail: (error: unknown) => void;
  /** Not in the store yet, in order. */
  #parts: readonly LogPart[] = [];
  /** The newest, with all the parts: it is written with them or not at all. */
  #checkpoint: Checkpoint | null = null;
  readonly #kept = new Map<string, KeptCheckpoint>();
  /** Writes as long as there is something to write; null when it does not. */
  #writing: Promise<void> | null = null;
  /** The store took nothing the last time. */
  #refused = false;
  #toldOfLoss = false;

  constructor(store: ProjectStore, storage: Storage, log: LiveLog, fail: (error: unknown) => void) {
    this.#store = store;
    this.#storage = storage;
    this.#log = log;
    this.#fail = fail;
  }

  /**
   * Before a training begins or goes on: its log becomes what the store holds of it, to the step of the checkpoint.
   * @returns where it goes on from; null: it begins.
   * @throws AppError 'corrupt' when what is kept of it cannot be read.
   */
  async takeUp(run: Run): Promise<Checkpoint | null> {
    await this.settled();
    const checkpoint = await this.#storage.checkpoint(run.id);
    const parts = checkpoint ? await this.#storage.logParts(run.id) : [];
    this.#parts = [];
    this.#checkpoint = null;
    this.#kept.clear();
    this.#refused = this.#toldOfLoss = false;
    this.#log.begin(checkpoint?.history ?? [], parts);
    return checkpoint;
  }

  /** What callbacks kept and is not in the store yet; once settled it is written down with the end of the run. */
  get unsaved(): KeptCheckpoint[] {
    return [...this.#kept.values()];
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  note(run: Run, progress: TrainProgress): void {
    const part = this.#log.add(run, progress);
    if (part) this.#parts = [...this.#parts, part];
    if (progress.checkpoint) this.#checkpoint = progress.checkpoint;
    for (const kept of progress.news.kept) {
      // Newest last, a newer one of the same name in its new place.
      this.#kept.delete(kept.name);
      this.#kept.set(kept.name, this.#recordOf(run, kept, progress));
    }
    if (this.#refused) this.#giveUpOldest();
    if (progress.checkpoint || progress.news.kept.length > 0)
      this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  /** One transaction after the other, each with what is not in the store yet. Ends with the first that fails. */
  async #write(): Promise<void> {
    while (this.#checkpoint || this.#kept.size > 0) {
      const kept = this.#nextKept();
      const [checkpoint, logParts] = [this.#checkpoint, this.#checkpoint ? this.#parts : []];
      try {
        await this.#store.commit({ kept, ...(checkpoint ? { checkpoint, logParts } : {}) });
      } catch (error) {
        this.#refused = true;
        this.#fail(error);
        return;
      }
      this.#refused = false;
      if (this.#checkpoint === checkpoint) this.#checkpoint = null;
      this.#parts = this.#parts.filter((part) => !logParts.includes(part));
      for (const item of kept) if (this.#kept.get(item.name) === item) this.#kept.delete(item.name);
    }
  }

  #nextKept(): KeptCheckpoint[] {
    const next: KeptCheckpoint[] = [];
    let bytes = 0;
    for (const item of this.#kept.values()) {
      bytes += item.weights.byteLength + item.optimizer.byteLength;
      if (next.length > 0 && (next.length === mostAtOnce || bytes > mostBytesAtOnce)) break;
      next.push(item);
    }
    return next;
  }

  /** A store that takes nothing must not fill the page's memory. */
  #giveUpOldest(): void {
    for (const name of this.#kept.keys()) {
      if (this.#kept.size <= mostWaiting) return;
      this.#kept.delete(name);
      if (this.#toldOfLoss) continue;
      this.#toldOfLoss = true;
      this.#fail(
        new AppError(
          'storage',
          `More than ${mostWaiting} parameters that this training kept could not be written down yet. The oldest of them are given up, so that the page does not run out of memory.`,
        ),
      );
    }
  }

  #recordOf(run: Run, kept: Kept, { engine }: TrainProgress): KeptCheckpoint {
    return {
      v: 1,
      runId: run.id,
      projectId: run.projectId,
      ...kept,
      engine: engineIdOf(engine),
      keptAt: this.#store.now(),
    };
  }
}
