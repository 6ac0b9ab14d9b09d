// The whole page's state: one object per noun, put together once, and what only makes sense with all of them in hand.

import { createContext } from 'svelte';
import { nextStep, type NextStep, type Situation } from '../core/next-step.ts';
import { reigns } from '../core/ledger.ts';
import type { Desk } from '../data/desk.ts';
import type { Engine } from '../engine/engine.ts';
import type { StorageOpening } from '../storage/storage.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import { Compute, type MachinePlace } from './compute.svelte.ts';
import { Counterfactual } from './counterfactual.svelte.ts';
import { DataChanges } from './data-changes.ts';
import { DataVersions } from './data-versions.svelte.ts';
import { Datasets } from './datasets.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { Hood } from './hood.svelte.ts';
import { Intake } from './intake.svelte.ts';
import { Forks } from './forks.ts';
import { Inspector } from './inspector.svelte.ts';
import { Models } from './models.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notebook, type NotebookPlace } from './notebook.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Projects } from './projects.svelte.ts';
import { ProjectStore } from './project-store.svelte.ts';
import { RemoteRuns } from './remote-runs.svelte.ts';
import { RunOutcome } from './run-outcome.ts';
import { RunPlanner } from './run-planner.ts';
import { Stream } from './stream.svelte.ts';
import { Training } from './training.svelte.ts';
import { Verifier } from './verifier.svelte.ts';
import { Writer } from './writer.svelte.ts';

export interface AppParts {
  readonly engine: Engine;
  readonly desk: Desk;
  readonly opening: StorageOpening;
  readonly lock: WriterLock;
  /** Where figures about this machine are kept; null: nowhere. */
  readonly machine: MachinePlace | null;
  /** Where a person's way of looking at the runs of a project is kept; null: nowhere. */
  readonly notebook: NotebookPlace | null;
  readonly window: Window;
  readonly baseUrl: string;
  readonly now: () => number;
}

export class App {
  readonly engine: Engine;
  readonly compute: Compute;
  readonly opening: StorageOpening;
  readonly notices: Notices;
  readonly navigation: Navigation;
  readonly inspector = new Inspector();
  readonly writer: Writer;
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly dataVersions: DataVersions;
  readonly dataChanges: DataChanges;
  /** A table on its way to become a project. */
  readonly draft: Draft;
  /** A second table, to be appended to or merged with the version that is looked at. */
  readonly batch: Intake;
  readonly models: Models;
  readonly stream: Stream;
  readonly training: Training;
  readonly notebook: Notebook;
  readonly counterfactual: Counterfactual;
  readonly hood: Hood;
  readonly projects: Projects;
  /** Version whose comparison has been looked at. */
  #comparedId = $state<string | null>(null);
  #ready = $state(false);
  #lossOpen = $state(false);

  constructor(parts: AppParts) {
    const { engine, desk, opening, now } = parts;
    const { storage } = opening;
    this.engine = engine;
    this.compute = new Compute(engine, parts.machine, () =>
      this.store.isOpen ? this.store.project.id : null,
    );
    this.opening = opening;
    this.writer = new Writer(parts.lock);
    this.navigation = new Navigation(parts.window);
    this.store = new ProjectStore(storage, now, () => this.writer.mayWrite);
    this.notebook = new Notebook(this.store, storage, parts.notebook);
    this.notices = new Notices(() => this.describe(parts.window.navigator.userAgent));
    const { fail } = this.notices;
    this.datasets = new Datasets(engine, parts.baseUrl);
    this.models = new Models(this.store, storage);
    this.dataVersions = new DataVersions(this.store, this.datasets, storage, desk);
    this.dataChanges = new DataChanges(this.store, this.dataVersions, desk);
    this.draft = new Draft(desk, parts.baseUrl, (started) => this.projects.startOwn(started), fail);
    this.batch = new Intake(desk, parts.baseUrl, 'batch', () => undefined);
    this.counterfactual = new Counterfactual(this.store, this.datasets, this.models, engine);
    this.stream = new Stream(this.store, this.datasets, this.models, engine, this.counterfactual, fail);
    const planner = new RunPlanner(this.store, this.datasets, this.models, this.dataVersions);
    const outcome = new RunOutcome(this.store, this.datasets, this.models, engine);
    const forks = new Forks(this.store, this.models, storage, planner);
    const { store, datasets, stream, compute, counterfactual } = this;
    const verifier = new Verifier(store, storage, planner, engine);
    const remotes = new RemoteRuns(store, () => this.writer.mayWrite);
    const ofTraining = { store, storage, planner, forks, outcome, verifier, remotes, engine, compute, fail };
    this.training = new Training(ofTraining);
    this.hood = new Hood(this.store, this.models, planner, this.training, engine, storage);
    const { training } = this;
    this.projects = new Projects({
      store,
      storage,
      datasets,
      models: this.models,
      dataVersions: this.dataVersions,
      desk,
      stream,
      training,
      counterfactual,
      mayWrite: () => this.writer.mayWrite,
      onLeave: () => {
        this.inspector.close();
        this.notebook.forget();
        this.notices.clear();
        this.hood.clear();
      },
      fail,
      now,
    });
    storage.onForeignCommit((projectId, touched) => {
      if (this.writer.mayWrite) return;
      if (!store.isOpen) this.projects.openLast().catch(fail);
      else if (store.project.id === projectId) store.refresh(touched).catch(fail);
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  async start(): Promise<void> {
    await this.writer.start((role) => this.#roleChanged(role));
    const { report } = this.opening;
    if (report.dataLoss || report.missing) this.#lossOpen = true;
    if (this.writer.reason) this.notices.note('warning', this.writer.reason);
    if (!this.compute.info) await this.compute.start().catch(this.notices.fail);
    this.#ready = true;
    await this.projects.openLast();
    const damaged = [...report.damaged, ...(this.store.isOpen ? this.store.contents.damaged : [])];
    for (const item of damaged)
      this.notices.note(
        'alarm',
        `One stored record (${item.kind} ${item.key}) can't be read: ${item.reason}`,
      );
  }

  /** What the browser lost since the last visit, in words; null when nothing, or once it has been acknowledged. */
  get loss(): string | null {
    if (!this.#lossOpen) return null;
    const { missing } = this.opening.report;
    return missing
      ? `${missing.projects} projects and ${missing.ledgerLines} ledger lines that were kept here did not come back.`
      : 'The browser dropped stored data after damage on the disk.';
  }

  async acknowledgeLoss(): Promise<void> {
    await this.opening.storage.acknowledgeLoss();
    this.#lossOpen = false;
  }

  #roleChanged(role: 'writer' | 'follower'): void {
    if (role === 'writer') this.projects.takeOver().catch(this.notices.fail);
    else Promise.all([this.stream.halt(), this.training.leave()]).catch(this.notices.fail);
  }

  get situation(): Situation {
    const { store, models, training, stream } = this;
    const { challenger, champion } = models;
    const reign = reigns(store.ledger).at(-1);
    return {
      champion: champion?.number ?? null,
      damaged: champion === null && store.championId !== null,
      firstFailed: store.championId === null && training.job.phase === 'failed',
      training: training.running,
      challenger: challenger
        ? {
            number: challenger.number,
            verdict: challenger.comparison?.verdict ?? null,
            seen: this.#comparedId === challenger.id,
          }
        : null,
      alarm: store.openAlertId !== null,
      playing: stream.playing,
      ended: stream.ended,
      versions: store.versions.length,
      windowsOfChampion: Math.max(0, stream.labelled - (reign?.from ?? 0)),
      withoutYouShown: this.counterfactual.values !== null,
    };
  }

  get next(): NextStep {
    return nextStep(this.situation);
  }

  /** The comparison of the waiting challenger is on the screen. */
  markCompared(): void {
    this.#comparedId = this.models.challenger?.id ?? null;
  }

  /** Does the next best step: what the one primary button does. */
  async doNext(): Promise<void> {
    const { next } = this;
    switch (next.id) {
      case 'train-first':
        return this.projects.trainFirst();
      case 'repair':
        return this.navigation.go(this.store.versions.length > 0 ? 'deploy' : 'data');
      case 'retrain':
        return this.training.retrain();
      case 'compare':
        this.markCompared();
        return this.navigation.go('evaluate');
      case 'promote':
        return this.promote();
      case 'keep':
        return this.keep();
      case 'without-you':
        return this.counterfactual.compute();
      case 'another':
        return this.navigation.go('data');
      case 'play':
        return this.stream.play();
      case 'wait-first':
      case 'wait-training':
      case 'watch':
        return this.navigation.go(next.room);
    }
  }

  async promote(): Promise<void> {
    const verdict = this.models.challenger?.comparison?.verdict;
    await this.models.promote(
      verdict === 'challenger'
        ? 'it did better on the same recent rows'
        : 'promoted by hand, without evidence that it is better',
    );
    this.navigation.go('home');
    await this.stream.play();
  }

  async keep(): Promise<void> {
    const verdict = this.models.challenger?.comparison?.verdict;
    await this.models.keep(
      verdict === 'champion'
        ? 'the champion did better on the same recent rows'
        : verdict === 'challenger'
          ? 'kept by hand, although the challenger did better'
          : 'no evidence that the challenger is better',
    );
    await this.stream.play();
  }

  async rollBack(): Promise<void> {
    await this.models.rollBack('by hand');
  }

  /** A shorter delay brings labels at once. What is known stays known when the delay grows. */
  async setLabelDelay(labelDelayWindows: number, reason: string): Promise<void> {
    await this.projects.change({ labelDelayWindows }, reason);
    await this.stream.catchUp();
  }

  /** Brings an earlier version back by choice, without a new comparison. */
  async redeploy(versionId: string): Promise<void> {
    await this.models.deploy(versionId, 'brought back by hand');
  }

  /** Runs a verb from a button: what goes wrong is shown, never lost. */
  run(action: () => Promise<unknown>): void {
    action().catch(this.notices.fail);
  }

  describe(userAgent: string): string {
    const { info } = this.compute;
    const project = this.store.isOpen ? this.store.project : null;
    return [
      `Browser: ${userAgent}`,
      `Engine: ${info ? `${info.trainer} on ${info.backend} (${info.adapter ?? 'no adapter'}; ${info.reason})` : 'not started'}`,
      `Storage: ${this.opening.report.kind}${this.opening.report.reason ? ` (${this.opening.report.reason})` : ''}, ${this.writer.role}`,
      project
        ? `Project: ${project.id}, scenario ${project.scenarioId}, seed ${project.seed}, window ${project.position}`
        : 'Project: none open',
    ].join('\n');
  }
}

export const [appContext, provideApp] = createContext<App>();
