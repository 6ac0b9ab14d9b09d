// What the page asks of the data worker. Tables live there under keys; the page gets texts, counts, histograms, and the
// columns themselves only when a project opens. When the worker is lost its tables are gone: callers put them there again.

import { copyInSteps } from '../worker/copying.ts';
import { Rpc } from '../worker/rpc.ts';
import type { CallOptions, RpcOptions, WorkerLike } from '../worker/rpc.ts';
import type { Jobs } from './protocol.ts';

export type DataWorker = WorkerLike<Jobs>;

const makeDataWorker = (): DataWorker =>
  new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' });

export class Desk {
  readonly #rpc: Rpc<Jobs>;

  constructor(makeWorker: () => DataWorker = makeDataWorker, options: RpcOptions = {}) {
    // Reading a large file in one go may keep the worker silent for a while on a slow disk.
    this.#rpc = new Rpc(makeWorker, { name: 'The data worker', silenceMs: 60_000, ...options });
  }

  /** Which worker there is: another number means that the tables held by the one before are gone. */
  get generation(): number {
    return this.#rpc.start();
  }

  /** @throws AppError as the job says; `aborted`, `engine-lost` (the worker ended, its tables are gone). */
  ask<J extends keyof Jobs>(
    job: J,
    request: Jobs[J]['request'],
    options: CallOptions<Jobs, J> = {},
  ): Promise<Jobs[J]['response']> {
    return this.#rpc.call(job, request, options).promise;
  }

  /** Puts a table of the page on the worker's shelf. It is copied in steps that hold up no frame. */
  async take(
    request: Jobs['take']['request'],
    options: CallOptions<Jobs, 'take'> = {},
  ): Promise<Jobs['take']['response']> {
    const { table, buffers } = await copyInSteps(request.table);
    return this.ask('take', { ...request, table }, { ...options, transfer: buffers });
  }

  dispose(): void {
    this.#rpc.dispose();
  }
}
