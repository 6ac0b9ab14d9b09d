// The data versions of the open project: what is known so far, what was made from it by edits, and what can be seen in
// each. Version 1 is what the stream runs on; of it only rows whose answers are known are shown and edited.

import { AppError } from '../core/errors.ts';
import type { Profile } from '../core/profile.ts';
import type { RecipePlan } from '../core/recipe-plan.ts';
import type { DatasetVersion } from '../core/records.ts';
import type { Selection } from '../core/selection.ts';
import { headOf } from '../core/table.ts';
import type { VersionTable } from '../core/version-table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { Desk } from '../data/desk.ts';
import type { Held, InputPreview, Jobs, RowTexts } from '../data/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import { storedRows } from './beginning.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** A version in the worker. */
interface Loaded {
  readonly held: Held;
  readonly generation: number;
}

export class DataVersions {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #storage: Storage;
  readonly #desk: Desk;
  #lookedId = $state<string | null>(null);
  #held = $state.raw<Job<Held>>(idle);
  #profile = $state.raw<Job<Profile, { done: number; total: number }>>(idle);
  #abort: AbortController | null = null;
  readonly #loaded = new Map<string, Loaded>();
  /** Versions on their way into the worker: who asks meanwhile waits for the same. */
  readonly #holding = new Map<string, Promise<Held>>();
  /** Rows of versions that were trained on, for the engine and the planner. */
  readonly #tables = new Map<string, VersionTable>();

  constructor(store: ProjectStore, datasets: Datasets, storage: Storage, desk: Desk) {
    this.#store = store;
    this.#datasets = datasets;
    this.#storage = storage;
    this.#desk = desk;
  }

  /** In order of their numbers. */
  get all(): readonly DatasetVersion[] {
    return this.#store.isOpen ? this.#store.contents.datasetVersions : [];
  }
  /** The version that is looked at: the one chosen, otherwise the newest. */
  get looked(): DatasetVersion | null {
    return this.all.find((version) => version.id === this.#lookedId) ?? this.all.at(-1) ?? null;
  }
  get held(): Job<Held> {
    return this.#held;
  }
  get profile(): Job<Profile, { done: number; total: number }> {
    return this.#profile;
  }
  /** The version that retraining learns from. */
  get training(): DatasetVersion | null {
    const chosen = this.#store.isOpen ? this.#store.project.settings.dataVersionId : undefined;
    return this.all.find((version) => version.id === chosen) ?? this.all[0] ?? null;
  }
  /** Rows of the stream whose answers are known: the initial ones and the labelled windows. */
  get knownRows(): number {
    const { scenario } = this.#datasets.current;
    return scenario.trainRows + labelledWindows(this.#store.windows) * scenario.windowRows;
  }

  find(id: string): DatasetVersion {
    const found = this.all.find((version) => version.id === id);
    if (!found) throw new AppError('corrupt', `Data version ${id} is not in this project.`);
    return found;
  }

  /** Nothing of another project stays. */
  forget(): void {
    this.#abort?.abort();
    this.#abort = null;
    for (const { held } of this.#loaded.values()) this.#drop(held.key);
    this.#loaded.clear();
    this.#holding.clear();
    this.#tables.clear();
    this.#lookedId = null;
    this.#held = idle;
    this.#profile = idle;
  }

  #drop(key: string): void {
    this.#desk.ask('drop', { key }).catch(() => undefined);
  }

  /** Looks at a version: brings its rows into the worker and profiles them. */
  async look(id: string | null = this.looked?.id ?? null): Promise<void> {
    if (id === null) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#lookedId = id;
    const cancel = () => abort.abort();
    this.#held = { phase: 'running', progress: null, cancel };
    this.#profile = idle;
    try {
      const held = await this.hold(id);
      if (this.#abort !== abort) return;
      this.#held = { phase: 'done', result: held };
      this.#profile = { phase: 'running', progress: null, cancel };
      const { scenario } = this.#datasets.current;
      const hasTarget = held.schema.fields.some((field) => field.name === scenario.target.column);
      const profile = await this.#desk.ask(
        'profile',
        {
          key: held.key,
          target: hasTarget ? scenario.target : null,
          task: hasTarget ? scenario.task : null,
          seed: this.#store.project.seed,
        },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            if (this.#abort === abort) this.#profile = { phase: 'running', progress, cancel };
          },
        },
      );
      if (this.#abort === abort) this.#profile = { phase: 'done', result: profile };
    } catch (thrown) {
      if (this.#abort !== abort) return;
      const error = AppError.from(thrown);
      const outcome = error.code === 'aborted' ? idle : { phase: 'failed' as const, error };
      if (this.#held.phase === 'running') this.#held = outcome;
      else this.#profile = outcome;
    }
  }

  /** Makes sure that the worker has the rows of a version. */
  async hold(id: string): Promise<Held> {
    const version = this.find(id);
    const rows = version.number === 1 ? this.knownRows : version.rows;
    const known = this.#loaded.get(id);
    if (known && known.generation === this.#desk.generation && known.held.rows === rows) return known.held;
    const { generation } = this.#desk;
    const turn = `${id}@${rows}@${generation}`;
    const underWay = this.#holding.get(turn);
    if (underWay) return underWay;
    const bringing = version.number === 1 ? this.#takeKnown(version, rows) : this.#openStored(version);
    this.#holding.set(turn, bringing);
    try {
      const held = await bringing;
      if (this.#holding.get(turn) !== bringing) {
        // The project was left meanwhile.
        this.#drop(held.key);
        throw new AppError('aborted', 'The project was left.');
      }
      this.#loaded.set(id, { held, generation });
      // Version 1 has grown since: its rows are under another key now.
      if (known?.generation === generation && known.held.key !== held.key) this.#drop(known.held.key);
      return held;
    } finally {
      if (this.#holding.get(turn) === bringing) this.#holding.delete(turn);
    }
  }

  #takeKnown(version: DatasetVersion, rows: number): Promise<Held> {
    const { table, ids, parts, nextId, packed, dataset } = this.#datasets.current;
    return this.#desk.take({
      key: `${version.id}@${rows}`,
      name: version.name,
      table: headOf(table, rows),
      ids: ids.slice(0, rows),
      parts: parts?.slice(0, rows) ?? null,
      split: version.split,
      nextId,
      schema: packed?.schema ?? null,
      dataset: packed ? null : dataset.id,
      image: dataset.image ?? null,
    });
  }

  async #openStored(version: DatasetVersion): Promise<Held> {
    const packed = await storedRows(version, this.#storage, this.#desk, version.id);
    this.#tables.set(version.id, packed.version);
    return this.#desk.ask('held', { key: version.id });
  }

  /** Rows of a stored version for training; they stay at hand. */
  async table(version: DatasetVersion): Promise<VersionTable> {
    const known = this.#tables.get(version.id);
    if (known) return known;
    const { version: table } = await storedRows(version, this.#storage, this.#desk);
    this.#tables.set(version.id, table);
    return table;
  }

  /** Rows that are at hand already; null before `table` was asked for. */
  tableAtHand(version: DatasetVersion): VersionTable | null {
    return this.#tables.get(version.id) ?? null;
  }

  /** A version that was just made: its rows are in the worker and at hand. */
  made(id: string, held: Held, table: VersionTable): void {
    this.#tables.set(id, table);
    this.#loaded.set(id, { held, generation: this.#desk.generation });
  }

  async rows(selection: Selection | null, from: number, count: number): Promise<RowTexts> {
    return this.#desk.ask('rows', { key: await this.#key(), selection, from, count });
  }

  async pictures(rows: readonly number[]): Promise<Float32Array> {
    return (await this.#desk.ask('pictures', { key: await this.#key(), rows })).pixels;
  }

  /** Histograms of the named inputs before and after their steps, on the training rows of the version looked at. */
  async preview(plan: RecipePlan, inputs: readonly string[]): Promise<readonly InputPreview[]> {
    const { scenario } = this.#datasets.current;
    return this.#desk.ask('preview', {
      key: await this.#key(),
      plan,
      inputs,
      target: scenario.target,
      task: scenario.task,
      firstRows: null,
      seed: this.#store.project.seed,
    });
  }

  async diff(beforeId: string, afterId: string): Promise<Jobs['diff']['response']> {
    const [before, after] = [await this.hold(beforeId), await this.hold(afterId)];
    return this.#desk.ask('diff', { before: before.key, after: after.key });
  }

  /** @param onlyNew of the current version only rows that the reference lacks, such as an appended batch. */
  async drift(referenceId: string, currentId: string, onlyNew = false): Promise<Jobs['drift']['response']> {
    const [reference, current] = [await this.hold(referenceId), await this.hold(currentId)];
    return this.#desk.ask('drift', { reference: reference.key, current: current.key, onlyNew });
  }

  /** Checks a table that was brought beside (a later batch) against the schema of the version looked at. */
  async check(other: string): Promise<Jobs['check']['response']> {
    return this.#desk.ask('check', { key: await this.#key(), other });
  }

  async exportCsv(
    options: Omit<Jobs['exportCsv']['request'], 'key'>,
  ): Promise<Jobs['exportCsv']['response']> {
    return this.#desk.ask('exportCsv', { key: await this.#key(), ...options });
  }

  async #key(): Promise<string> {
    const { looked } = this;
    if (!looked) throw new AppError('bad-input', 'No project is open yet.');
    return (await this.hold(looked.id)).key;
  }
}
