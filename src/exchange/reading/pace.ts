// Progress, cancelling and breathing while a long file is read.

import { AppError } from '../../core/errors.ts';
import type { ReadCallbacks } from './types.ts';

const intervalMs = 50;

export class Pace {
  rows = 0;
  bytes = 0;
  doing = 'reading';
  readonly #callbacks: ReadCallbacks;
  readonly #totalBytes: number;
  #last = performance.now();

  constructor(callbacks: ReadCallbacks, totalBytes: number) {
    this.#callbacks = callbacks;
    this.#totalBytes = totalBytes;
  }

  /**
   * Between two pieces of work: at most every 50 ms it reports and lets the event loop turn, so that an abort is heard.
   * @throws AppError 'aborted' once the signal is.
   */
  async turn(): Promise<void> {
    this.check();
    if (performance.now() - this.#last < intervalMs) return;
    this.report();
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#last = performance.now();
    this.check();
  }

  report(): void {
    const { bytes, rows, doing } = this;
    this.#callbacks.onProgress({ bytes, totalBytes: this.#totalBytes, rows, doing });
  }

  /** @throws AppError 'aborted'. */
  check(): void {
    if (this.#callbacks.signal.aborted)
      throw new AppError('aborted', 'Reading was cancelled. Nothing was imported.');
  }
}
