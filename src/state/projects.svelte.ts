// Opening, starting and changing projects. One project is one life with one scenario; starting over makes a new one and
// keeps the old.

import { AppError } from '../core/errors.ts';
import { ownScenario, scenarioOf } from '../core/own-scenario.ts';
import { scenarios } from '../core/scenarios/index.ts';
import type { Project, ProjectSettings } from '../core/records.ts';
import type { Desk } from '../data/desk.ts';
import type { Scenario } from '../core/define.ts';
import type { Storage } from '../storage/storage.ts';
import { settingsOf, storedRows } from './beginning.ts';
import type { OwnRows } from './beginning.ts';
import type { Branches } from './branches.svelte.ts';
import type { DataVersions } from './data-versions.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Started } from './draft.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Monitoring } from './monitoring.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { Stream } from './stream.svelte.ts';
import type { Training } from './training.svelte.ts';

export class Projects {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #datasets: Datasets;
  readonly #stream: Stream;
  readonly #training: Training;
  readonly #branches: Branches;
  readonly #models: Models;
  readonly #monitoring: Monitoring;
  readonly #dataVersions: DataVersions;
  readonly #desk: Desk;
  readonly #mayWrite: () => boolean;
  readonly #onLeave: () => void;
  readonly #fail: (error: unknown) => void;
  readonly #now: () => number;
  #all = $state.raw<readonly Project[]>([]);
  #opening = $state(false);
  /** Why the last opening failed, and how to try it again. */
  #failure = $state.raw<{ error: AppError; again: () => Promise<void> } | null>(null);
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    store: ProjectStore;
    storage: Storage;
    datasets: Datasets;
    models: Models;
    dataVersions: DataVersions;
    desk: Desk;
    stream: Stream;
    training: Training;
    branches: Branches;
    monitoring: Monitoring;
    mayWrite: () => boolean;
    /** Told before another project takes the place of the open one. */
    onLeave: () => void;
    fail: (error: unknown) => void;
    now: () => number;
  }) {
    this.#store = parts.store;
    this.#storage = parts.storage;
    this.#datasets = parts.datasets;
    this.#stream = parts.stream;
    this.#training = parts.training;
    this.#branches = parts.branches;
    this.#models = parts.models;
    this.#monitoring = parts.monitoring;
    this.#dataVersions = parts.dataVersions;
    this.#desk = parts.desk;
    this.#mayWrite = parts.mayWrite;
    this.#onLeave = parts.onLeave;
    this.#fail = parts.fail;
    this.#now = parts.now;
  }

  /** Every project in the store, newest opened first. */
  get all(): readonly Project[] {
    return this.#all;
  }
  get opening(): boolean {
    return this.#opening;
  }
  get scenario(): Scenario | null {
    return this.#store.isOpen ? scenarioOf(this.#store.project) : null;
  }

  get failure(): { error: AppError; again: () => Promise<void> } | null {
    return this.#failure;
  }

  /** Opens the project used last, or begins the opening scene. A tab that only watches waits for one to appear. */
  openLast(): Promise<void> {
    return this.#switch(async () => {
      this.#all = await this.#storage.projects();
      const last = this.#all.find((project) => project.scenario ?? scenarios.has(project.scenarioId));
      const first = scenarios.all.toSorted((a, b) => a.order - b.order)[0];
      if (last) await this.#enter(last.id);
      else if (first && this.#mayWrite()) await this.#begin(first, first.seed);
    });
  }

  /** Opens the latest project of a scenario, or starts one. */
  openScenario(scenarioId: string): Promise<void> {
    const known = this.#all.find((project) => project.scenarioId === scenarioId);
    return known ? this.open(known.id) : this.startOver(scenarioId);
  }

  async open(projectId: string): Promise<void> {
    if (this.#store.isOpen && this.#store.project.id === projectId && !this.#opening) return;
    await this.#switch(() => this.#enter(projectId));
  }

  /** A new project of the scenario, from its first row. Earlier ones stay. */
  async startOver(scenarioId: string, seed?: number): Promise<void> {
    if (!this.#mayWrite())
      throw new AppError('storage-blocked', 'Another tab is working here; this one only watches.');
    const own = this.#all.find((project) => project.scenarioId === scenarioId && project.scenario);
    if (own) return this.#switch(() => this.#beginAgain(own.id));
    const scenario = scenarios.get(scenarioId);
    await this.#switch(() => this.#begin(scenario, seed ?? scenario.seed));
  }

  /** A project of a person's own table; its first model is trained and deployed. */
  async startOwn({ setup, packed, operation, targetDeviation }: Started): Promise<void> {
    if (!this.#mayWrite())
      throw new AppError('storage-blocked', 'Another tab is working here; this one only watches.');
    const id = `own-${this.#now().toString(36)}`;
    const scenario = ownScenario(id, setup, packed.version.table.rows, packed.schema, targetDeviation);
    const own = { packed, operation, split: setup.split, recipe: setup.recipe };
    await this.#switch(() => this.#begin(scenario, scenario.seed, own));
  }

  /** The same table from its first row, as a project of its own. */
  async #beginAgain(projectId: string): Promise<void> {
    const { project, datasetVersions } = await this.#storage.load(projectId);
    const { scenario, settings } = project;
    const [first] = datasetVersions;
    if (!scenario || !first) throw new AppError('corrupt', 'The data of this project is not there any more.');
    await this.#begin(scenario, project.seed, {
      packed: await storedRows(first, this.#storage, this.#desk),
      operation: first.operation,
      split: first.split,
      recipe: settings.recipe,
    });
  }

  /** Once more, after the first training broke off. */
  async trainFirst(): Promise<void> {
    await this.#training.trainFirst();
    await this.#stream.play();
  }

  async #begin(scenario: Scenario, seed: number, own: OwnRows | null = null): Promise<void> {
    const at = this.#now();
    const project: Project = {
      v: 1,
      id: `${scenario.id}-${at.toString(36)}`,
      scenarioId: scenario.id,
      ...(own ? { scenario } : {}),
      seed,
      createdAt: at,
      openedAt: at,
      position: 0,
      playing: true,
      settings: { ...settingsOf(scenario), ...(own?.recipe ? { recipe: own.recipe } : {}) },
    };
    await this.#datasets.open(scenario, project.seed, own?.packed ?? null);
    await this.#storage.commit({
      project,
      datasetVersions: [this.#datasets.firstVersion(project, own)],
      tables: own ? [{ key: own.packed.tableKey, bytes: own.packed.bytes }] : [],
    });
    await this.#store.open(project.id);
    await this.#store.commit({
      ledger: this.#store.lines({ kind: 'started', reason: `${scenario.label}, seed ${project.seed}` }),
    });
    this.#all = await this.#storage.projects();
    this.#monitoring.rebuild().catch(this.#fail);
    await this.#goOn();
  }

  /** Changes settings; what it was and what it is go into the ledger. */
  change(settings: Partial<ProjectSettings>, reason: string | null): Promise<void> {
    return this.#store.inTurn(async () => {
      const { project } = this.#store;
      await this.#store.commit({
        project: { ...project, settings: { ...project.settings, ...settings } },
        ...(reason ? { ledger: this.#store.lines({ kind: 'setting-changed', reason }) } : {}),
      });
    });
  }

  /** Takes up again what the other tab left, after this one became the writer. */
  takeOver(): Promise<void> {
    if (!this.#store.isOpen) return this.openLast();
    return this.#inQueue(async () => {
      await this.#store.refresh();
      await this.#datasets.inject(this.#store.project.settings.injections ?? []);
      await this.#goOn();
    });
  }

  async #enter(projectId: string): Promise<void> {
    const { project: stored, datasetVersions } = await this.#storage.load(projectId);
    const [first] = datasetVersions;
    if (stored.scenario && !first)
      throw new AppError('corrupt', 'The data of this project is not there any more.');
    const own = stored.scenario && first ? await storedRows(first, this.#storage, this.#desk) : null;
    const opened = await this.#datasets.open(
      scenarioOf(stored),
      stored.seed,
      own,
      stored.settings.injections,
    );
    await this.#store.open(projectId);
    const { project } = this.#store;
    const known = this.#store.contents.datasetVersions[0];
    const edited = this.#dataVersions.training;
    if (edited && edited.number > 1) await this.#dataVersions.table(edited).catch(this.#fail);
    if (known && known.digest !== opened.digest)
      this.#fail(
        new AppError(
          'bad-file',
          `The shipped data of "${opened.dataset.label}" differs from the data that this project was made with. What is recorded stays as it is; new figures rest on the new data.`,
        ),
      );
    // A full disk must not keep anyone from reading what is there.
    if (this.#mayWrite())
      await this.#store.commit({ project: { ...project, openedAt: this.#now() } }).catch(this.#fail);
    this.#all = await this.#storage.projects();
    this.#monitoring.rebuild().catch(this.#fail);
    if (this.#mayWrite()) await this.#goOn();
  }

  /** Resumes a broken-off training, trains the first model if there is none, and plays if it was playing. */
  async #goOn(): Promise<void> {
    const { playing } = this.#store.project;
    const unfinished = this.#store.runs.some((run) => run.endedAt === null);
    if (!this.#store.championId)
      await (unfinished ? this.#training.resumeInterrupted() : this.#training.trainFirst());
    else if (unfinished) this.#training.resumeInterrupted().catch(this.#fail);
    if (playing && this.#models.champion) await this.#stream.play();
  }

  /** Leaves the open project, then opens another; one at a time, in the order asked. */
  async #switch(action: () => Promise<void>): Promise<void> {
    this.#opening = true;
    // At once, not in the queue: an opening may itself be waiting for a first training to end.
    const left = this.#leave();
    await this.#inQueue(async () => {
      this.#opening = true;
      this.#failure = null;
      try {
        await left;
        await this.#leave();
        // Nothing is shown while rows and records of two projects could meet.
        this.#store.close();
        await action();
      } catch (error) {
        this.#failure = { error: AppError.from(error), again: () => this.#switch(action) };
        throw error;
      } finally {
        this.#opening = false;
      }
    });
  }

  #inQueue(action: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(action, action);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #leave(): Promise<void> {
    this.#onLeave();
    await this.#stream.halt();
    await this.#training.leave();
    this.#branches.clear();
    this.#monitoring.forget();
    this.#models.forget();
    this.#dataVersions.forget();
    this.#datasets.leave();
  }
}
