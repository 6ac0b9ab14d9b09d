// Time of a training without its pauses, over all its parts: one that goes on counts on.

import type { Controls } from '../../worker/controls.ts';

export class Clock {
  #began: number;

  /** @param elapsedMs of training that lie behind. */
  constructor(elapsedMs: number) {
    this.#began = performance.now() - elapsedMs;
  }

  /** Milliseconds since the run began. */
  get ms(): number {
    return performance.now() - this.#began;
  }

  /** Waits while a person wants a pause, which does not count. @throws AppError `aborted`. */
  async obey(controls: Controls): Promise<void> {
    if (!controls.paused) return controls.obey();
    const since = performance.now();
    await controls.obey();
    this.#began += performance.now() - since;
  }
}
