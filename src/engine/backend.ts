// Which of TensorFlow.js' backends computes: found out on this machine, proven by a small training, and named.

import * as tf from '@tensorflow/tfjs-core';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { AppError } from '../core/errors.ts';
import type { BackendName, EngineInfo } from '../core/records.ts';
import { disagreement, stepMs } from './selftest.ts';

interface Adapter {
  readonly name: string;
  readonly software: boolean;
}

interface Candidate {
  readonly backend: BackendName;
  readonly adapter: Adapter | null;
  readonly stepMs: number;
}

const labels: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

const ms = (value: number) => `${value.toPrecision(2)} ms`;

/** The adapter that TensorFlow.js would get, in its own words; null where there is none. */
async function findAdapter(): Promise<Adapter | null> {
  // Typed as always there, which is true of few browsers.
  const gpu: GPU | undefined = 'gpu' in navigator ? navigator.gpu : undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, description].filter(Boolean);
  const name = [...new Set(words)].join(' ') || 'unnamed adapter';
  return {
    name,
    software: isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(name),
  };
}

export class Backends {
  #choice: { prefer: BackendName | null; info: Promise<EngineInfo> } | null = null;
  #users = 0;
  #lost: string | null = null;

  /** Chooses once; another preference chooses again. @throws AppError `bad-input` when `prefer` cannot work. */
  choose(prefer: BackendName | null): Promise<EngineInfo> {
    if (this.#choice?.prefer === prefer) return this.#choice.info;
    if (this.#users > 0)
      return Promise.reject(
        new AppError('bad-input', 'The engine cannot be changed while a model is training.'),
      );
    const info = prefer ? this.#force(prefer) : this.#best();
    const choice = { prefer, info };
    this.#choice = choice;
    info.catch(() => {
      if (this.#choice === choice) this.#choice = null;
    });
    return info;
  }

  /** Runs `work` on the chosen backend, which stays until it ends. */
  async use<T>(work: (info: EngineInfo) => Promise<T>): Promise<T> {
    const info = await (this.#choice?.info ?? this.choose(null));
    this.#users++;
    try {
      return await work(info);
    } catch (thrown) {
      this.assertAlive();
      throw thrown;
    } finally {
      this.#users--;
    }
  }

  /** A lost device answers with zeros, so this is asked after every read. @throws AppError `engine-lost`. */
  assertAlive(): void {
    if (this.#lost !== null)
      throw new AppError(
        'engine-lost',
        `The graphics device was lost (${this.#lost}). Everything that was stored is safe. The engine starts again with the next piece of work and can go on from the last checkpoint.`,
      );
  }

  async #force(prefer: BackendName): Promise<EngineInfo> {
    try {
      const candidate = await this.#ready(prefer);
      return describe(candidate, `${labels[prefer]} was asked for.`);
    } catch (thrown) {
      throw new AppError(
        'bad-input',
        `${labels[prefer]} does not work here: ${AppError.from(thrown).message}`,
        {
          cause: thrown,
        },
      );
    }
  }

  async #best(): Promise<EngineInfo> {
    const because: string[] = [];
    const adapter = await findAdapter();
    if (!adapter) because.push('There is no WebGPU adapter.');
    else if (adapter.software) because.push(`The WebGPU adapter (${adapter.name}) is software, not a GPU.`);
    else {
      try {
        return describe(await this.#ready('webgpu'), `A GPU is there: ${adapter.name}.`);
      } catch (thrown) {
        because.push(`WebGPU failed: ${AppError.from(thrown).message}`);
      }
    }
    const found: Candidate[] = [];
    for (const backend of ['wasm', 'cpu'] as const) {
      try {
        found.push(await this.#ready(backend));
      } catch (thrown) {
        because.push(`${labels[backend]} failed: ${AppError.from(thrown).message}`);
      }
    }
    found.sort((a, b) => a.stepMs - b.stepMs);
    const [fastest] = found;
    if (!fastest) throw new AppError('unknown', because.join(' '));
    because.push(`${found.map((one) => `${labels[one.backend]} ${ms(one.stepMs)}`).join(', ')} a step.`);
    await tf.setBackend(fastest.backend);
    return describe(fastest, because.join(' '));
  }

  /** Loads a backend, holds it against float64 and times it. */
  async #ready(backend: BackendName): Promise<Candidate> {
    const adapter = await this.#load(backend);
    const wrong = await disagreement();
    if (wrong !== null) throw new AppError('unknown', wrong);
    return { backend, adapter, stepMs: await stepMs() };
  }

  /** Makes a backend the current one. Its code is fetched only here. */
  async #load(backend: BackendName): Promise<Adapter | null> {
    let adapter: Adapter | null = null;
    if (backend === 'webgpu') {
      adapter = await findAdapter();
      if (!adapter) throw new AppError('bad-input', 'the browser offers no adapter.');
      const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
      // Small operations would move between CPU and GPU with where their inputs lie, and round differently there: a
      // resumed training would not equal an unbroken one.
      tf.env().set('WEBGPU_CPU_FORWARD', false);
      await activate(backend);
      const current = tf.backend();
      if (current instanceof WebGPUBackend)
        void current.device.lost.then(({ reason, message }) => {
          this.#lost = [reason, message].filter(Boolean).join(': ');
        });
      return adapter;
    }
    if (backend === 'wasm') {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths({
        'tfjs-backend-wasm.wasm': plainWasm,
        'tfjs-backend-wasm-simd.wasm': simdWasm,
        'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
      });
    } else {
      await import('@tensorflow/tfjs-backend-cpu');
    }
    await activate(backend);
    return adapter;
  }
}

async function activate(backend: BackendName): Promise<void> {
  if (!(await tf.setBackend(backend)))
    throw new AppError('unknown', `TensorFlow.js could not start ${labels[backend]}.`);
  await tf.ready();
}

const describe = ({ backend, adapter, stepMs: each }: Candidate, reason: string): EngineInfo => ({
  trainer: 'tfjs',
  backend,
  adapter: adapter?.name ?? null,
  software: adapter?.software ?? false,
  reason,
  stepsPerSecond: 1000 / each,
});
