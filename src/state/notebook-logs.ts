// Logs of runs, read when they are first looked at and let go when there are too many: a notebook of thousands of runs
// takes no more memory than one of a few dozen.

import { createSubscriber } from 'svelte/reactivity';
import { AppError } from '../core/errors.ts';
import type { RunLog } from '../core/run-records.ts';

export type LogState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: AppError }
  | { readonly phase: 'ready'; readonly log: RunLog };

/** Points held for logs that nobody looks at any more; at three numbers a point, about 24 MB. */
const mostPoints = 1_000_000;

/** Figures held by a log, in points of three numbers. */
function pointsOf(log: RunLog): number {
  const series = log.series.reduce((sum, { values }) => sum + values.length, 0);
  const histograms = log.histograms.reduce((sum, { histogram }) => sum + histogram.counts.length, 0);
  const letters = log.files.reduce((sum, { text }) => sum + text.length, 0);
  // A record of the history is an object of six numbers; a line of the timeline one of a few texts.
  return series + log.history.length * 4 + log.events.length * 8 + Math.ceil(histograms / 3 + letters / 12);
}

/**
 * Told by a subscriber and not by `$state`: entries are made when a derivation first asks for them, and state that is made
 * within a derivation does not wake it.
 */
class Entry {
  watched = false;
  points = 0;
  #state: LogState = { phase: 'loading' };
  #update: (() => void) | null = null;
  readonly #watch: () => void;

  constructor(onLeft: () => void) {
    this.#watch = createSubscriber((update) => {
      this.watched = true;
      this.#update = update;
      return () => {
        this.watched = false;
        this.#update = null;
        onLeft();
      };
    });
  }

  get phase(): LogState['phase'] {
    return this.#state.phase;
  }
  /** Whoever reads in a component holds the log until it is gone. */
  read(): LogState {
    this.#watch();
    return this.#state;
  }
  become(state: LogState): void {
    this.#state = state;
    this.#update?.();
  }
}

export class LogShelf {
  readonly #load: (runId: string) => Promise<RunLog>;
  readonly #most: number;
  /** In the order in which they were asked for, oldest first. */
  readonly #entries = new Map<string, Entry>();

  /** @param most points held for logs that nobody looks at; those that are looked at stay, however many they are. */
  constructor(load: (runId: string) => Promise<RunLog>, most = mostPoints) {
    this.#load = load;
    this.#most = most;
  }

  /** The log of an ended run; begins to read it when it is first asked for. */
  of(runId: string): LogState {
    const held = this.#entries.get(runId);
    if (held) {
      this.#entries.delete(runId);
      this.#entries.set(runId, held);
      return held.read();
    }
    const entry = new Entry(() => this.#trim());
    this.#entries.set(runId, entry);
    this.#fill(runId, entry);
    return entry.read();
  }

  #fill(runId: string, entry: Entry): void {
    this.#load(runId).then(
      (log) => {
        entry.points = pointsOf(log);
        entry.become({ phase: 'ready', log });
        this.#trim();
      },
      (error: unknown) => entry.become({ phase: 'failed', error: AppError.from(error) }),
    );
  }

  /** Reads again what could not be read. */
  retry(runId: string): void {
    const entry = this.#entries.get(runId);
    if (entry?.phase !== 'failed') return;
    entry.become({ phase: 'loading' });
    this.#fill(runId, entry);
  }

  /** Points held now. */
  get points(): number {
    let sum = 0;
    for (const entry of this.#entries.values()) sum += entry.points;
    return sum;
  }

  #trim(): void {
    let held = this.points;
    for (const [runId, entry] of this.#entries) {
      if (held <= this.#most) return;
      if (entry.watched || entry.phase === 'loading') continue;
      this.#entries.delete(runId);
      held -= entry.points;
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
