// What the watching session in the worker was told, and how the rest is told it: in pieces, so that worker and page stay free for
// everything else.

import { windowThresholds } from '../core/answering.ts';
import type { FoundFigures } from '../core/monitoring/figure-table.ts';
import { unpackFigures } from '../core/monitoring/packing.ts';
import type {
  MonitorFault,
  WatchedVersion,
  WatchedWindow,
  WatchSetting,
} from '../core/monitoring/watched.ts';
import type { WindowRecord } from '../core/records.ts';
import type { Engine } from '../engine/engine.ts';

/** Rows of one piece: about a tenth of a second's work. */
const pieceRows = 16_384;

export interface WatchSource {
  readonly engine: Pick<Engine, 'watch'>;
  readonly digest: string;
  readonly name: string;
  readonly setting: WatchSetting;
  /** Null where nothing can be asked of the version any more. */
  versionOf(id: string): Promise<WatchedVersion | null>;
  thresholdOf(id: string): number;
}

export interface Told {
  readonly found: readonly FoundFigures[];
  readonly faults: readonly MonitorFault[];
  /** Rows of the windows of this piece. */
  readonly rows: number;
}

/** The worker does not know this session any more: it has to be told everything again. */
export class LostSession extends Error {}

function latenciesOf({ span, latencyMs, trial }: WindowRecord): WatchedWindow['latencies'] {
  const rows = span.to - span.from;
  // In a shadow nothing of the other one went out.
  if (!trial || trial.kind === 'shadow') return [{ rows, ms: latencyMs }];
  const theirs = trial.answered.reduce((sum, second) => sum + second, 0);
  return [
    { rows: rows - theirs, ms: latencyMs },
    { rows: theirs, ms: trial.latencyMs },
  ].filter((part) => part.rows > 0);
}

export class WatchTold {
  readonly #source: WatchSource;
  readonly #versions = new Set<string>();
  /** Windows that were told without their labels. */
  readonly #open = new Set<number>();
  #next = 0;
  #begun = false;

  constructor(source: WatchSource) {
    this.#source = source;
  }

  get setting(): WatchSetting {
    return this.#source.setting;
  }
  get digest(): string {
    return this.#source.digest;
  }

  /** Whether it was told all windows before this one, so that this one is the next. */
  expects(index: number): boolean {
    return this.#begun && this.#next === index;
  }

  /** Rows that are still to be told of, of windows oldest first. */
  rowsLeft(windows: readonly WindowRecord[]): number {
    return windows.reduce(
      (sum, { index, span }) => (index >= this.#next ? sum + span.to - span.from : sum),
      0,
    );
  }

  /**
   * Tells what is new in these windows, and gives what was found piece by piece.
   * @throws LostSession; and whatever the engine throws.
   */
  async *tell(windows: readonly WindowRecord[], signal: AbortSignal): AsyncGenerator<Told> {
    const judged = windows.filter(({ index, performance }) => performance !== null && this.#open.has(index));
    const fresh = windows.filter(({ index }) => index >= this.#next);
    if (!this.#begun || judged.length > 0) yield await this.#send([], judged, signal);
    for (let at = 0; at < fresh.length;) {
      let rows = 0;
      const from = at;
      do {
        const { span } = fresh[at++]!;
        rows += span.to - span.from;
      } while (at < fresh.length && rows < pieceRows);
      yield await this.#send(fresh.slice(from, at), [], signal);
    }
  }

  async #send(
    passed: readonly WindowRecord[],
    judged: readonly WindowRecord[],
    signal: AbortSignal,
  ): Promise<Told> {
    const { engine, digest, name: session, setting } = this.#source;
    const versions: WatchedVersion[] = [];
    for (const id of new Set(passed.map(({ modelVersionId }) => modelVersionId))) {
      const version = this.#versions.has(id) ? null : await this.#source.versionOf(id);
      this.#versions.add(id);
      if (version) versions.push(version);
    }
    const response = await engine.watch(
      {
        digest,
        session,
        setting: this.#begun ? null : setting,
        from: this.#next,
        versions,
        passed: passed.map((window) => this.#watched(window)),
        judged: judged.map(({ index }) => index),
      },
      { signal },
    );
    if (!response.known) throw new LostSession('The engine does not know this session any more.');
    this.#begun = true;
    for (const { index } of judged) this.#open.delete(index);
    for (const { index, performance } of passed) {
      this.#next = index + 1;
      if (performance === null) this.#open.add(index);
    }
    return {
      found: unpackFigures(response.found),
      faults: response.faults,
      rows: passed.reduce((sum, { span }) => sum + span.to - span.from, 0),
    };
  }

  #watched(window: WindowRecord): WatchedWindow {
    const { index, span, modelVersionId, scores, outputs } = window;
    return {
      index,
      span,
      modelVersionId,
      scores,
      outputs,
      thresholds: windowThresholds(window, this.#source.thresholdOf),
      latencies: latenciesOf(window),
      labelled: window.performance !== null,
    };
  }
}
