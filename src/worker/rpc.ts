// The page's end of a protocol. A worker is made when it is first needed and again after one was lost.

import { AppError } from '../core/errors.ts';
import type { Control, FromWorker, Shapes, ToWorker } from './messages.ts';

export interface WorkerLike<Jobs extends Shapes<Jobs>> {
  postMessage(message: ToWorker<Jobs>, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker<Jobs>>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'messageerror', listener: (event: MessageEvent) => void): void;
}

export interface RpcOptions {
  /** A worker that owes an answer and says nothing for this long is ended. */
  readonly silenceMs?: number;
  /** How long a worker may take to load. */
  readonly startMs?: number;
  /** What a person calls this worker, for messages. */
  readonly name?: string;
  /** Faults outside any call. */
  readonly onFault?: (error: AppError) => void;
}

export interface CallOptions<Jobs extends Shapes<Jobs>, J extends keyof Jobs> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Jobs[J]['progress']) => void;
  readonly transfer?: Transferable[];
}

export interface Call<Jobs extends Shapes<Jobs>, J extends keyof Jobs> {
  /** Rejects with an AppError: `aborted`, `engine-lost`, or what the job says. */
  readonly promise: Promise<Jobs[J]['response']>;
  control(control: Exclude<Control, 'abort'>): void;
}

interface Pending<Jobs extends Shapes<Jobs>> {
  done(response: Jobs[keyof Jobs]['response']): void;
  progress(progress: Jobs[keyof Jobs]['progress']): void;
  failed(error: AppError): void;
}

export class Rpc<Jobs extends Shapes<Jobs>> {
  readonly #makeWorker: () => WorkerLike<Jobs>;
  readonly #options: RpcOptions;
  readonly #pending = new Map<number, Pending<Jobs>>();
  #worker: WorkerLike<Jobs> | null = null;
  #ready = false;
  /** Messages that wait for the worker to load. */
  #outbox: { message: ToWorker<Jobs>; transfer: Transferable[] }[] = [];
  #generation = 0;
  #nextId = 1;
  #heardAt = 0;
  #pingedAt: number | null = null;
  #tickedAt = 0;
  #timer: ReturnType<typeof setInterval> | null = null;
  #disposed = false;

  constructor(makeWorker: () => WorkerLike<Jobs>, options: RpcOptions = {}) {
    this.#makeWorker = makeWorker;
    this.#options = options;
  }

  /** Makes sure that there is a worker. Its number: another one knows nothing of what was told to this one. */
  start(): number {
    if (!this.#worker && !this.#disposed) this.#open();
    return this.#generation;
  }

  call<J extends keyof Jobs>(
    job: J,
    request: Jobs[J]['request'],
    options: CallOptions<Jobs, J> = {},
  ): Call<Jobs, J> {
    const { signal, onProgress, transfer = [] } = options;
    const id = this.#nextId++;
    const promise = new Promise<Jobs[J]['response']>((resolve, reject) => {
      if (this.#disposed) return reject(new AppError('aborted', `${this.#name} was closed.`));
      if (signal?.aborted) return reject(cancelled());
      const abort = () => {
        this.#send({ type: 'control', id, control: 'abort' });
        this.#pending.get(id)?.failed(cancelled());
      };
      const forget = () => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort);
      this.#pending.set(id, {
        // The id ties the answer to the job it was sent for; serve.ts is typed to answer with that job's response.
        done: (response) => (forget(), resolve(response as Jobs[J]['response'])),
        progress: (progress) => onProgress?.(progress as Jobs[J]['progress']),
        failed: (error) => (forget(), reject(error)),
      });
      try {
        this.start();
        this.#send({ type: 'call', id, job, request } as ToWorker<Jobs>, transfer);
      } catch (thrown) {
        this.#pending.get(id)?.failed(AppError.from(thrown));
      }
      this.#watch();
    });
    return {
      promise,
      control: (control) => {
        if (this.#pending.has(id)) this.#send({ type: 'control', id, control });
      },
    };
  }

  dispose(): void {
    this.#disposed = true;
    this.#close(new AppError('aborted', `${this.#name} was closed.`));
  }

  #open(): void {
    const worker = this.#makeWorker();
    this.#worker = worker;
    this.#ready = false;
    this.#generation++;
    this.#heardAt = performance.now();
    worker.addEventListener('message', ({ data }) => {
      if (this.#worker === worker) this.#receive(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const words = event.message ? `: ${event.message}` : '';
      if (this.#worker === worker)
        this.#lose(`${this.#name} ${this.#ready ? 'failed' : 'could not be started'}${words}.`);
    });
    worker.addEventListener('messageerror', () => {
      if (this.#worker === worker) this.#lose(`${this.#name} sent something unreadable.`);
    });
  }

  #receive(message: FromWorker<Jobs>): void {
    this.#heardAt = performance.now();
    this.#pingedAt = null;
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        for (const { message: held, transfer } of this.#outbox.splice(0))
          this.#worker?.postMessage(held, transfer);
        return;
      case 'progress':
        this.#pending.get(message.id)?.progress(message.progress);
        return;
      case 'done':
        this.#pending.get(message.id)?.done(message.response);
        return;
      case 'failed': {
        const error = AppError.revive(message.error);
        // The device is gone and takes this worker's backend with it: only a new worker gets a clean one.
        if (error.code === 'engine-lost') this.#close(error);
        else this.#pending.get(message.id)?.failed(error);
        return;
      }
      case 'fault':
        this.#options.onFault?.(AppError.revive(message.error));
        return;
      case 'pong':
        return;
    }
  }

  #send(message: ToWorker<Jobs>, transfer: Transferable[] = []): void {
    if (this.#ready) this.#worker?.postMessage(message, transfer);
    else if (this.#worker) this.#outbox.push({ message, transfer });
  }

  #lose(what: string): void {
    this.#close(
      new AppError(
        'engine-lost',
        `${what} Everything that was stored is safe. ${this.#name} starts again with the next piece of work.`,
      ),
    );
  }

  #close(error: AppError): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    this.#outbox = [];
    this.#pingedAt = null;
    for (const pending of [...this.#pending.values()]) pending.failed(error);
    this.#rest();
  }

  #watch(): void {
    if (this.#timer !== null || this.#pending.size === 0) return;
    this.#tickedAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), this.#tickMs);
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#pingedAt = null;
  }

  get #name(): string {
    return this.#options.name ?? 'The worker';
  }

  get #silenceMs(): number {
    return this.#options.silenceMs ?? 10_000;
  }

  get #tickMs(): number {
    return Math.min(1000, this.#silenceMs / 4);
  }

  #tick(): void {
    const now = performance.now();
    // A late tick means that the page itself slept (frozen tab, busy main thread): its silence proves nothing.
    const slept = now - this.#tickedAt > 3 * this.#tickMs;
    this.#tickedAt = now;
    if (this.#pending.size === 0 || !this.#worker) return this.#rest();
    if (slept) {
      this.#heardAt = now;
      this.#pingedAt = null;
    }
    if (!this.#ready) {
      if (now - this.#heardAt > (this.#options.startMs ?? 60_000))
        this.#lose(`${this.#name} could not be started in time.`);
      return;
    }
    if (this.#pingedAt === null) {
      this.#pingedAt = now;
      this.#send({ type: 'ping', id: this.#nextId++ });
    } else if (now - this.#pingedAt > this.#silenceMs) {
      this.#lose(`${this.#name} gave no sign of life for ${Math.round(this.#silenceMs / 1000)} seconds.`);
    }
  }
}

const cancelled = () => new AppError('aborted', 'The work was cancelled.');
