// What is needed to answer with a version: its weights, read from the store once and checked.

import type { ModelPackage, ModelVersion } from '../core/records.ts';
import type { Storage } from '../storage/storage.ts';

export class Packages {
  readonly #storage: Storage;
  readonly #held = new Map<string, ModelPackage>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** @throws AppError 'corrupt' when the weights are missing or are not those that the version names. */
  async of(version: ModelVersion): Promise<ModelPackage> {
    const held = this.#held.get(version.id);
    if (held) return held;
    const { task, architecture, recipe } = version;
    const made = { task, architecture, recipe, weights: await this.#storage.weights(version.weightsDigest) };
    this.#held.set(version.id, made);
    return made;
  }

  /** Drops the weights held in memory. */
  forget(): void {
    this.#held.clear();
  }
}
