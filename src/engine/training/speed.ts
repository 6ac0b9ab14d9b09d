// How fast steps go, and how many of them fill a slice.

const sliceMs = 12;

/** Steps that are taken at a time: so many that a slice lasts about as long as it should, whatever the engine. */
export class Chunks {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** @param ms that the present size took. */
  took(ms: number): void {
    const most = Math.floor((this.#size * sliceMs) / Math.max(ms, 0.05));
    this.#size = Math.max(1, Math.min(this.#size * 4, most));
  }
}

/** Optimiser steps per second over the last second or so, without the time spent in pause. */
export class Speed {
  #steps = 0;
  #ms = 0;

  add(steps: number, ms: number): void {
    // Older steps fade, so that the figure follows the machine.
    const keep = this.#ms > 1000 ? 0.5 : 1;
    this.#steps = this.#steps * keep + steps;
    this.#ms = this.#ms * keep + ms;
  }

  get perSecond(): number {
    return this.#ms > 0 ? (1000 * this.#steps) / this.#ms : 0;
  }

  /** Of one step; NaN before the first. */
  get stepMs(): number {
    return this.#steps > 0 ? this.#ms / this.#steps : NaN;
  }
}
