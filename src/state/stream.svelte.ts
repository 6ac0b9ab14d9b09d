// The live world: windows pass one after another, the champion answers, labels arrive late, alarm and monitors look at them.

import { alarmRules } from '../core/alerts/index.ts';
import { windowThresholds } from '../core/answering.ts';
import { AppError } from '../core/errors.ts';
import { metrics } from '../core/metrics/index.ts';
import { mix32 } from '../core/random.ts';
import type { Alert, Project, WindowRecord } from '../core/records.ts';
import { alarmWindows, alertOf, judgeable, labelledWindows } from '../core/watch.ts';
import { windowSpan } from '../core/windows.ts';
import type { Engine } from '../engine/engine.ts';
import type { Alerting } from './alerting.svelte.ts';
import type { Branches } from './branches.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Monitoring } from './monitoring.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { alarmLine, recoveredLine } from './scene-alarm.ts';
import type { Trials } from './trials.svelte.ts';
import { thresholdsIn } from './version-threshold.ts';

export interface StreamParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Models;
  readonly engine: Engine;
  readonly branches: Branches;
  readonly trials: Trials;
  readonly monitoring: Pick<Monitoring, 'follow'>;
  readonly alerting: Pick<Alerting, 'follow'>;
  readonly fail: (error: unknown) => void;
}

export class Stream {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #engine: Engine;
  readonly #branches: Branches;
  readonly #trials: Trials;
  readonly #monitoring: Pick<Monitoring, 'follow'>;
  readonly #alerting: Pick<Alerting, 'follow'>;
  readonly #fail: (error: unknown) => void;
  #playing = $state(false);
  /** While jumping: the window to stop at. */
  #goal = $state<number | null>(null);
  #loop: Promise<void> | null = null;
  #wake: (() => void) | null = null;

  constructor(parts: StreamParts) {
    this.#store = parts.store;
    this.#datasets = parts.datasets;
    this.#models = parts.models;
    this.#engine = parts.engine;
    this.#branches = parts.branches;
    this.#trials = parts.trials;
    this.#monitoring = parts.monitoring;
    this.#alerting = parts.alerting;
    this.#fail = parts.fail;
  }

  get playing(): boolean {
    return this.#playing;
  }
  get position(): number {
    return this.#store.isOpen ? this.#store.project.position : 0;
  }
  get total(): number {
    return this.#datasets.isOpen ? this.#datasets.current.windows : 0;
  }
  get ended(): boolean {
    return this.total > 0 && this.position >= this.total;
  }
  get labelled(): number {
    return labelledWindows(this.#store.windows);
  }

  async play(): Promise<void> {
    if (this.#playing || this.ended || !this.#models.champion) return;
    this.#playing = true;
    try {
      await this.#remember(true);
    } catch (error) {
      this.#playing = false;
      throw error;
    }
    this.#go();
  }

  #go(): void {
    this.#loop ??= this.#run().finally(() => (this.#loop = null));
  }

  async pause(): Promise<void> {
    this.#goal = null;
    if (!this.#playing) return;
    this.#playing = false;
    this.#wake?.();
    await this.#loop;
    await this.#remember(false);
  }

  /** Stops without writing anything down: the page is leaving this project or lost the right to write. */
  async halt(): Promise<void> {
    this.#playing = false;
    this.#goal = null;
    this.#wake?.();
    await this.#loop;
  }

  /** Lets one window pass. */
  async step(): Promise<void> {
    await this.pause();
    await this.#pass();
  }

  /** Runs as fast as it goes until `index` windows have passed, or an alarm stops it. */
  async jump(index: number): Promise<void> {
    await this.pause();
    if (index <= this.position) return;
    if (!this.#models.champion) return;
    // Not remembered as playing: after a reload in the midst of a jump the stream stands still where it was.
    this.#goal = Math.min(index, this.total);
    this.#playing = true;
    this.#go();
  }

  async #remember(playing: boolean): Promise<void> {
    await this.#store.inTurn(async () => {
      const { project } = this.#store;
      if (project.playing !== playing) await this.#store.commit({ project: { ...project, playing } });
    });
  }

  async #run(): Promise<void> {
    try {
      while (this.#playing && !this.ended) {
        const started = performance.now();
        const alarmed = await this.#pass();
        const { settings } = this.#store.project;
        if ((alarmed && settings.pauseAtAlarm) || (this.#goal !== null && this.position >= this.#goal)) break;
        const pauseMs = this.#goal !== null || settings.speed === 0 ? 0 : 1000 / settings.speed;
        await this.#sleep(pauseMs - (performance.now() - started));
      }
    } catch (error) {
      this.#fail(error);
    }
    if (!this.#playing) return;
    this.#playing = false;
    this.#goal = null;
    await this.#remember(false).catch(this.#fail);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One window passes and is kept. @returns whether an alarm was raised. */
  #pass(): Promise<boolean> {
    return this.#store.inTurn(async () => {
      const champion = this.#models.champion;
      if (!champion)
        throw new AppError('bad-input', 'No model is deployed yet, so nothing can answer the stream.');
      if (this.ended) return false;
      const { scenario, digest } = this.#datasets.current;
      const { project } = this.#store;
      const index = project.position;
      const span = windowSpan(index, scenario.trainRows, scenario.windowRows);
      const model = await this.#models.packageOf(champion);
      const trial = await this.#trials.asked();
      const seen = await this.#engine.observe({
        digest,
        span,
        reference: champion.trainedOn.span,
        model,
        trial: trial?.request ?? null,
      });
      const passed: WindowRecord = {
        v: 1,
        projectId: project.id,
        index,
        span,
        modelVersionId: champion.id,
        scores: seen.scores,
        outputs: seen.outputs,
        drift: seen.drift,
        latencyMs: seen.latencyMs,
        performance: null,
        ...(trial && seen.trial && { trial: { ...trial.of, ...seen.trial } }),
      };
      const moved: Project = {
        ...project,
        position: index + 1,
        playing: this.#playing && this.#goal === null,
      };
      const alarmed = await this.#settle(moved, [passed]);
      await this.#branches.follow();
      return alarmed;
    });
  }

  /** Labels that have become known without a window passing: after the delay was shortened. */
  catchUp(): Promise<void> {
    return this.#store.inTurn(async () => {
      await this.#settle(this.#store.project, []);
      await this.#branches.follow();
    });
  }

  /** Judges what can be judged now, looks for an alarm and for what else the figures tell, and keeps all of it. Inside a turn. */
  async #settle(project: Project, passed: readonly WindowRecord[]): Promise<boolean> {
    const known = new Map([...this.#store.windows, ...passed].map((window) => [window.index, window]));
    const judged = await this.#judge([...known.values()], project);
    for (const window of judged) known.set(window.index, window);
    const fresh = new Map([...passed, ...judged].map((window) => [window.index, window]));
    if (fresh.size === 0) return false;
    const decided = await this.#trials.decide([...known.values()], judged);
    // A champion that goes at this moment is watched no longer.
    const replaced = decided.lines.some(({ kind }) => kind === 'promoted');
    const over = replaced ? null : recoveredLine(this.#store, this.#datasets, [...known.values()]);
    const alert = replaced || over ? null : this.#alarm([...known.values()], project);
    await this.#monitoring.follow(passed, judged);
    const told = this.#alerting.follow();
    const lines = this.#store.lines(
      ...decided.lines,
      ...told.lines,
      ...(over ? [over] : []),
      ...(alert ? [alarmLine(alert, this.#models.champion, this.#datasets)] : []),
    );
    await this.#store.commit(
      {
        project,
        windows: [...fresh.values()],
        alerts: [...told.alerts, ...(alert ? [alert] : [])],
        evaluations: decided.evaluations.map((made) => ({ ...made, windowIndex: project.position })),
        ledger: lines.map((line) => ({ ...line, windowIndex: project.position })),
      },
      { strict: lines.length > 0 },
    );
    told.accept();
    return alert !== null;
  }

  async #judge(windows: readonly WindowRecord[], project: Project): Promise<WindowRecord[]> {
    const { scenario, digest } = this.#datasets.current;
    // When the stream has run out, the world goes on without rows, and the last labels come in too.
    const delay = project.position >= this.total ? 0 : project.settings.labelDelayWindows;
    const known = judgeable(windows, project.position, delay);
    const names = metrics.all.flatMap(({ id, everyWindow, tasks }) =>
      id === scenario.metric || (everyWindow && tasks.includes(scenario.task)) ? id : [],
    );
    return Promise.all(
      known.map(async (window) => ({
        ...window,
        performance: await this.#engine.judge({
          digest,
          span: window.span,
          scores: window.scores,
          outputs: window.outputs,
          metrics: names,
          thresholds: windowThresholds(window, thresholdsIn(this.#store)),
          seed: mix32(project.seed ^ window.index),
        }),
      })),
    );
  }

  /**
   * What went out is compared with the champion's level, during a trial too: the world gets the answers of both, and a
   * challenger that spoils them is a reason for alarm. Which of the two is to blame is the guard's question.
   */
  #alarm(windows: readonly WindowRecord[], project: Project): Alert | null {
    const champion = this.#models.champion;
    if (!champion || this.#store.openAlertId) return null;
    const { ledger, alerts } = this.#store.contents;
    const { alarm } = project.settings;
    return alertOf(
      alarmRules.get(alarm.rule),
      alarm,
      champion,
      metrics.get(champion.metric).better,
      alarmWindows(windows, ledger, alerts, champion.id),
      { projectId: project.id, now: this.#store.now() },
    );
  }
}
