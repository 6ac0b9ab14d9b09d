// How much work goes to the graphics card at a time: 8 to 16 ms of it, so that nothing else waits long, with at most two
// pieces on their way, so that the card never waits either.

import type { Gpu } from './gpu.ts';

const shortMs = 8;
const longMs = 16;
const aimMs = 12;
const mostInFlight = 2;
/** More steps for fewer models at a time, rather than one step for many: a dispatch begins by loading parameters. */
const fewestSteps = 4;

export interface Slice {
  readonly steps: number;
  /** Models that take them together. */
  readonly models: number;
}

export class Pace {
  /** Model-steps in a piece of work. */
  #budget: number;
  readonly #idleMs: number;

  /** @param idleMs how long the end of no work at all takes to be noticed. */
  constructor(idleMs: number, budget = 4) {
    this.#idleMs = idleMs;
    this.#budget = budget;
  }

  /** The next piece, of up to `steps` steps of up to `models` models. */
  next(steps: number, models: number): Slice {
    const whole = Math.floor(this.#budget / models);
    const taken = Math.max(1, Math.min(steps, Math.max(whole, Math.min(fewestSteps, this.#budget))));
    return { steps: taken, models: Math.min(models, this.models(taken)) };
  }

  /** Models that take `steps` steps together in the next piece. */
  models(steps: number): number {
    return Math.max(1, Math.floor(this.#budget / steps));
  }

  /** What a piece of so many model-steps took. */
  took(modelSteps: number, ms: number): void {
    const worked = ms - this.#idleMs;
    if (worked > longMs)
      this.#budget = Math.max(1, Math.min(this.#budget >> 1, Math.floor((modelSteps * aimMs) / worked)));
    else if (worked < shortMs && modelSteps > this.#budget / 2)
      this.#budget = Math.min(worked < 2 ? this.#budget * 4 : this.#budget * 2, 2 ** 24);
  }
}

/** The pieces on their way. */
export class InFlight {
  readonly #gpu: Gpu;
  readonly #pieces: Promise<void>[] = [];
  #lastEnd = 0;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  /** Counts what was just submitted; `ended` learns how many milliseconds the device had to itself with it. */
  add(ended: (ms: number) => void): void {
    const since = performance.now();
    const piece = this.#gpu.done().then(() => {
      const now = performance.now();
      ended(now - Math.max(since, this.#lastEnd));
      this.#lastEnd = now;
    });
    // Who waits for room is told; nobody may be left to wait.
    piece.catch(() => undefined);
    this.#pieces.push(piece);
  }

  /** Resolves when the next piece may be submitted. @throws AppError `engine-lost`. */
  async room(): Promise<void> {
    while (this.#pieces.length >= mostInFlight) await this.#pieces.shift();
    this.#gpu.assertAlive();
  }
}
