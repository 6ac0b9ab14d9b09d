// The search for slices on which a version does worse: one at a time, with how far it is and Cancel.

import { AppError } from '../core/errors.ts';
import type { WeakSlice } from '../core/slice-search.ts';
import type { Engine } from '../engine/engine.ts';
import { idle, type Job } from './job.ts';

export interface SliceSearch {
  readonly slices: readonly WeakSlice[];
  /** How many slices were looked at. */
  readonly looked: number;
  /** Where none was found: those that came nearest. */
  readonly near: readonly WeakSlice[];
}

type SearchJob = Job<SliceSearch, { readonly done: number; readonly total: number }>;
type Request = Parameters<Engine['searchSlices']>[0];

export class SliceSearching {
  readonly #engine: Engine;
  #job = $state.raw<SearchJob>(idle);

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** How the latest search goes, or went. */
  get job(): SearchJob {
    return this.#job;
  }

  /** A new search ends the one under way. */
  async search(requestOf: () => Promise<Request>): Promise<SliceSearch> {
    if (this.#job.phase === 'running') this.#job.cancel();
    const abort = new AbortController();
    const cancel = () => abort.abort();
    this.#job = { phase: 'running', progress: null, cancel };
    const show = (job: SearchJob): void => {
      if (this.#job.phase === 'running' && this.#job.cancel === cancel) this.#job = job;
    };
    try {
      const result = await this.#engine.searchSlices(await requestOf(), {
        signal: abort.signal,
        onProgress: (progress) => show({ phase: 'running', progress, cancel }),
      });
      show({ phase: 'done', result });
      return result;
    } catch (thrown) {
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error });
      throw error;
    }
  }

  /** The project is left. */
  forget(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
    this.#job = idle;
  }
}
