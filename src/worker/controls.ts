// What a person may do to a job that is running: pause, resume, stop (keep what there is), abort (throw it away).

import { AppError } from '../core/errors.ts';
import type { Control } from './messages.ts';

export class Controls {
  #paused = false;
  #stopped = false;
  readonly #abort = new AbortController();
  #wake: (() => void)[] = [];

  get paused(): boolean {
    return this.#paused;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** For work that listens to a signal. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  apply(control: Control): void {
    if (control === 'pause') this.#paused = true;
    if (control === 'resume') this.#paused = false;
    if (control === 'stop') this.#stopped = true;
    if (control === 'abort') this.#abort.abort();
    if (control === 'pause') return;
    const sleepers = this.#wake;
    this.#wake = [];
    for (const wake of sleepers) wake();
  }

  /** Called by a job between two slices: waits while paused. @throws AppError `aborted`. */
  async obey(): Promise<void> {
    while (this.#paused && !this.#stopped && !this.signal.aborted)
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    if (this.signal.aborted) throw new AppError('aborted', 'The work was cancelled.');
  }
}
