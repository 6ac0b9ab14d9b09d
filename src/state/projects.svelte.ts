// Opening, starting and changing projects. One project is one life with one scenario; starting over makes a new one and
// keeps the old.

import { defaults } from '../core/params.ts';
import { scenarios } from '../core/scenarios/index.ts';
import type { Project, ProjectSettings } from '../core/records.ts';
import type { Scenario } from '../core/define.ts';
import { alarmRules } from '../core/alerts/index.ts';
import { modelKinds } from '../core/models/index.ts';
import type { Storage } from '../storage/storage.ts';
import type { Counterfactual } from './counterfactual.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { Stream } from './stream.svelte.ts';
import type { Training } from './training.svelte.ts';

/** Windows per second at which a new project plays. */
const openingSpeed = 4;

function settingsOf(scenario: Scenario): ProjectSettings {
  const rule = alarmRules.get(scenario.alarm.rule);
  const kind = modelKinds.get(scenario.model.kind);
  return {
    labelDelayWindows: scenario.labelDelayWindows,
    speed: openingSpeed,
    pauseAtAlarm: true,
    alarm: { rule: rule.id, params: { ...defaults(rule.params), ...scenario.alarm.params } },
    model: { kind: kind.id, params: { ...defaults(kind.params), ...scenario.model.params } },
    training: scenario.training,
    retrain: scenario.retrain,
  };
}

export class Projects {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #datasets: Datasets;
  readonly #stream: Stream;
  readonly #training: Training;
  readonly #counterfactual: Counterfactual;
  readonly #fail: (error: unknown) => void;
  readonly #now: () => number;
  #all = $state.raw<readonly Project[]>([]);
  #opening = $state(false);

  constructor(parts: {
    store: ProjectStore;
    storage: Storage;
    datasets: Datasets;
    stream: Stream;
    training: Training;
    counterfactual: Counterfactual;
    fail: (error: unknown) => void;
    now: () => number;
  }) {
    this.#store = parts.store;
    this.#storage = parts.storage;
    this.#datasets = parts.datasets;
    this.#stream = parts.stream;
    this.#training = parts.training;
    this.#counterfactual = parts.counterfactual;
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
    return this.#store.isOpen ? scenarios.get(this.#store.project.scenarioId) : null;
  }

  /** Opens the project used last, or begins the opening scene. */
  async openLast(mayWrite: boolean): Promise<void> {
    this.#all = await this.#storage.projects();
    const last = this.#all.find((project) => scenarios.has(project.scenarioId));
    const first = scenarios.all.toSorted((a, b) => a.order - b.order)[0];
    if (last) await this.#enter(last.id, mayWrite);
    else if (first) await this.startOver(first.id);
  }

  /** Opens the latest project of a scenario, or starts one. */
  async openScenario(scenarioId: string): Promise<void> {
    const known = this.#all.find((project) => project.scenarioId === scenarioId);
    if (known) await this.open(known.id);
    else await this.startOver(scenarioId);
  }

  async open(projectId: string): Promise<void> {
    if (this.#store.isOpen && this.#store.project.id === projectId) return;
    await this.#leave();
    await this.#enter(projectId, true);
  }

  /** A new project of the scenario, from its first row. Earlier ones stay. */
  async startOver(scenarioId: string, seed?: number): Promise<void> {
    await this.#leave();
    const scenario = scenarios.get(scenarioId);
    const at = this.#now();
    const project: Project = {
      v: 1,
      id: `${scenarioId}-${at.toString(36)}`,
      scenarioId,
      seed: seed ?? scenario.seed,
      createdAt: at,
      openedAt: at,
      position: 0,
      playing: true,
      settings: settingsOf(scenario),
    };
    await this.#guard(async () => {
      await this.#datasets.open(scenario, project.seed);
      await this.#storage.commit({ project, datasetVersions: [this.#datasets.firstVersion(project)] });
      await this.#store.open(project.id);
      await this.#store.commit({
        ledger: this.#store.lines({ kind: 'started', reason: `${scenario.label}, seed ${project.seed}` }),
      });
      this.#all = await this.#storage.projects();
    });
    await this.#goOn(true);
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
  async takeOver(): Promise<void> {
    await this.#store.refresh();
    await this.#goOn(false);
  }

  async #enter(projectId: string, mayWrite: boolean): Promise<void> {
    await this.#guard(async () => {
      await this.#store.open(projectId);
      const { project } = this.#store;
      const opened = await this.#datasets.open(scenarios.get(project.scenarioId), project.seed);
      const known = this.#store.contents.datasetVersions[0];
      if (known && known.digest !== opened.digest)
        this.#fail(
          new Error(
            `The shipped data of "${opened.dataset.label}" differs from the data that this project was made with. What is recorded stays as it is; new figures rest on the new data.`,
          ),
        );
      // A full disk must not keep anyone from reading what is there.
      if (mayWrite)
        await this.#store.commit({ project: { ...project, openedAt: this.#now() } }).catch(this.#fail);
      this.#all = await this.#storage.projects();
    });
    if (mayWrite) await this.#goOn(false);
  }

  /** Resumes a broken-off training, trains the first model if there is none, and plays if it was playing. */
  async #goOn(fresh: boolean): Promise<void> {
    const wasPlaying = fresh || this.#store.project.playing;
    const unfinished = this.#store.runs.some((run) => run.endedAt === null);
    if (unfinished && !this.#store.championId) await this.#training.resumeInterrupted();
    else if (unfinished) void this.#training.resumeInterrupted();
    else if (!this.#store.championId) await this.#training.trainFirst();
    if (wasPlaying && this.#store.championId) await this.#stream.play();
  }

  async #leave(): Promise<void> {
    await this.#stream.halt();
    this.#training.leave();
    this.#counterfactual.clear();
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    this.#opening = true;
    try {
      await action();
    } finally {
      this.#opening = false;
    }
  }
}
