// What came of trying to make a version: said as long as it is about what is on the screen, and no longer.

import { AppError } from '../../../core/errors.ts';
import type { DatasetVersion } from '../../../core/records.ts';
import type { DataVersions } from '../../../state/data-versions.svelte.ts';

export class Outcome {
  readonly #versions: Pick<DataVersions, 'all' | 'looked'>;
  #failure = $state.raw<{ readonly error: AppError; readonly at: string } | null>(null);
  #made = $state.raw<DatasetVersion | null>(null);

  constructor(versions: Pick<DataVersions, 'all' | 'looked'>) {
    this.#versions = versions;
  }

  /** Another version is looked at, or one was made elsewhere: a failure from before says nothing about that. */
  get #place(): string {
    return `${this.#versions.looked?.id ?? ''} ${this.#versions.all.length}`;
  }

  get error(): AppError | null {
    return this.#failure?.at === this.#place ? this.#failure.error : null;
  }
  /** As long as it is the newest. */
  get made(): DatasetVersion | null {
    return this.#made && this.#versions.all.at(-1)?.id === this.#made.id ? this.#made : null;
  }

  clear(): void {
    this.#failure = null;
    this.#made = null;
  }
  /** Something was changed, so it may work now. */
  forgive(): void {
    this.#failure = null;
  }
  fail(thrown: unknown): void {
    this.#failure = { error: AppError.from(thrown), at: this.#place };
  }

  /** @returns whether a version was made. */
  async of(make: () => Promise<DatasetVersion>): Promise<boolean> {
    this.clear();
    try {
      this.#made = await make();
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return false;
    }
  }
}
