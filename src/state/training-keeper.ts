// Keeps a training while it goes: its checkpoints with their parts of the log, and what its callbacks keep. A training
// does not stop for a full disk: what could not be kept is tried again with the next checkpoint.

import { engineIdOf } from '../core/engine-records.ts';
import type { Checkpoint, Run } from '../core/records.ts';
import type { KeptCheckpoint, LogPart } from '../core/run-records.ts';
import type { Kept } from '../core/training-report.ts';
import type { TrainProgress } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import type { LiveLog } from './live-log.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export class TrainingKeeper {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #log: LiveLog;
  readonly #fail: (error: unknown) => void;
  /** Not kept yet, in order. */
  #parts: readonly LogPart[] = [];
  readonly #kept = new Map<string, KeptCheckpoint>();
  #writing: Promise<unknown> = Promise.resolve();

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
    await this.#writing;
    const checkpoint = await this.#storage.checkpoint(run.id);
    const parts = checkpoint ? await this.#storage.logParts(run.id) : [];
    this.#parts = [];
    this.#kept.clear();
    this.#log.begin(checkpoint?.history ?? [], parts);
    return checkpoint;
  }

  /** What callbacks kept and is not in the store yet; it is written down with the end of the run. */
  get unsaved(): KeptCheckpoint[] {
    return [...this.#kept.values()];
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  note(run: Run, progress: TrainProgress): void {
    const part = this.#log.add(run, progress);
    for (const kept of progress.news.kept) this.#kept.set(kept.name, this.#recordOf(run, kept, progress));
    if (part) this.#parts = [...this.#parts, part];
    const { checkpoint } = progress;
    if (!checkpoint && progress.news.kept.length === 0) return;
    const kept = this.unsaved;
    const parts = checkpoint ? this.#parts : [];
    const written = this.#store
      .commit({ kept, ...(checkpoint ? { checkpoint, logParts: parts } : {}) })
      .then(() => {
        this.#parts = this.#parts.filter((item) => !parts.includes(item));
        for (const item of kept) if (this.#kept.get(item.name) === item) this.#kept.delete(item.name);
      }, this.#fail);
    this.#writing = Promise.all([this.#writing, written]);
  }

  #recordOf(run: Run, kept: Kept, { engine }: TrainProgress): KeptCheckpoint {
    return {
      v: 1,
      runId: run.id,
      projectId: run.projectId,
      ...kept,
      history: this.#log.history.filter(({ epoch }) => epoch <= kept.epoch),
      engine: engineIdOf(engine),
      keptAt: this.#store.now(),
    };
  }
}
