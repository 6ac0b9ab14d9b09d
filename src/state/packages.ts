// What is needed to answer with a version: its weights, read from the store once and checked.

import { thresholdOf } from '../core/answering.ts';
import type { ModelPackage, ModelVersion } from '../core/records.ts';
import type { Storage } from '../storage/storage.ts';

/** So many versions that were asked last are held, besides those that every window needs. */
const mostHeld = 8;

export class Packages {
  readonly #storage: Storage;
  readonly #needed: () => readonly (string | null)[];
  /** By version, the one asked last at the end. */
  readonly #held = new Map<string, ModelPackage>();

  /** @param needed versions that are never let go of: those that answer the stream or may at any moment. */
  constructor(storage: Storage, needed: () => readonly (string | null)[]) {
    this.#storage = storage;
    this.#needed = needed;
  }

  /** @throws AppError 'corrupt' when the weights are missing or are not those that the version names. */
  async of(version: ModelVersion): Promise<ModelPackage> {
    const held = this.#held.get(version.id);
    const { task, architecture, recipe } = version;
    const made = held ?? {
      task,
      architecture,
      recipe,
      weights: await this.#storage.weights(version.weightsDigest),
      threshold: thresholdOf(version),
    };
    this.#held.delete(version.id);
    this.#held.set(version.id, made);
    this.#letGo();
    return made;
  }

  #letGo(): void {
    const needed = new Set(this.#needed());
    const others = [...this.#held.keys()].filter((id) => !needed.has(id));
    for (const id of others.slice(0, -mostHeld)) this.#held.delete(id);
  }

  /** Drops the weights held in memory. */
  forget(): void {
    this.#held.clear();
  }
}
