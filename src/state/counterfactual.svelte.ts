// What would have happened without you: the first model, never replaced. It is one branch among others.

import { AppError } from '../core/errors.ts';
import type { Branch, Branches } from './branches.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export class Counterfactual {
  readonly #store: ProjectStore;
  readonly #branches: Branches;

  constructor(store: ProjectStore, branches: Branches) {
    this.#store = store;
    this.#branches = branches;
  }

  get #branch(): Branch | null {
    const [first] = this.#store.versions;
    return first ? this.#branches.find(first.id, 0) : null;
  }

  /** The first model's metric by judged window; null until asked for. */
  get values(): Float64Array | null {
    return this.#branch?.facts?.values ?? null;
  }
  get busy(): boolean {
    return this.#branch?.job.phase === 'running';
  }

  /** Asks for it; from then on it grows with the stream. */
  async compute(): Promise<void> {
    const [first] = this.#store.versions;
    if (!first) throw new AppError('bad-input', 'There is no first model yet.');
    await this.#branches.add(first.id, 0, `v${first.number}, never replaced`);
  }
}
