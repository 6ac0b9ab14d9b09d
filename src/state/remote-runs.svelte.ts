// A training that another tab carries out, as this one hears of it; and the other way round, what this one tells of its own.
// It goes over a channel between tabs of this page on this machine, and over no network.

import type { EpochRecord, Run } from '../core/records.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { Standing } from './training-job.ts';
import { readMessage } from '../core/remote-messages.ts';
import type { RemoteMessage, RemoteNews } from '../core/remote-messages.ts';

const channelName = 'model-loop/training';

/** At most so often are other tabs told, so that a training of a thousand epochs a second costs them nothing. */
const tellEveryMs = 250;
/** A question that nobody answered is asked again after so long: the other tab may have been loading, or asleep. */
const askEveryMs = 2000;
/** What a callback sent, held of one run: the latest. */
const mostPublished = 500;

export interface RemoteRun {
  readonly runId: string;
  readonly number: number;
  readonly name: string;
  readonly metric: string;
  readonly paused: boolean;
  readonly epochs: number;
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  readonly history: readonly EpochRecord[];
  /** Figures that its RemoteMonitor sent, oldest first. */
  readonly published: readonly Readonly<Record<string, number>>[];
  readonly heardAt: number;
}

interface Own {
  readonly run: Run;
  readonly at: Standing;
  readonly paused: boolean;
  readonly history: readonly EpochRecord[];
}

export class RemoteRuns {
  readonly #store: ProjectStore;
  readonly #mayWrite: () => boolean;
  readonly #channel: BroadcastChannel | null;
  #heard = $state.raw<{ readonly projectId: string; readonly run: RemoteRun } | null>(null);
  /** When it was last asked for what this tab has not heard. */
  #askedAt = -Infinity;
  #own: Own | null = null;
  #told = 0;
  #untold: Readonly<Record<string, number>>[] = [];
  #latest: readonly Readonly<Record<string, number>>[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Without BroadcastChannel tabs hear nothing of each other. */
  constructor(store: ProjectStore, mayWrite: () => boolean) {
    this.#store = store;
    this.#mayWrite = mayWrite;
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = readMessage(data);
      if (message) this.#hear(message);
    };
    this.#ask();
    setInterval(() => {
      if (this.#isMissed) this.#ask();
    }, askEveryMs);
  }

  /** This tab watches a project with a run under way, and has not heard of it. */
  get #isMissed(): boolean {
    if (this.#mayWrite() || !this.#store.isOpen) return false;
    const open = this.#store.runs.find(({ endedAt }) => endedAt === null);
    return open !== undefined && this.#heard?.run.runId !== open.id;
  }

  #ask(): void {
    this.#askedAt = performance.now();
    this.#say({ type: 'ask' });
  }

  /** The training of the open project in the tab that works on it; null where there is none, or this is that tab. */
  get run(): RemoteRun | null {
    if (!this.#heard || this.#mayWrite() || !this.#store.isOpen) return null;
    const { projectId, run } = this.#heard;
    if (projectId !== this.#store.project.id) return null;
    // Once its end is written down, the run itself tells more.
    const known = this.#store.runs.find(({ id }) => id === run.runId);
    return known && known.endedAt !== null ? null : run;
  }

  /** @param history so far, the report's own epochs included. @param published what callbacks sent since the last time. */
  tell(
    run: Run,
    { epoch, epochs, step, steps, stepsPerSecond }: Standing,
    paused: boolean,
    history: readonly EpochRecord[],
    published: RemoteRun['published'] = [],
  ): void {
    if (this.#own?.run.id !== run.id) {
      this.#told = 0;
      this.#untold = [];
      this.#latest = [];
    }
    this.#own = { run, at: { epoch, epochs, step, steps, stepsPerSecond }, paused, history };
    if (published.length > 0) {
      this.#untold.push(...published);
      this.#latest = [...this.#latest, ...published].slice(-mostPublished);
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#tellNews();
    }, tellEveryMs);
  }

  /** It was stopped for a while, or goes on. */
  setPaused(paused: boolean): void {
    if (!this.#own) return;
    this.#own = { ...this.#own, paused };
    this.#tellNews();
  }

  /** The training of this tab is over, or left. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#own) return;
    this.#tellNews();
    this.#say({ type: 'over', runId: this.#own.run.id });
    this.#own = null;
  }

  #tellNews(): void {
    if (!this.#own) return;
    const { history } = this.#own;
    // After a lost worker it may have gone back.
    const before = Math.min(this.#told, history.length);
    this.#say(this.#newsFrom(this.#own, before, this.#untold.slice(-mostPublished)));
    this.#told = history.length;
    this.#untold = [];
  }

  #newsFrom(
    { run, at, paused, history }: Own,
    before: number,
    published: RemoteNews['published'],
  ): RemoteNews {
    const { id: runId, projectId, number, name, metric } = run;
    const of = { projectId, runId, number, name, metric, paused, ...at };
    return { type: 'news', ...of, before, records: history.slice(before), published };
  }

  #hear(message: RemoteMessage): void {
    switch (message.type) {
      case 'ask':
        if (this.#own) this.#say(this.#newsFrom(this.#own, 0, [...this.#latest]));
        return;
      case 'over':
        if (this.#heard?.run.runId === message.runId) this.#heard = null;
        return;
      case 'news':
        // Who writes is told nothing by others.
        if (!this.#mayWrite()) this.#hearNews(message);
    }
  }

  #hearNews({ projectId, before, records, published, ...rest }: RemoteNews): void {
    const held = this.#heard?.run.runId === rest.runId ? this.#heard.run : null;
    const known = held?.history ?? [];
    if (before > known.length) {
      // This tab came later, or slept: the beginning is missing.
      if (performance.now() >= this.#askedAt + askEveryMs) this.#ask();
      return;
    }
    const whole = before === 0;
    this.#heard = {
      projectId,
      run: {
        runId: rest.runId,
        number: rest.number,
        name: rest.name,
        metric: rest.metric,
        paused: rest.paused,
        epochs: rest.epochs,
        epoch: rest.epoch,
        step: rest.step,
        steps: rest.steps,
        stepsPerSecond: rest.stepsPerSecond,
        history: [...known.slice(0, before), ...records],
        published: whole ? published : [...(held?.published ?? []), ...published].slice(-mostPublished),
        heardAt: this.#store.now(),
      },
    };
  }

  #say(message: RemoteMessage): void {
    this.#channel?.postMessage(message);
  }
}
