// One GPUDevice with the manners that WebGPU leaves to its user: shader errors that speak up, memory that is counted, and
// a lost device that is noticed before its zeros are believed.

import { isSoftware } from '../../adapter.ts';
import { AppError } from '../../../core/errors.ts';

/** Stands behind everything that is read back: a lost device answers with zeros. */
const witness = new Uint32Array([0x600d_da7a, 0x1, 0x2, 0x3]);
/** What a buffer on its way back has besides its values. */
export const readBackBytes = witness.byteLength;

/** Compiled shaders to remember: a sweep over widths needs each of its own only once. */
const mostPipelines = 256;

const known = new WeakMap<GPUDevice, Gpu>();

export class Gpu {
  readonly device: GPUDevice;
  /** Whether it computes on the processor. */
  readonly software: boolean;
  /** Buffers that were made here and not destroyed. */
  liveBuffers = 0;
  #lost: AppError | null = null;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  #witness: GPUBuffer | null = null;
  #idleMs: Promise<number> | null = null;

  /** The same one for the same device, so that pipelines are compiled once. */
  static of(device: GPUDevice): Gpu {
    const gpu = known.get(device) ?? new Gpu(device);
    known.set(device, gpu);
    return gpu;
  }

  private constructor(device: GPUDevice) {
    this.device = device;
    // Young browsers only; where it is missing, the device is taken for a real one.
    const info: GPUAdapterInfo | undefined = 'adapterInfo' in device ? device.adapterInfo : undefined;
    this.software = info !== undefined && isSoftware(info);
    void device.lost.then(({ reason, message }) => {
      this.#lost = lostError([reason, message].filter(Boolean).join(': '));
    });
  }

  /** @throws AppError `engine-lost`. */
  assertAlive(): void {
    if (this.#lost) throw this.#lost;
  }

  /**
   * Compiled in the background, once for each text; a text always comes with a layout of the same entries.
   * @throws AppError `unknown` with the compiler's words; `engine-lost`.
   */
  pipeline(
    code: string,
    label: string,
    layout: GPUPipelineLayout | 'auto' = 'auto',
  ): Promise<GPUComputePipeline> {
    const made = this.#pipelines.get(code) ?? this.#compile(code, label, layout);
    // The one that was asked for last stands last.
    this.#pipelines.delete(code);
    this.#pipelines.set(code, made);
    const [oldest] = this.#pipelines.keys();
    if (this.#pipelines.size > mostPipelines && oldest !== undefined) this.#pipelines.delete(oldest);
    made.catch(() => this.#pipelines.delete(code));
    return made;
  }

  async #compile(
    code: string,
    label: string,
    layout: GPUPipelineLayout | 'auto',
  ): Promise<GPUComputePipeline> {
    this.assertAlive();
    // Errors of the module are told by the pipeline and by getCompilationInfo; here they only must not go astray.
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ code, label });
    const silent = this.device.popErrorScope().catch(() => null);
    try {
      return await this.device.createComputePipelineAsync({ label, layout, compute: { module } });
    } catch (thrown) {
      await silent;
      this.assertAlive();
      const { messages } = await module.getCompilationInfo();
      const words = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ');
      throw new AppError(
        'unknown',
        `The graphics card's compiler refused the ${label} shader. ${words || AppError.from(thrown).message}`,
        { cause: thrown },
      );
    }
  }

  /**
   * Runs `work`, then waits for what the device thinks of it.
   * @throws AppError `gpu-out-of-memory` or `unknown`.
   */
  async checked<T>(work: () => T): Promise<T> {
    this.assertAlive();
    this.device.pushErrorScope('out-of-memory');
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('internal');
    let result: T;
    let verdicts: Promise<(GPUError | null)[]>;
    try {
      result = work();
    } finally {
      verdicts = Promise.all([
        this.device.popErrorScope(),
        this.device.popErrorScope(),
        this.device.popErrorScope(),
      ]);
    }
    const [internal, validation, memory] = await verdicts.catch(() => [null, null, null]);
    this.assertAlive();
    if (memory) throw memoryError(memory.message);
    const wrong = validation ?? internal;
    if (wrong) throw new AppError('unknown', `The graphics card refused the work: ${wrong.message}`);
    return result;
  }

  /**
   * Makes nothing.
   * @param usage storage buffers have a limit of their own.
   * @throws AppError `gpu-out-of-memory` for what no buffer of this device can hold.
   */
  assertFits(bytes: number, usage: GPUBufferUsageFlags, label: string): void {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    if (bytes > maxBufferSize || (usage & GPUBufferUsage.STORAGE && bytes > maxStorageBufferBindingSize))
      throw memoryError(`${label} take ${(bytes / 2 ** 20).toFixed(0)} MiB, more than one buffer may have.`);
  }

  /** @throws AppError `gpu-out-of-memory` for what no buffer of this device can hold. */
  buffer(bytes: number, usage: GPUBufferUsageFlags, label: string): GPUBuffer {
    const size = Math.max(16, 4 * Math.ceil(bytes / 4));
    this.assertFits(size, usage, label);
    const buffer = this.device.createBuffer({ size, usage, label });
    this.liveBuffers++;
    return buffer;
  }

  /** A storage buffer that holds some values. */
  filled(values: Float32Array | Uint32Array | Int32Array, label: string): GPUBuffer {
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    const buffer = this.buffer(values.byteLength, STORAGE | COPY_DST, label);
    this.write(buffer, 0, values);
    return buffer;
  }

  /** @param offset in bytes. */
  write(buffer: GPUBuffer, offset: number, values: Float32Array | Uint32Array | Int32Array): void {
    if (values.length === 0) return;
    this.device.queue.writeBuffer(buffer, offset, values.buffer, values.byteOffset, values.byteLength);
  }

  free(...buffers: GPUBuffer[]): void {
    for (const buffer of buffers) buffer.destroy();
    this.liveBuffers -= buffers.length;
  }

  /** Floats of a buffer after everything that was submitted. @throws AppError `engine-lost`. */
  async read(source: GPUBuffer, at: number, length: number): Promise<Float32Array> {
    this.assertAlive();
    const { MAP_READ, COPY_DST, COPY_SRC } = GPUBufferUsage;
    if (!this.#witness) {
      // Lives as long as the device, for all trainers.
      this.#witness = this.device.createBuffer({ size: witness.byteLength, usage: COPY_DST | COPY_SRC });
      this.write(this.#witness, 0, witness);
    }
    const bytes = 4 * length;
    const target = this.buffer(bytes + readBackBytes, MAP_READ | COPY_DST, 'Values on their way back');
    try {
      const encoder = this.device.createCommandEncoder();
      if (bytes > 0) encoder.copyBufferToBuffer(source, 4 * at, target, 0, bytes);
      encoder.copyBufferToBuffer(this.#witness, 0, target, bytes, witness.byteLength);
      this.device.queue.submit([encoder.finish()]);
      try {
        await target.mapAsync(GPUMapMode.READ);
      } catch (thrown) {
        this.assertAlive();
        throw lostError(AppError.from(thrown).message);
      }
      this.assertAlive();
      const range = target.getMappedRange();
      const seen = new Uint32Array(range, bytes, witness.length);
      if (witness.some((word, i) => word !== seen[i])) throw lostError('it answers with zeros');
      return new Float32Array(range, 0, length).slice();
    } finally {
      this.free(target);
    }
  }

  /** Resolves when everything submitted so far is done. @throws AppError `engine-lost`. */
  async done(): Promise<void> {
    this.assertAlive();
    try {
      await this.device.queue.onSubmittedWorkDone();
    } catch (thrown) {
      this.assertAlive();
      throw lostError(AppError.from(thrown).message);
    }
    this.assertAlive();
  }

  /** Milliseconds until `done` tells of an idle queue: some browsers look only every tenth of a second. */
  idleMs(): Promise<number> {
    this.#idleMs ??= this.#measureIdle();
    return this.#idleMs;
  }

  async #measureIdle(): Promise<number> {
    await this.done();
    let least = Infinity;
    for (let time = 0; time < 2; time++) {
      const since = performance.now();
      await this.done();
      least = Math.min(least, performance.now() - since);
    }
    return least;
  }
}

const lostError = (reason: string): AppError =>
  new AppError(
    'engine-lost',
    `The graphics device was lost (${reason}). The training can go on from the last checkpoint.`,
  );

const memoryError = (words: string): AppError =>
  new AppError(
    'gpu-out-of-memory',
    `The graphics card does not have the memory for this. ${words} Fewer models, rows or units may fit.`,
  );
