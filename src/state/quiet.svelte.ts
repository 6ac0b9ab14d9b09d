// "What if nothing had changed?": the monitors and rules as they are, on the project's own rows in random order.

import { AppError } from '../core/errors.ts';
import type { AlertRule } from '../core/alerting/rule.ts';
import type { WatchedVersion, WatchSetting } from '../core/monitoring/watched.ts';
import type { QuietResult } from '../core/quiet/quiet-stream.ts';
import type { AlarmSettings } from '../core/define.ts';
import { numberOf } from '../core/params.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { ProjectStore } from './project-store.svelte.ts';

/** Id under which the scenario's own alarm is counted among the rules. */
const ownAlarm = 'own-alarm';

export interface QuietParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly alerting: { readonly rules: readonly AlertRule[] };
  readonly monitoring: {
    watchedChampion(): Promise<{ setting: WatchSetting; version: WatchedVersion } | null>;
  };
  readonly engine: Pick<Engine, 'quiet'>;
}

/** The scenario's alarm as a rule among others. */
function alarmRule({ rule, params }: AlarmSettings, metric: string): AlertRule {
  return {
    id: ownAlarm,
    name: 'The model is worse than it was',
    kind: rule,
    params,
    figures: [`performance/${metric}`],
    level: 'alarm',
    on: true,
    windows: numberOf(params, 'windows'),
    clearAfter: 1,
    cooldown: 0,
    minimumRows: 1,
  };
}

const rowsOf = ({ rows }: WatchedVersion['reference']): number =>
  rows instanceof Int32Array ? rows.length : rows.to - rows.from;

type QuietJob = Job<QuietResult, { readonly done: number; readonly total: number }>;

export class Quiet {
  readonly #parts: QuietParts;
  #job = $state.raw<QuietJob>(idle);

  constructor(parts: QuietParts) {
    this.#parts = parts;
  }

  get job(): QuietJob {
    return this.#job;
  }

  /** Rules that are tried, by id, in the order of the result. */
  get rules(): readonly AlertRule[] {
    const { store, datasets, alerting } = this.#parts;
    const own = alarmRule(store.project.settings.alarm, datasets.current.scenario.metric);
    return [own, ...alerting.rules.filter(({ on, kind }) => on && kind !== 'missing-figure')];
  }

  /**
   * @param orders so many random orders of the rows.
   * @throws AppError 'bad-input' in words where nothing is deployed or there are too few rows.
   */
  async run(orders: number): Promise<void> {
    if (this.#job.phase === 'running') this.#job.cancel();
    const abort = new AbortController();
    const cancel = () => abort.abort();
    this.#job = { phase: 'running', progress: null, cancel };
    const show = (job: QuietJob): void => {
      if (this.#job.phase === 'running' && this.#job.cancel === cancel) this.#job = job;
    };
    try {
      const { datasets, monitoring, engine } = this.#parts;
      const watched = await monitoring.watchedChampion();
      if (!watched) throw new AppError('bad-input', 'No model is deployed, so there is nothing to watch.');
      const { setting, version } = watched;
      const result = await engine.quiet(
        {
          digest: datasets.current.digest,
          quiet: {
            model: version.model,
            rows: this.#known(),
            referenceRows: rowsOf(version.reference),
            unseenRows: rowsOf(version.unseen),
            setting,
            rules: this.rules,
            orders,
          },
        },
        {
          signal: abort.signal,
          onProgress: (progress) => show({ phase: 'running', progress, cancel }),
        },
      );
      show({ phase: 'done', result });
    } catch (thrown) {
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error });
    }
  }

  /** Rows known before the stream began, and those that passed and have labels. */
  #known(): Int32Array {
    const { store, datasets } = this.#parts;
    const { trainRows } = datasets.current.scenario;
    const spans = [
      { from: 0, to: trainRows },
      ...store.windows.filter(({ performance }) => performance !== null).map(({ span }) => span),
    ];
    return Int32Array.from(
      spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
    );
  }

  /** The project is left. */
  forget(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
    this.#job = idle;
  }
}
