// How fast steps go, and how many of them fill a slice.

const sliceMs = 12;

/** Steps that are taken at a time: so many that a slice lasts about as long as it should, whatever the engine. */
export class Chunks {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** @param steps that were taken, at most of the present size: an epoch may have ended. @param ms that they took. */
  took(steps: number, ms: number): void {
    const most = Math.floor((steps * sliceMs) / Math.max(ms, 0.05));
    this.#size = Math.max(1, Math.min(this.#size * 4, most));
  }
}

/**
 * Optimiser steps per second over the last second or so, without the time spent in pause. The first chunk does not count: in
 * it an engine warms up. Where a callback looks at every batch, what is computed for it counts too.
 */
export class Speed {
  #steps = 0;
  #ms = 0;
  #measuredMs = 0;
  #warm = false;

  add(steps: number, ms: number): void {
    if (!this.#warm) {
      this.#warm = true;
      return;
    }
    // Older steps fade, so that the figure follows the machine.
    const keep = this.#ms > 1000 ? 0.5 : 1;
    this.#steps = this.#steps * keep + steps;
    this.#ms = this.#ms * keep + ms;
    this.#measuredMs += ms;
  }

  /** 0 before the first figure. */
  get perSecond(): number {
    return this.#ms > 0 ? (1000 * this.#steps) / this.#ms : 0;
  }

  /** Of one step; NaN before the first figure. */
  get stepMs(): number {
    return this.#steps > 0 ? this.#ms / this.#steps : NaN;
  }

  /** Time of all steps that were measured: of a few short ones no figure comes. */
  get measuredMs(): number {
    return this.#measuredMs;
  }
}
