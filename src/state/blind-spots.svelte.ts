// Which kinds of change each measure and detector sees: tried out live, on made-up rows or on the project's own.

import type { BlindSpots } from '../core/blind-spots/find.ts';
import { AppError } from '../core/errors.ts';
import type { WatchedVersion } from '../core/monitoring/watched.ts';
import { spanRows } from '../core/table.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export type SpotRows = 'made-up' | 'own';

export interface FoundSpots extends BlindSpots {
  readonly of: SpotRows;
}

export interface BlindSpotParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly monitoring: { watchedChampion(): Promise<{ version: WatchedVersion } | null> };
  readonly engine: Pick<Engine, 'blindSpots'>;
}

type SpotJob = Job<FoundSpots, { readonly done: number; readonly total: number }>;

export class BlindSpotSearch {
  readonly #parts: BlindSpotParts;
  #job = $state.raw<SpotJob>(idle);

  constructor(parts: BlindSpotParts) {
    this.#parts = parts;
  }

  get job(): SpotJob {
    return this.#job;
  }

  /** A new one ends the one under way. What goes wrong is in `job`. */
  async run(of: SpotRows): Promise<void> {
    if (this.#job.phase === 'running') this.#job.cancel();
    const abort = new AbortController();
    const cancel = () => abort.abort();
    this.#job = { phase: 'running', progress: null, cancel };
    const show = (job: SpotJob): void => {
      if (this.#job.phase === 'running' && this.#job.cancel === cancel) this.#job = job;
    };
    try {
      const { store, datasets, monitoring, engine } = this.#parts;
      const watched = await monitoring.watchedChampion();
      if (!watched) throw new AppError('bad-input', 'No model is deployed, so there is nothing to watch.');
      const { model, reference } = watched.version;
      const rows = reference.rows instanceof Int32Array ? reference.rows : spanRows(reference.rows);
      const found = await engine.blindSpots(
        {
          digest: datasets.current.digest,
          rows: of === 'own' ? rows : null,
          model,
          seed: store.project.seed,
        },
        { signal: abort.signal, onProgress: (progress) => show({ phase: 'running', progress, cancel }) },
      );
      show({ phase: 'done', result: { ...found, of } });
    } catch (thrown) {
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error });
    }
  }

  /** The project is left. */
  forget(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
    this.#job = idle;
  }
}
