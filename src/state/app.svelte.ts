// The whole page's state: one object per noun, put together once, and what only makes sense with all of them in hand.

import { createContext } from 'svelte';
import type { NextStep, Situation } from '../core/next-step.ts';
import type { Engine } from '../engine/engine.ts';
import type { StorageOpening } from '../storage/storage.ts';
import type { AlertLab } from './alert-lab.svelte.ts';
import type { Alerting } from './alerting.svelte.ts';
import type { AppParts } from './app-parts.ts';
import type { Blaming } from './blaming.svelte.ts';
import type { BlindSpotSearch } from './blind-spots.svelte.ts';
import { Branches } from './branches.svelte.ts';
import { Branching } from './branching.ts';
import { Changes } from './changes.svelte.ts';
import { Compute } from './compute.svelte.ts';
import { Counterfactual } from './counterfactual.svelte.ts';
import { CrossValidation } from './cross-validation.svelte.ts';
import { DataChanges } from './data-changes.ts';
import { DataVersions } from './data-versions.svelte.ts';
import { Datasets } from './datasets.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { Evaluations } from './evaluations.svelte.ts';
import { Evaluator } from './evaluator.ts';
import { Guide } from './guide.svelte.ts';
import { Hood } from './hood.svelte.ts';
import { Intake } from './intake.svelte.ts';
import { Forks } from './forks.ts';
import { Inspector } from './inspector.svelte.ts';
import { Models } from './models.svelte.ts';
import type { Monitoring } from './monitoring.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notebook } from './notebook.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Packages } from './packages.ts';
import { Projects } from './projects.svelte.ts';
import { ProjectStore } from './project-store.svelte.ts';
import type { Quiet } from './quiet.svelte.ts';
import { RemoteRuns } from './remote-runs.svelte.ts';
import { RunOutcome } from './run-outcome.ts';
import { RunPlanner } from './run-planner.ts';
import { Scoring } from './scoring.svelte.ts';
import { Stream } from './stream.svelte.ts';
import { Training } from './training.svelte.ts';
import { Trials } from './trials.svelte.ts';
import { Verifier } from './verifier.svelte.ts';
import { Watching } from './watching.ts';
import { Writer } from './writer.svelte.ts';

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
  readonly evaluations: Evaluations;
  /** What the monitors find on the stream. */
  readonly monitoring: Monitoring;
  /** Rules on what the monitors find, and what has become of it. */
  readonly alerting: Alerting;
  readonly blaming: Blaming;
  /** How often the rules would speak if nothing had changed. */
  readonly quiet: Quiet;
  /** Which kinds of change each measure and detector sees. */
  readonly blindSpots: BlindSpotSearch;
  /** How late and how often for nothing detectors fire. */
  readonly alertLab: AlertLab;
  readonly stream: Stream;
  readonly training: Training;
  readonly notebook: Notebook;
  readonly trials: Trials;
  readonly branches: Branches;
  readonly branching: Branching;
  readonly changes: Changes;
  readonly counterfactual: Counterfactual;
  readonly hood: Hood;
  readonly scoring: Scoring;
  readonly crossValidation: CrossValidation;
  readonly projects: Projects;
  readonly #guide: Guide;
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
    this.navigation = new Navigation(parts.window, () => this.inspector.close());
    this.store = new ProjectStore(storage, now, () => this.writer.mayWrite);
    this.notebook = new Notebook(this.store, storage, parts.notebook);
    this.notices = new Notices(() => this.describe(parts.window.navigator.userAgent));
    const { fail } = this.notices;
    this.datasets = new Datasets(engine, parts.baseUrl);
    const packages = new Packages(storage, () => [this.store.championId, this.store.challengerId]);
    const evaluator = new Evaluator(this.store, this.datasets, packages, engine, async (run) => {
      const { validation } = await planner.request(run, null);
      return validation;
    });
    this.models = new Models(this.store, this.datasets, packages, evaluator, () => this.evaluations);
    this.evaluations = new Evaluations(this.store, this.datasets, this.models, evaluator, engine);
    this.dataVersions = new DataVersions(this.store, this.datasets, storage, desk);
    this.dataChanges = new DataChanges(this.store, this.dataVersions, desk);
    this.draft = new Draft(desk, parts.baseUrl, (started) => this.projects.startOwn(started), fail);
    this.batch = new Intake(desk, parts.baseUrl, 'batch', () => undefined);
    this.trials = new Trials(this.store, this.datasets, this.models, this.evaluations);
    this.branches = new Branches(this.store, this.datasets, this.models, engine);
    this.branching = new Branching(this.store, this.datasets, storage, (id) => this.projects.open(id));
    this.changes = new Changes(this.store, this.datasets);
    this.counterfactual = new Counterfactual(this.store, this.branches);
    const planner = new RunPlanner(this.store, this.datasets, this.models, this.dataVersions);
    const { store, datasets, models, branches, trials } = this;
    const watching = new Watching({
      ...{ store, datasets, models, evaluator, engine, planner },
      change: (settings, reason) => this.projects.change(settings, reason),
      warn: (words) => this.notices.note('warning', words),
    });
    const { monitoring, alerting, blaming, quiet, blindSpots } = watching;
    this.monitoring = monitoring;
    this.alerting = alerting;
    this.blaming = blaming;
    this.quiet = quiet;
    this.blindSpots = blindSpots;
    this.alertLab = watching.alertLab;
    const ofStream = { store, datasets, models, engine, branches, trials, monitoring, alerting, fail };
    this.stream = new Stream(ofStream);
    const outcome = new RunOutcome(this.store, this.datasets, this.models, evaluator, engine);
    const forks = new Forks(this.store, this.models, storage, planner);
    const { stream, compute, counterfactual } = this;
    const verifier = new Verifier(store, storage, planner, engine);
    const remotes = new RemoteRuns(store, () => this.writer.mayWrite);
    const ofTraining = { store, storage, planner, forks, outcome, verifier, remotes, engine, compute, fail };
    this.training = new Training(ofTraining);
    this.hood = new Hood(this.store, this.models, planner, this.training, engine, storage);
    this.scoring = new Scoring(store, datasets, this.dataVersions, this.models, desk, parts.baseUrl);
    const { training, evaluations } = this;
    const { makeEngine, cores } = parts;
    const ofFolds = { store, datasets, models, evaluations, compute, engine, makeEngine, cores };
    this.crossValidation = new CrossValidation(ofFolds);
    this.projects = new Projects({
      store,
      storage,
      datasets,
      models: this.models,
      dataVersions: this.dataVersions,
      desk,
      stream,
      training,
      branches: this.branches,
      monitoring: this.monitoring,
      mayWrite: () => this.writer.mayWrite,
      onLeave: () => {
        this.inspector.close();
        this.notebook.forget();
        this.notices.clear();
        watching.forget();
        this.hood.clear();
        this.evaluations.forget();
        this.scoring.forget();
        this.crossValidation.forget();
      },
      fail,
      now,
    });
    this.#guide = new Guide({
      store,
      models: this.models,
      evaluations: this.evaluations,
      stream,
      training,
      counterfactual,
      navigation: this.navigation,
      notices: this.notices,
      trials: this.trials,
      trainFirst: () => this.projects.trainFirst(),
    });
    storage.onForeignCommit((projectId, touched) => {
      if (this.writer.mayWrite) return;
      if (!store.isOpen) this.projects.openLast().catch(fail);
      else if (store.project.id === projectId)
        store
          .refresh(touched)
          .then(() => this.monitoring.catchUp())
          .catch(fail);
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

  /** What the one hint, the highlighted control and the primary button say and do. */
  get situation(): Situation {
    return this.#guide.situation;
  }
  get next(): NextStep {
    return this.#guide.next;
  }
  markCompared(): void {
    this.#guide.markCompared();
  }
  doNext(): Promise<void> {
    return this.#guide.doNext();
  }
  promote(): Promise<void> {
    return this.#guide.promote();
  }
  keep(): Promise<void> {
    return this.#guide.keep();
  }

  async rollBack(): Promise<void> {
    await this.models.rollBack('by hand');
  }

  /** Puts a version into production by choice. */
  redeploy(versionId: string): Promise<void> {
    return this.#guide.redeploy(versionId);
  }
  /** Ends the running trial by hand with its version in production. */
  promoteTrial(reason: string): Promise<void> {
    return this.#guide.promoteTrial(reason);
  }

  /** A shorter delay brings labels at once. What is known stays known when the delay grows. */
  async setLabelDelay(labelDelayWindows: number, reason: string): Promise<void> {
    await this.projects.change({ labelDelayWindows }, reason);
    await this.stream.catchUp();
    await this.monitoring.catchUp();
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
