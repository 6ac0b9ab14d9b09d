// One worker of a pool, seen from outside: questions that are answered in order, or never because it is gone.

import { AppError } from '../../core/errors.ts';
import type { FleetState } from '../trainers/trainer.ts';
import type { FromPoolWorker, ToPoolWorker } from './messages.ts';

export interface PoolWorker {
  postMessage(message: ToPoolWorker): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromPoolWorker>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'messageerror', listener: () => void): void;
}

interface Waiting {
  done(state: FleetState | null): void;
  failed(error: AppError): void;
}

/**
 * Seconds of silence after which a worker that owes an answer counts as lost: one that the browser ended says nothing. Ticks
 * are counted, not time, because a laptop that slept would look like silence.
 */
const patience = 20;

export class Member {
  readonly #worker: PoolWorker;
  readonly #waiting: Waiting[] = [];
  #error: AppError | null = null;
  #silent = 0;
  #clock: ReturnType<typeof setInterval> | null = null;

  constructor(worker: PoolWorker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(
        new AppError('engine-lost', `A worker of the pool failed: ${event.message || 'it did not load'}.`),
      );
    });
    worker.addEventListener('messageerror', () =>
      this.end(new AppError('engine-lost', 'A worker of the pool said something that could not be read.')),
    );
  }

  /** @throws AppError what the worker says, `engine-lost` when it is gone, or what it was ended with. */
  ask(message: ToPoolWorker): Promise<FleetState | null> {
    if (this.#error) return Promise.reject(this.#error);
    this.#clock ??= setInterval(() => this.#tick(), 1000);
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed });
      this.#worker.postMessage(message);
    });
  }

  /** Ends the worker at once, in the midst of whatever it does. */
  end(error: AppError): void {
    if (this.#error) return;
    this.#error = error;
    this.#worker.terminate();
    this.#rest();
    for (const { failed } of this.#waiting.splice(0)) failed(error);
  }

  #hear(message: FromPoolWorker): void {
    this.#silent = 0;
    if (message.what === 'alive') return;
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#rest();
    if (message.what === 'done') waiting?.done(message.state);
    else waiting?.failed(AppError.revive(message.error));
  }

  #tick(): void {
    if (++this.#silent > patience)
      this.end(new AppError('engine-lost', 'A worker of the pool no longer answers.'));
  }

  #rest(): void {
    if (this.#clock !== null) clearInterval(this.#clock);
    this.#clock = null;
    this.#silent = 0;
  }
}
