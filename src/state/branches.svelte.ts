// What would have happened: another version (or the one that was replaced) goes on answering from some moment on. Several such
// branches stand side by side and grow with the stream; none of them is kept.

import { windowThresholds } from '../core/answering.ts';
import { AppError } from '../core/errors.ts';
import type { WindowRecord } from '../core/records.ts';
import { rowMeasureOf } from '../core/trials/row-measure.ts';
import { WhatIfCount, type WhatIf } from '../core/what-if.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { thresholdsIn } from './version-threshold.ts';

export interface BranchFacts {
  /** Window indices whose labels are known, and the branch's metric on each. */
  readonly windows: readonly number[];
  readonly values: Float64Array;
  /** The same of what really went out. */
  readonly real: Float64Array;
  readonly difference: WhatIf;
}

export interface Branch {
  readonly id: string;
  readonly versionId: string;
  /** Index of the first window that it answers. */
  readonly from: number;
  readonly name: string;
  readonly facts: BranchFacts | null;
  readonly job: Job<null, { done: number; total: number }>;
}

export class Branches {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #engine: Engine;
  #list = $state.raw<readonly Branch[]>([]);
  /** What each branch comes to over the windows that it has seen, and how many they are. */
  readonly #counts = new Map<string, { readonly sum: WhatIfCount; seen: number }>();

  constructor(store: ProjectStore, datasets: Datasets, models: Models, engine: Engine) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#engine = engine;
  }

  /** In the order in which they were asked for. */
  get list(): readonly Branch[] {
    return this.#list;
  }

  find(versionId: string, from: number): Branch | null {
    return this.#list.find((branch) => branch.id === idOf(versionId, from)) ?? null;
  }

  /**
   * A version that answers from a window on in place of what really did. Asking again asks nothing anew.
   * @throws AppError where it can't be computed; the branch then stands there as failed.
   */
  async add(versionId: string, from: number, name: string): Promise<void> {
    const id = idOf(versionId, from);
    const known = this.#list.find((branch) => branch.id === id);
    if (known && known.job.phase !== 'failed') return;
    this.#store.version(versionId);
    // One that failed begins anew.
    this.#counts.delete(id);
    const branch: Branch = { id, versionId, from, name, facts: null, job: { phase: 'idle' } };
    this.#list = [...this.#list.filter((other) => other.id !== id), branch];
    await this.#extend(id);
  }

  remove(id: string): void {
    const branch = this.#list.find((candidate) => candidate.id === id);
    if (branch?.job.phase === 'running') branch.job.cancel();
    this.#list = this.#list.filter((candidate) => candidate.id !== id);
    this.#counts.delete(id);
  }

  /** The project is left. */
  clear(): void {
    for (const { id } of this.#list) this.remove(id);
  }

  /** Adds the windows whose labels have come since. One that fails stands there as failed, and the stream goes on. */
  async follow(): Promise<void> {
    for (const { id, job } of this.#list)
      if (job.phase === 'done') await this.#extend(id).catch(() => undefined);
  }

  #judged({ from }: Branch): WindowRecord[] {
    return this.#store.windows.filter((window) => window.index >= from && window.performance !== null);
  }

  #change(id: string, change: Partial<Branch>): void {
    this.#list = this.#list.map((branch) => (branch.id === id ? { ...branch, ...change } : branch));
  }

  async #extend(id: string): Promise<void> {
    const branch = this.#list.find((candidate) => candidate.id === id);
    if (!branch) return;
    const { truth, scenario } = this.#datasets.current;
    const { metric, task } = scenario;
    const count = this.#counts.get(id) ?? {
      sum: new WhatIfCount(truth, rowMeasureOf(metric, task).measure),
      seen: 0,
    };
    const windows = this.#judged(branch);
    const fresh = windows.slice(count.seen);
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    // A few windows more are no news worth showing as work.
    if (!branch.facts) this.#change(id, { job: { phase: 'running', progress: null, cancel } });
    try {
      const { values, scores } =
        fresh.length === 0
          ? { values: new Float64Array(), scores: [] }
          : await this.#engine.replay(
              {
                digest: this.#datasets.current.digest,
                spans: fresh.map((window) => window.span),
                model: await this.#models.packageOf(this.#store.version(branch.versionId)),
                metric,
              },
              {
                signal: abort.signal,
                onProgress: (progress) => {
                  if (!branch.facts) this.#change(id, { job: { phase: 'running', progress, cancel } });
                },
              },
            );
      // It may have been taken away meanwhile, or the person has gone on to another scene.
      if (!this.#list.some((candidate) => candidate.id === id)) return;
      const thresholdOf = thresholdsIn(this.#store);
      const own = thresholdOf(branch.versionId);
      for (const [at, window] of fresh.entries())
        count.sum.add(window, scores[at]!, windowThresholds(window, thresholdOf), own);
      this.#counts.set(id, { sum: count.sum, seen: windows.length });
      this.#change(id, {
        facts: this.#facts(windows, count.sum.now, [...(branch.facts?.values ?? []), ...values]),
        job: { phase: 'done', result: null },
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (!this.#list.some((candidate) => candidate.id === id)) return;
      if (error.code === 'aborted') return this.remove(id);
      this.#change(id, { job: { phase: 'failed', error } });
      throw error;
    }
  }

  #facts(windows: readonly WindowRecord[], difference: WhatIf, values: number[]): BranchFacts {
    const { scenario } = this.#datasets.current;
    return {
      windows: windows.map(({ index }) => index),
      values: Float64Array.from(values),
      real: Float64Array.from(windows, ({ performance }) => performance?.[scenario.metric]?.value ?? NaN),
      difference,
    };
  }
}

const idOf = (versionId: string, from: number): string => `${versionId} from ${from}`;
