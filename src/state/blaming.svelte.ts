// Why an alert was raised: the engine finds the feature, here it gets its windows, its beginning and its sentence. Nothing of
// it is stored: it can be asked again as long as the rows are there.

import { SvelteMap } from 'svelte/reactivity';
import type { Episode } from '../core/alerting/episodes.ts';
import { keyMatches } from '../core/alerting/figure-facts.ts';
import { beganAt } from '../core/alerting/since.ts';
import type { Blame } from '../core/blame/blame.ts';
import { sinceChange } from '../core/blame/since-change.ts';
import { blameWords } from '../core/blame/words.ts';
import { AppError } from '../core/errors.ts';
import { partsOfKey } from '../core/monitoring/figure.ts';
import type { WatchedRows } from '../core/monitoring/watched.ts';
import { mix32 } from '../core/random.ts';
import type { ModelVersion, WindowRecord } from '../core/records.ts';
import { spanRows } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
import type { BlameRequest } from '../engine/blame-protocol.ts';
import type { Engine } from '../engine/engine.ts';
import type { Alerting } from './alerting.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { Monitoring } from './monitoring.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { thresholdsIn } from './version-threshold.ts';

export interface Blamed {
  readonly blame: Blame;
  /** Rows of the table that were answered wrongly, as far as known. */
  readonly wrong: Int32Array;
  /** Windows of the stream that were looked at: [from, to). */
  readonly windows: { readonly from: number; readonly to: number };
  /** Window of the stream since which the first feature is as it is; null: it can't be told from the figures. */
  readonly since: number | null;
  readonly words: string;
}

export type BlameJob = Job<Blamed, { readonly done: number; readonly total: number }>;

export interface BlamingParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Pick<Models, 'packageOf'>;
  readonly monitoring: Pick<Monitoring, 'figures'>;
  readonly alerting: Pick<Alerting, 'find'>;
  readonly engine: Pick<Engine, 'blame'>;
  /** Rows that a version did not learn from. */
  readonly unseenBy: (version: ModelVersion) => Promise<WatchedRows>;
}

/** Fewer rows say nothing of a feature. */
const fewestReference = 30;

export class Blaming {
  readonly #parts: BlamingParts;
  readonly #jobs = new SvelteMap<string, BlameJob>();

  constructor(parts: BlamingParts) {
    this.#parts = parts;
  }

  of(alertId: string): BlameJob {
    return this.#jobs.get(alertId) ?? idle;
  }

  /** The project is left. */
  forget(): void {
    for (const job of this.#jobs.values()) if (job.phase === 'running') job.cancel();
    this.#jobs.clear();
  }

  /** Looks for the cause. While that goes on it is not begun again; what goes wrong stands in the job. */
  async explain(alertId: string): Promise<void> {
    const { store, engine } = this.#parts;
    if (this.of(alertId).phase === 'running') return;
    const project = store.project.id;
    const abort = new AbortController();
    const cancel = () => abort.abort();
    const put = (job: BlameJob): void => {
      if (store.isOpen && store.project.id === project) this.#jobs.set(alertId, job);
    };
    put({ phase: 'running', progress: null, cancel });
    try {
      const ask = async (windows: readonly WindowRecord[]) => {
        const request = await this.#request(alertId, windows);
        const onProgress = (progress: { done: number; total: number }) =>
          put({ phase: 'running', progress, cancel });
        return engine.blame(request, { signal: abort.signal, onProgress }).promise;
      };
      let windows = this.#windows(alertId);
      let found = await ask(windows);
      if (!store.isOpen || store.project.id !== project) return;
      const since = this.#since(found.blame, windows);
      // The alert may be older than what is the matter now: then only the windows since then tell what that costs.
      const later = windows.filter(({ index }) => since !== null && index >= since);
      if (later.length > 0 && later.length < windows.length) {
        windows = later;
        found = await ask(windows);
      }
      const span = { from: windows[0]!.index, to: windows.at(-1)!.index + 1 };
      put({
        phase: 'done',
        result: { ...found, windows: span, since, words: this.#words(found.blame, since) },
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      put(error.code === 'aborted' ? idle : { phase: 'failed', error });
    }
  }

  #episode(alertId: string): Episode {
    const episode = this.#parts.alerting.find(alertId);
    if (!episode) throw new AppError('bad-input', 'This alert is not in the project.');
    return episode;
  }

  async #request(alertId: string, windows: readonly WindowRecord[]): Promise<BlameRequest> {
    const { store, datasets, models } = this.#parts;
    const { alert } = this.#episode(alertId);
    const version = store.version(alert.modelVersionId);
    const known = store.windows[labelledWindows(store.windows) - 1];
    return {
      digest: datasets.current.digest,
      reference: await this.#reference(version),
      rows: Int32Array.from(windows.flatMap(({ span }) => [...spanRows(span)])),
      knownTo: known?.span.to ?? 0,
      model: await models.packageOf(version),
      metric: version.metric,
      threshold: thresholdsIn(store)(version.id),
      // The same for every alert of a version, so that all of them say the same of how much it relies on a feature.
      seed: mix32(store.project.seed),
    };
  }

  /**
   * Those that made it speak, and no later ones: what came after the alert can't be its cause, and whoever asks late gets the
   * same answer.
   * @throws AppError 'bad-input' when none of them is there any more.
   */
  #windows(alertId: string): readonly WindowRecord[] {
    const { store, monitoring } = this.#parts;
    const { alert } = this.#episode(alertId);
    const indices = alert.evidence.map(({ index }) => index);
    const from = Math.min(alert.windowIndex, ...indices);
    // A window of the monitors may begin before the window of the stream with which it was complete.
    const watched = monitoring.figures.windows.filter(({ streamWindow }) => indices.includes(streamWindow));
    const row = alert.ruleId === undefined ? Infinity : Math.min(...watched.map(({ span }) => span.from));
    const windows = store.windows.filter(
      ({ index, span, modelVersionId }) =>
        (index >= from || span.from >= row) &&
        index <= alert.windowIndex &&
        modelVersionId === alert.modelVersionId,
    );
    if (windows.length === 0)
      throw new AppError('bad-input', 'The windows of this alert are not there any more.');
    return windows;
  }

  async #reference(version: ModelVersion): Promise<Int32Array> {
    const { datasets, unseenBy } = this.#parts;
    const unseen = await unseenBy(version);
    const rows = unseen.rows instanceof Int32Array ? unseen.rows : spanRows(unseen.rows);
    return unseen.digest === datasets.current.digest && rows.length >= fewestReference
      ? rows
      : spanRows(version.trainedOn.span);
  }

  /** Window of the stream since which the first feature is as it is: by its rows, or else by its figures. */
  #since(blame: Blame, windows: readonly WindowRecord[]): number | null {
    const { monitoring, store, datasets } = this.#parts;
    const { figures } = monitoring;
    const [first] = blame.features;
    const end = windows.at(-1);
    if (!first || first.drift === 0 || !end) return null;
    const own = store.windows.filter(
      ({ index, modelVersionId }) => index <= end.index && modelVersionId === end.modelVersionId,
    );
    const spans = own.map(({ span }) => span);
    const place = sinceChange(datasets.current.table, first.feature, first.change, spans);
    if (place !== null) return own[place]!.index;
    const last = figures.windows.findLast(({ streamWindow }) => streamWindow <= end.index);
    if (!last) return null;
    const began = figures.keys
      .filter((key) => partsOfKey(key).of === first.feature)
      .filter((key) => keyMatches('drift/*', key) || keyMatches('quality/*', key))
      .flatMap((key) => {
        const figure = figures.figure(key, last.index);
        return figure ? (beganAt(figures, key, last.index, figure.threshold)?.streamWindow ?? []) : [];
      });
    return began.length === 0 ? null : Math.min(...began);
  }

  #words(blame: Blame, since: number | null): string {
    const { datasets } = this.#parts;
    const { unit, targetUnit, windowRows } = datasets.current.scenario;
    return blameWords(blame, {
      rows: unit.many,
      targetUnit,
      since: since === null ? null : sinceWords(datasets.windowLabel(since), since + 1),
      windowRows,
    });
  }
}

/** Windows without a name of their own are called by their number already. */
const sinceWords = (label: string, number: number): string =>
  label === `window ${number}` ? label : `${label} (window ${number})`;
