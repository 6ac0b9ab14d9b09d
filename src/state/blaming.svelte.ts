// Why an alert was raised: the engine finds the feature, here it gets its windows, its beginning and its sentence. Nothing of
// it is stored: it can be asked again as long as the rows are there.

import { SvelteMap } from 'svelte/reactivity';
import { keyMatches } from '../core/alerting/figure-facts.ts';
import { beganAt } from '../core/alerting/since.ts';
import type { Blame } from '../core/blame/blame.ts';
import { blameWords } from '../core/blame/words.ts';
import { AppError } from '../core/errors.ts';
import { partsOfKey } from '../core/monitoring/figure.ts';
import type { WatchedRows } from '../core/monitoring/watched.ts';
import { mix32 } from '../core/random.ts';
import type { Alert, ModelVersion, WindowRecord } from '../core/records.ts';
import { spanRows } from '../core/table.ts';
import { labelledWindows } from '../core/watch.ts';
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
      const asked = await this.#question(alertId);
      const { promise } = engine.blame(asked.request, {
        signal: abort.signal,
        onProgress: (progress) => put({ phase: 'running', progress, cancel }),
      });
      const { blame, wrong } = await promise;
      if (!store.isOpen || store.project.id !== project) return;
      const since = this.#since(blame, asked.windows.to - 1);
      put({
        phase: 'done',
        result: { blame, wrong, windows: asked.windows, since, words: this.#words(blame, since) },
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      put(error.code === 'aborted' ? idle : { phase: 'failed', error });
    }
  }

  async #question(alertId: string) {
    const { store, datasets, models, alerting } = this.#parts;
    const episode = alerting.find(alertId);
    if (!episode) throw new AppError('bad-input', 'This alert is not in the project.');
    const { alert, cleared } = episode;
    const version = store.version(alert.modelVersionId);
    const windows = this.#windows(alert, cleared?.windowIndex ?? Infinity);
    const [first, last] = [windows[0], windows.at(-1)];
    if (!first || !last) throw new AppError('bad-input', 'The windows of this alert are not there any more.');
    const known = store.windows[labelledWindows(store.windows) - 1];
    const { digest } = datasets.current;
    return {
      windows: { from: first.index, to: last.index + 1 },
      request: {
        digest,
        reference: await this.#reference(version),
        rows: Int32Array.from(windows.flatMap(({ span }) => [...spanRows(span)])),
        knownTo: known?.span.to ?? 0,
        model: await models.packageOf(version),
        metric: version.metric,
        threshold: thresholdsIn(store)(version.id),
        seed: mix32(store.project.seed ^ alert.windowIndex),
      },
    };
  }

  /** From where it began up to the end of its episode, or up to now. */
  #windows(alert: Alert, end: number): readonly WindowRecord[] {
    const { store, monitoring } = this.#parts;
    const { figures } = monitoring;
    const key = alert.figures?.[0];
    const last = figures.windows.findLast(({ streamWindow }) => streamWindow <= alert.windowIndex);
    const began = key && last ? beganAt(figures, key, last.index, alert.threshold) : null;
    const from = began?.streamWindow ?? alert.evidence[0]?.index ?? alert.windowIndex;
    // A window of the monitors may begin before the window of the stream with which it was complete.
    const row = began?.span.from ?? Infinity;
    return store.windows.filter(
      ({ index, span, modelVersionId }) =>
        (index >= from || span.from >= row) && index < end && modelVersionId === alert.modelVersionId,
    );
  }

  async #reference(version: ModelVersion): Promise<Int32Array> {
    const { datasets, unseenBy } = this.#parts;
    const unseen = await unseenBy(version);
    const rows = unseen.rows instanceof Int32Array ? unseen.rows : spanRows(unseen.rows);
    return unseen.digest === datasets.current.digest && rows.length >= fewestReference
      ? rows
      : spanRows(version.trainedOn.span);
  }

  #since(blame: Blame, lastWindow: number): number | null {
    const { figures } = this.#parts.monitoring;
    const [first] = blame.features;
    const last = figures.windows.findLast(({ streamWindow }) => streamWindow <= lastWindow);
    if (!first || first.drift === 0 || !last) return null;
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
      since: since === null ? null : `${datasets.windowLabel(since)} (window ${since + 1})`,
      windowRows,
    });
  }
}
