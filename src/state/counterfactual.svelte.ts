// What would have happened without you: the first model, never replaced, on every window that has its labels.

import { AppError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export class Counterfactual {
  readonly #store: ProjectStore;
  readonly #datasets: Datasets;
  readonly #models: Models;
  readonly #engine: Engine;
  #values = $state.raw<Float64Array | null>(null);
  #busy = $state(false);

  constructor(store: ProjectStore, datasets: Datasets, models: Models, engine: Engine) {
    this.#store = store;
    this.#datasets = datasets;
    this.#models = models;
    this.#engine = engine;
  }

  /** The first model's metric by window; null until asked for. */
  get values(): Float64Array | null {
    return this.#values;
  }
  get busy(): boolean {
    return this.#busy;
  }

  clear(): void {
    this.#values = null;
  }

  /** Asks for it; from then on it grows with the stream. */
  async compute(): Promise<void> {
    this.#busy = true;
    try {
      await this.#extend(new Float64Array());
    } finally {
      this.#busy = false;
    }
  }

  /** Adds the windows whose labels have come since; nothing to do before it was asked for. */
  async follow(): Promise<void> {
    if (this.#values && !this.#busy) await this.#extend(this.#values);
  }

  async #extend(known: Float64Array): Promise<void> {
    const first = this.#store.versions[0];
    if (!first) throw new AppError('bad-input', 'There is no first model yet.');
    const projectId = this.#store.project.id;
    const judged = this.#store.windows.filter((window) => window.performance !== null);
    const fresh = judged.slice(known.length);
    if (fresh.length === 0 && this.#values) return;
    const { values } = await this.#engine.replay({
      digest: this.#datasets.current.digest,
      spans: fresh.map((window) => window.span),
      model: await this.#models.packageOf(first),
      metric: first.metric,
    });
    // The person may have gone on to another scene meanwhile.
    if (this.#store.isOpen && this.#store.project.id === projectId)
      this.#values = Float64Array.from([...known, ...values]);
  }
}
