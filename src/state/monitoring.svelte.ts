// What the monitors find on the stream. None of it is stored: the engine works it out from the rows, the answers, the labels and
// the plan, when a project is opened, when the plan changes, and with every window that passes.

import { AppError } from '../core/errors.ts';
import { metrics } from '../core/metrics/index.ts';
import { FigureTable, type FoundFigures } from '../core/monitoring/figure-table.ts';
import type { MonitorPlan } from '../core/monitoring/plan.ts';
import { usualPlan } from '../core/monitoring/usual-plan.ts';
import type { MonitorFault, WatchedVersion, WatchSetting } from '../core/monitoring/watched.ts';
import { mix32 } from '../core/random.ts';
import type { ProjectSettings, WindowRecord } from '../core/records.ts';
import { sameContent } from '../core/same-content.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { thresholdsIn } from './version-threshold.ts';
import { LostSession, WatchTold } from './watch-told.ts';
import { comparedRows, type WatchedRowsParts } from './watched-rows.ts';

export interface Watched {
  readonly rows: number;
  readonly tookMs: number;
}

export interface MonitoringParts extends WatchedRowsParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Pick<Models, 'packageOf'>;
  readonly evaluator: WatchedRowsParts['evaluator'] & {
    readonly settings: { readonly slices: MonitorPlan['slices'] };
  };
  readonly engine: Pick<Engine, 'watch'>;
  /** Changes a setting of the project, with the reason in the ledger. */
  readonly change: (settings: Partial<ProjectSettings>, reason: string) => Promise<void>;
  /** Shows a person what could not be watched. */
  readonly warn: (words: string) => void;
}

export class Monitoring {
  readonly #parts: MonitoringParts;
  #figures = new FigureTable();
  #version = $state(0);
  #job = $state.raw<Job<Watched, { readonly done: number; readonly total: number }>>(idle);
  #faults = $state.raw<readonly MonitorFault[]>([]);
  #told: WatchTold | null = null;
  /** Whether the windows that pass are followed: not after a person or a fault has ended it, until it is begun anew. */
  #following = false;
  #sessions = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: MonitoringParts) {
    this.#parts = parts;
  }

  /** What was found, by figure and window. */
  get figures(): FigureTable {
    return this.#version >= 0 ? this.#figures : this.#figures;
  }
  /** Grows whenever there are new figures. */
  get version(): number {
    return this.#version;
  }
  /** How the working out of what has passed goes, or went. */
  get job(): Job<Watched, { readonly done: number; readonly total: number }> {
    return this.#job;
  }
  /** Monitors that could not do their work, each told once. */
  get faults(): readonly MonitorFault[] {
    return this.#faults;
  }

  /** The plan of a project of which nobody has said anything. */
  get usual(): MonitorPlan {
    const { datasets, evaluator } = this.#parts;
    return usualPlan(datasets.current.scenario.task, evaluator.settings.slices);
  }
  /** What is watched. */
  get plan(): MonitorPlan {
    return this.#parts.store.project.settings.monitor ?? this.usual;
  }

  /** From now on this is watched, and what has passed is looked at again. Nothing that is stored changes but the setting. */
  async setPlan(plan: MonitorPlan, reason: string): Promise<void> {
    await this.#parts.change({ monitor: plan }, reason);
    await this.rebuild();
  }

  /**
   * Windows of the stream that have just passed, and those whose labels have just come, as they are about to be stored. To be
   * called inside the store's turn. Never throws: what cannot be watched must not stop the stream.
   * @returns what was found on windows of the monitors that are complete, or all labelled, because of these.
   */
  follow(passed: readonly WindowRecord[], judged: readonly WindowRecord[]): Promise<readonly FoundFigures[]> {
    return this.#inQueue(async () => {
      if (!this.#following) return [];
      const fresh = new Map([...passed, ...judged].map((window) => [window.index, window]));
      if (fresh.size === 0) return [];
      const first = passed[0]?.index ?? null;
      const found =
        this.#upToDate() && (first === null || this.#told!.expects(first))
          ? await this.#advance(this.#told!, [...fresh.values()])
          : null;
      if (found) return found;
      const known = new Map(
        [...this.#parts.store.windows, ...fresh.values()].map((item) => [item.index, item]),
      );
      const all = await this.#anew([...known.values()]);
      const touched = (from: number, to: number) =>
        judged.some(({ span }) => span.from < to && span.to > from);
      return all.filter(
        ({ window, labelled }) =>
          (first !== null && window.streamWindow >= first) ||
          (labelled && touched(window.span.from, window.span.to)),
      );
    });
  }

  /** Looks at everything that has passed, from the beginning. */
  rebuild(): Promise<void> {
    return this.#inQueue(async () => {
      this.#following = true;
      this.#faults = [];
      await this.#anew(this.#parts.store.windows);
    });
  }

  /** What the champion is watched by, and the rows that it is compared with; null: there is none, or it can't be read. */
  async watchedChampion(): Promise<{ setting: WatchSetting; version: WatchedVersion } | null> {
    const setting = this.#setting;
    const id = this.#parts.store.championId;
    const version = id === null ? null : await this.#versionOf(id, setting);
    return version && { setting, version };
  }

  /** What another tab has let pass, or changed in the plan. */
  catchUp(): Promise<void> {
    return this.#inQueue(async () => {
      const { windows } = this.#parts.store;
      const told = this.#told;
      if (this.#following && told && this.#upToDate() && (await this.#advance(told, windows))) return;
      this.#following = true;
      await this.#anew(windows);
    });
  }

  /** The project is left. */
  forget(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
    this.#following = false;
    this.#told = null;
    this.#job = idle;
    this.#faults = [];
    this.#show(new FigureTable());
  }

  #show(figures: FigureTable): void {
    this.#figures = figures;
    this.#version++;
  }

  #inQueue<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action, action);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  get #setting(): WatchSetting {
    const { scenario, dataset } = this.#parts.datasets.current;
    const { seed, settings } = this.#parts.store.project;
    const followed = metrics.all.filter(
      ({ everyWindow, tasks }) => everyWindow && tasks.includes(scenario.task),
    );
    return {
      plan: this.plan,
      initialRows: scenario.trainRows,
      windowRows: scenario.windowRows,
      labelDelayRows: settings.labelDelayWindows * scenario.windowRows,
      timeColumn: dataset.timeColumn ?? null,
      metrics: [...new Set([scenario.metric, ...followed.map(({ id }) => id)])],
      seed: mix32(seed),
    };
  }

  /** Whether the session watches what is to be watched now. */
  #upToDate(): boolean {
    const told = this.#told;
    return told?.digest === this.#parts.datasets.current.digest && sameContent(told.setting, this.#setting);
  }

  #session(): WatchTold {
    const { store, datasets, engine } = this.#parts;
    const setting = this.#setting;
    return new WatchTold({
      engine,
      digest: datasets.current.digest,
      name: `${store.project.id} ${++this.#sessions}`,
      setting,
      versionOf: (id) => this.#versionOf(id, setting),
      thresholdOf: thresholdsIn(store),
    });
  }

  /** A version that can't be read is no reason to watch the others no longer. */
  async #versionOf(id: string, { plan }: WatchSetting): Promise<WatchedVersion | null> {
    const version = this.#parts.store.findVersion(id);
    if (!version) return null;
    try {
      const model = await this.#parts.models.packageOf(version);
      return { id, model, ...(await comparedRows(version, plan.reference, this.#parts)) };
    } catch {
      return null;
    }
  }

  /** A few windows more. Null: it has to be begun anew. */
  async #advance(told: WatchTold, windows: readonly WindowRecord[]): Promise<FoundFigures[] | null> {
    const found: FoundFigures[] = [];
    try {
      for await (const piece of told.tell(windows, new AbortController().signal)) {
        this.#take(this.#figures, piece.found, piece.faults);
        found.push(...piece.found);
      }
      return found;
    } catch (thrown) {
      if (thrown instanceof LostSession || AppError.from(thrown).code === 'engine-lost') return null;
      this.#broke(AppError.from(thrown));
      return found;
    }
  }

  /** Everything from the first window on. What was shown stays until there is something in its place. */
  async #anew(windows: readonly WindowRecord[]): Promise<FoundFigures[]> {
    this.#told = null;
    const { store, datasets } = this.#parts;
    if (!store.isOpen || !datasets.isOpen) return [];
    const abort = new AbortController();
    const cancel = () => abort.abort();
    const began = performance.now();
    const found: FoundFigures[] = [];
    const project = store.project.id;
    for (let tries = 0; ; tries++) {
      const figures = new FigureTable();
      found.length = 0;
      const told = this.#session();
      const total = told.rowsLeft(windows);
      let done = 0;
      this.#job = { phase: 'running', progress: { done, total }, cancel };
      if (this.#figures.windows.length === 0) this.#show(figures);
      try {
        for await (const piece of told.tell(windows, abort.signal)) {
          if (!store.isOpen || store.project.id !== project) return [];
          done += piece.rows;
          found.push(...piece.found);
          this.#take(figures, piece.found, piece.faults);
          this.#job = { phase: 'running', progress: { done, total }, cancel };
        }
        this.#told = told;
        this.#show(figures);
        this.#job = { phase: 'done', result: { rows: total, tookMs: performance.now() - began } };
        return found;
      } catch (thrown) {
        const error = thrown instanceof LostSession ? null : AppError.from(thrown);
        // A worker that was lost is replaced by the next one; twice in a row is no accident.
        if ((!error || error.code === 'engine-lost') && tries === 0) continue;
        this.#broke(error ?? new AppError('engine-lost', 'The engine lost what it had found. Begin anew.'));
        return found;
      }
    }
  }

  #take(figures: FigureTable, found: readonly FoundFigures[], faults: readonly MonitorFault[]): void {
    for (const one of found) figures.add(one);
    if (figures === this.#figures && found.length > 0) this.#version++;
    for (const fault of faults) {
      if (this.#faults.some(({ monitor }) => monitor === fault.monitor)) continue;
      this.#faults = [...this.#faults, fault];
      this.#parts.warn(
        fault.monitor
          ? `The monitor "${fault.monitor}" could not go on: ${fault.reason} The others do.`
          : `Some windows can't be watched: ${fault.reason}`,
      );
    }
  }

  #broke(error: AppError): void {
    if (error.code !== 'aborted')
      this.#parts.warn(`The monitors could not go on: ${error.message} The stream does.`);
    this.#following = false;
    this.#told = null;
    this.#job = error.code === 'aborted' ? idle : { phase: 'failed', error };
  }
}
