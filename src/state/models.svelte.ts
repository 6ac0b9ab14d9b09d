// The registry of model versions: who is champion, who waits, and the verbs that move the alias. Every move is a ledger line.

import { AppError } from '../core/errors.ts';
import type { ModelPackage, ModelVersion } from '../core/records.ts';
import type { Storage } from '../storage/storage.ts';
import type { LineDraft, ProjectStore } from './project-store.svelte.ts';

export class Models {
  readonly #store: ProjectStore;
  readonly #storage: Storage;
  readonly #packages = new Map<string, ModelPackage>();

  constructor(store: ProjectStore, storage: Storage) {
    this.#store = store;
    this.#storage = storage;
  }

  get champion(): ModelVersion | null {
    return this.#store.findVersion(this.#store.championId);
  }
  get challenger(): ModelVersion | null {
    return this.#store.findVersion(this.#store.challengerId);
  }
  /** Where Roll back leads. */
  get previous(): ModelVersion | null {
    return this.#store.findVersion(this.#store.rollbackId);
  }

  /** Drops the weights held in memory. */
  forget(): void {
    this.#packages.clear();
  }

  /** Weights and recipe of a version, read from the store once and checked against their digest. */
  async packageOf(version: ModelVersion): Promise<ModelPackage> {
    const held = this.#packages.get(version.id);
    if (held) return held;
    const { task, architecture, recipe } = version;
    const made = { task, architecture, recipe, weights: await this.#storage.weights(version.weightsDigest) };
    this.#packages.set(version.id, made);
    return made;
  }

  /** Makes the waiting challenger champion. */
  async promote(reason: string): Promise<void> {
    const challenger = this.challenger;
    if (!challenger) throw new AppError('bad-input', 'There is no challenger to promote. Retrain first.');
    return this.deploy(challenger.id, reason);
  }

  /** Puts any version of the registry into production, e.g. an earlier champion again. */
  deploy(versionId: string, reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const version = this.#store.version(versionId);
      if (version.id === this.#store.championId)
        throw new AppError('bad-input', `v${version.number} is in production already.`);
      // Read before the decision is written down: a damaged version must not become champion.
      await this.packageOf(version);
      await this.#store.commit(
        {
          ledger: this.#store.lines(...this.#displaced(version.id), {
            kind: 'promoted',
            modelVersionId: version.id,
            previousId: this.#store.championId,
            reason,
          }),
        },
        { strict: true },
      );
    });
  }

  /** A challenger that waits was compared with a champion that now goes: the comparison no longer says anything. */
  #displaced(comingId: string): LineDraft[] {
    const waiting = this.#store.challengerId;
    if (!waiting || waiting === comingId) return [];
    return [
      {
        kind: 'kept',
        modelVersionId: waiting,
        reason: 'set aside: the champion that it was compared with is no longer in production',
      },
    ];
  }

  /** Turns the waiting challenger down; the champion stays. */
  keep(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const challenger = this.challenger;
      if (!challenger) throw new AppError('bad-input', 'There is no challenger to turn down.');
      await this.#store.commit(
        { ledger: this.#store.lines({ kind: 'kept', modelVersionId: challenger.id, reason }) },
        { strict: true },
      );
    });
  }

  /** Puts the champion before this one back into production, with its exact weights. */
  rollBack(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const previous = this.previous;
      if (!previous) throw new AppError('bad-input', 'There is no earlier champion to roll back to.');
      await this.packageOf(previous);
      await this.#store.commit(
        {
          ledger: this.#store.lines(...this.#displaced(previous.id), {
            kind: 'rolled-back',
            modelVersionId: previous.id,
            previousId: this.#store.championId,
            reason,
          }),
        },
        { strict: true },
      );
    });
  }

  /** The alarm was seen; the champion stays and no retraining follows from it. */
  acknowledge(reason: string): Promise<void> {
    return this.#store.inTurn(async () => {
      const alertId = this.#store.openAlertId;
      if (!alertId) return;
      await this.#store.commit({ ledger: this.#store.lines({ kind: 'acknowledged', alertId, reason }) });
    });
  }
}
