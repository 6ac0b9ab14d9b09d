// What the page knows of the engine: verbs that answer, a table that is there when it is needed, and who computes.

import { AppError } from '../core/errors.ts';
import type { EngineId, EngineInfo, Probed } from '../core/records.ts';
import type { JobName, Jobs, TrainProgress, TrainRequest } from './protocol.ts';
import { copyInSteps } from '../worker/copying.ts';
import { Rpc } from '../worker/rpc.ts';
import type { Call as AnyCall, CallOptions as AnyOptions, RpcOptions, WorkerLike } from '../worker/rpc.ts';

export type EngineWorker = WorkerLike<Jobs>;
type Call<J extends JobName> = AnyCall<Jobs, J>;
type CallOptions<J extends JobName> = AnyOptions<Jobs, J>;
type JobOnTable = Exclude<JobName, 'probe' | 'load' | 'unload' | 'lab' | 'labCourses'>;

interface Told {
  readonly request: Jobs['load']['request'];
  /** Worker that is being told, and worker that has been sent it: jobs sent to that one later find the table there. */
  toldTo: number;
  knownTo: number;
  telling: Promise<void>;
  /** Changes made to its rows since. */
  changes: Jobs['inject']['request'] | null;
}

export interface TrainOptions {
  readonly onProgress?: (progress: TrainProgress) => void;
  readonly signal?: AbortSignal;
}

const makeEngineWorker = (): EngineWorker =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });

export class Engine {
  readonly #rpc: Rpc<Jobs>;
  /** What was loaded, so that a new worker can be told again. */
  readonly #tables = new Map<string, Told>();
  #prefer: EngineId | null = null;
  #info: EngineInfo | null = null;
  #known: Probed | null = null;
  #probed = 0;

  constructor(makeWorker: () => EngineWorker = makeEngineWorker, options: RpcOptions = {}) {
    this.#rpc = new Rpc(makeWorker, { name: 'The engine', ...options });
  }

  /** Who computes; null before the first probe. */
  get info(): EngineInfo | null {
    return this.#info;
  }

  /** Who was asked for at the last probe; null: the fastest for each model. */
  get prefer(): EngineId | null {
    return this.#prefer;
  }

  /** What was measured on this machine so far, to be handed to `probe` at the next visit. */
  get probed(): Probed | null {
    return this.#known;
  }

  /**
   * Chooses the engine; null: the fastest one for each model. @param known figures of an earlier visit.
   * @throws AppError `bad-input` when the preferred one cannot work here.
   */
  async probe(prefer: EngineId | null = null, known: Probed | null = this.#known): Promise<EngineInfo> {
    const worker = this.#rpc.start();
    const { info, probed } = await this.#rpc.call('probe', { prefer, known }).promise;
    this.#prefer = prefer;
    this.#info = info;
    this.#known = probed;
    this.#probed = worker;
    return info;
  }

  /** Hands a table over. It is copied, and handed over again to a worker that takes the place of a lost one. */
  async load(request: Jobs['load']['request']): Promise<void> {
    const changes = this.#tables.get(request.digest)?.changes ?? null;
    const unknown = { toldTo: 0, knownTo: 0, telling: Promise.resolve() };
    this.#tables.set(request.digest, { request, ...unknown, changes });
    await this.#tell(request.digest);
  }

  /** Makes changes to the rows of a table, in place of those made before; a worker that takes the place of a lost one makes them too. */
  async inject(request: Jobs['inject']['request']): Promise<Jobs['inject']['response']> {
    const table = this.#tables.get(request.digest);
    if (table) table.changes = request;
    return this.#onTable('inject', request).promise;
  }

  /** A table that nothing is asked of any more; of an unknown one there is nothing to forget. */
  unload(digest: string): void {
    const table = this.#tables.get(digest);
    this.#tables.delete(digest);
    if (table && table.knownTo === this.#rpc.start())
      this.#rpc.call('unload', { digest }).promise.catch(() => undefined);
  }

  train(request: TrainRequest, options: TrainOptions = {}): Call<'train'> {
    return this.#onTable('train', request, options);
  }

  observe(request: Jobs['observe']['request']): Promise<Jobs['observe']['response']> {
    return this.#onTable('observe', request).promise;
  }

  judge(request: Jobs['judge']['request']): Promise<Jobs['judge']['response']> {
    return this.#onTable('judge', request).promise;
  }

  evaluate(request: Jobs['evaluate']['request']): Promise<Jobs['evaluate']['response']> {
    return this.#onTable('evaluate', request).promise;
  }

  compare(request: Jobs['compare']['request']): Promise<Jobs['compare']['response']> {
    return this.#onTable('compare', request).promise;
  }

  replay(
    request: Jobs['replay']['request'],
    options: CallOptions<'replay'> = {},
  ): Promise<Jobs['replay']['response']> {
    return this.#onTable('replay', request, options).promise;
  }

  walk(
    request: Jobs['walk']['request'],
    options: CallOptions<'walk'> = {},
  ): Promise<Jobs['walk']['response']> {
    return this.#onTable('walk', request, options).promise;
  }

  landscape(
    request: Jobs['landscape']['request'],
    options: CallOptions<'landscape'> = {},
  ): Promise<Jobs['landscape']['response']> {
    return this.#onTable('landscape', request, options).promise;
  }

  /** What the monitors find on windows that pass, and on those whose labels come. */
  watch(
    request: Jobs['watch']['request'],
    options: CallOptions<'watch'> = {},
  ): Promise<Jobs['watch']['response']> {
    return this.#onTable('watch', request, options).promise;
  }

  /** Which feature an alert is about, and what it costs. */
  blame(request: Jobs['blame']['request'], options: CallOptions<'blame'> = {}): Call<'blame'> {
    return this.#onTable('blame', request, options);
  }

  /** Figures on every slice with their intervals, the comparison, the gate and the tests of a version. */
  assess(request: Jobs['assess']['request'], options: CallOptions<'assess'> = {}): Call<'assess'> {
    return this.#onTable('assess', request, options);
  }

  scorePair(request: Jobs['scorePair']['request']): Promise<Jobs['scorePair']['response']> {
    return this.#onTable('scorePair', request).promise;
  }

  pictures(request: Jobs['pictures']['request']): Promise<Jobs['pictures']['response']> {
    return this.#onTable('pictures', request).promise;
  }

  sliceRows(request: Jobs['sliceRows']['request']): Promise<Jobs['sliceRows']['response']> {
    return this.#onTable('sliceRows', request).promise;
  }

  /** Tries every measure and detector on every kind of change. */
  blindSpots(
    request: Jobs['blindSpots']['request'],
    options: CallOptions<'blindSpots'> = {},
  ): Promise<Jobs['blindSpots']['response']> {
    return this.#onTable('blindSpots', request, options).promise;
  }

  searchSlices(
    request: Jobs['searchSlices']['request'],
    options: CallOptions<'searchSlices'> = {},
  ): Promise<Jobs['searchSlices']['response']> {
    return this.#onTable('searchSlices', request, options).promise;
  }

  quiet(
    request: Jobs['quiet']['request'],
    options: CallOptions<'quiet'> = {},
  ): Promise<Jobs['quiet']['response']> {
    return this.#onTable('quiet', request, options).promise;
  }

  /** Detectors over their knobs, on streams of which it is known when they change. */
  lab(request: Jobs['lab']['request'], options: CallOptions<'lab'> = {}): Promise<Jobs['lab']['response']> {
    return this.#rpc.call('lab', request, options).promise;
  }

  labCourses(
    request: Jobs['labCourses']['request'],
    options: CallOptions<'labCourses'> = {},
  ): Promise<Jobs['labCourses']['response']> {
    return this.#rpc.call('labCourses', request, options).promise;
  }

  dispose(): void {
    this.#rpc.dispose();
  }

  /** Starts a job once its worker has the table. Controls that come before that are kept for it. */
  #onTable<J extends JobOnTable>(job: J, request: Jobs[J]['request'], options: CallOptions<J> = {}): Call<J> {
    let call: Call<J> | null = null;
    const early: Parameters<Call<J>['control']>[0][] = [];
    const begin = async () => {
      // A worker may be lost while another one is told; what counts is that this very one knows.
      while (!this.#ready(job, request.digest)) {
        if (options.signal?.aborted) throw new AppError('aborted', 'The work was cancelled.');
        if (job === 'train' && this.#probed !== this.#rpc.start()) await this.probe(this.#prefer);
        await this.#tell(request.digest);
      }
      call = this.#rpc.call(job, request, options);
      for (const control of early) call.control(control);
      return call.promise;
    };
    return {
      promise: begin(),
      control: (control) => (call ? call.control(control) : void early.push(control)),
    };
  }

  #ready(job: JobOnTable, digest: string): boolean {
    const worker = this.#rpc.start();
    return this.#tables.get(digest)?.knownTo === worker && (job !== 'train' || this.#probed === worker);
  }

  /** Tells the worker there is now about a table, once. */
  async #tell(digest: string): Promise<void> {
    const table = this.#tables.get(digest);
    if (!table) throw new AppError('bad-input', 'This table was never handed to the engine.');
    const worker = this.#rpc.start();
    if (table.toldTo !== worker) {
      table.toldTo = worker;
      table.telling = this.#hand(table, worker);
      table.telling.catch(() => {
        if (table.toldTo === worker) table.toldTo = 0;
      });
    }
    await table.telling;
  }

  async #hand(table: Told, worker: number): Promise<void> {
    const { request } = table;
    const { table: copy, buffers } = await copyInSteps(request.table);
    // Lost meanwhile: whoever waits finds that this one does not know and tells the next.
    if (this.#rpc.start() !== worker) return;
    const answer = this.#rpc.call('load', { ...request, table: copy }, { transfer: buffers }).promise;
    const { changes } = table;
    const changed = changes && this.#rpc.call('inject', changes).promise;
    table.knownTo = worker;
    try {
      await Promise.all([answer, changed]);
    } catch (error) {
      if (table.knownTo === worker) table.knownTo = 0;
      throw error;
    }
  }
}
