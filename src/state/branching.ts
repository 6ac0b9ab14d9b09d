// Goes on from an earlier moment as a project of its own: what had happened by then comes along, in one transaction.

import { branchOf, renamedKept, renamedLog, renaming } from '../core/branching.ts';
import { AppError } from '../core/errors.ts';
import type { KeptCheckpoint, RunLog } from '../core/run-records.ts';
import type { Storage } from '../storage/storage.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export class Branching {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #storage: Storage;
  readonly #open: (projectId: string) => Promise<void>;

  constructor(
    store: ProjectStore,
    datasets: Datasets,
    storage: Storage,
    open: (projectId: string) => Promise<void>,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#storage = storage;
    this.#open = open;
  }

  /**
   * Makes the project and opens it. The old one stays as it is.
   * @param at windows that had passed. @param reason what the first own line of its ledger says.
   */
  async goOn(at: number, reason: string): Promise<void> {
    this.#store.requireWriter();
    const { damaged: _, ...past } = this.#store.contents;
    const { project } = past;
    const now = this.#store.now();
    const id = `${project.scenarioId}-${now.toString(36)}`;
    const { windows: total, scenario } = this.#datasets.current;
    const nextRow = scenario.trainRows + at * scenario.windowRows;
    const made = branchOf(past, { id, at, nextRow, total, now, reason });
    const rename = renaming(project.id, id);
    const kept = new Set(made.runs.map((run) => run.id));
    const runs = past.runs.filter((run) => kept.has(rename(run.id))).map((run) => run.id);
    const logs: RunLog[] = [];
    const checkpoints: KeptCheckpoint[] = [];
    for (const runId of runs) {
      const log = await this.#whole(() => this.#storage.log(project.id, runId));
      if (log) logs.push(renamedLog(log, rename));
      for (const { name } of (await this.#whole(() => this.#storage.keptPlaces(runId))) ?? []) {
        const one = await this.#whole(() => this.#storage.keptOne(runId, name));
        if (one) checkpoints.push(renamedKept(one, rename));
      }
    }
    await this.#storage.commit({ ...made, logs, kept: checkpoints }, { strict: true });
    await this.#open(id);
  }

  /** What is damaged in the old project is missing in the new one, which says so where it is asked for. */
  async #whole<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (thrown) {
      if (AppError.from(thrown).code === 'corrupt') return null;
      throw thrown;
    }
  }
}
