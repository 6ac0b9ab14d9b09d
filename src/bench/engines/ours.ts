// Our own trainers, loaded as the engine's worker loads them.

import { AppError } from '../../core/errors.ts';
import type { EngineId } from '../../core/records.ts';
import { findAdapter } from '../../engine/adapter.ts';
import type { LoadedTrainer } from '../../engine/trainer-loading.ts';
import { loadTrainer, makeCurrent } from '../../engine/trainer-loading.ts';
import type { Fleet, Trainer } from '../../engine/trainers/trainer.ts';
import type { Material } from '../material.ts';
import { setupOf } from '../material.ts';
import type { EngineName } from '../report.ts';
import type { BenchEngine, Scorer, Session } from '../session.ts';
import type { Workload } from '../workloads.ts';

class SoloSession implements Session {
  readonly models = 1;
  readonly #id: EngineId;
  readonly #trainer: Trainer;

  constructor(id: EngineId, trainer: Trainer) {
    this.#id = id;
    this.#trainer = trainer;
  }

  async advance(steps: number): Promise<void> {
    await makeCurrent(this.#id);
    const end = this.#trainer.step + steps;
    while (this.#trainer.step < end) await this.#trainer.advance(end - this.#trainer.step);
    // `advance` may leave work in a queue; a read-back can't come before it is done.
    await this.#trainer.weights();
  }

  weights(): Promise<Float32Array> {
    return this.#trainer.weights();
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}

class FleetSession implements Session {
  readonly models: number;
  readonly #fleet: Fleet;
  readonly #queues: boolean;

  /** @param queues whether `advance` may leave work in a queue, as on a graphics card. */
  constructor(fleet: Fleet, queues: boolean) {
    this.models = fleet.models;
    this.#fleet = fleet;
    this.#queues = queues;
  }

  async advance(steps: number): Promise<void> {
    await this.#fleet.advance(steps);
    if (this.#queues) await this.#fleet.state();
  }

  async weights(model: number): Promise<Float32Array> {
    const { weights } = await this.#fleet.state();
    const size = weights.length / this.models;
    return weights.slice(model * size, (model + 1) * size);
  }

  dispose(): void {
    this.#fleet.dispose();
  }
}

const isSweep = (workload: Workload) => workload.id.startsWith('sweep-');

class OurEngine implements BenchEngine {
  readonly epsilon = 'keras';
  readonly variants = [''];
  readonly name: EngineName;
  readonly #id: EngineId;
  #loaded: LoadedTrainer | null = null;

  constructor(name: EngineName, id: EngineId) {
    this.name = name;
    this.#id = id;
  }

  refuses(workload: Workload): string | null {
    const image = workload.architecture.image !== undefined;
    if (this.name === 'ours-tfjs')
      return image ? null : 'Only for nets with convolutions, which the other trainers of ours do not take.';
    return image ? 'Takes dense nets only; the page gives convolutions to TensorFlow.js kernels.' : null;
  }

  remark(): string | null {
    return this.name === 'ours-tfjs' ? `on ${this.#id.replace('tfjs-', '')}` : null;
  }

  async open(): Promise<void> {
    this.#loaded = await loadTrainer(this.#id);
  }

  async prepare(material: Material, _variant: string, weights?: Float32Array): Promise<Session> {
    const { setup, models, workload } = material;
    const { trainer, fleet } = this.#opened();
    await makeCurrent(this.#id);
    if (!isSweep(workload)) {
      const { architecture, learning } = setup;
      const problem = trainer.supports(architecture, learning);
      if (problem) throw new AppError('bad-input', problem);
      return new SoloSession(
        this.#id,
        await trainer.prepare({ ...setup, weights: weights ?? setup.weights }),
      );
    }
    if (!fleet) throw new AppError('bad-input', 'This trainer has no sweeps.');
    const problem = fleet.supports(setup.architecture, setup.learning);
    if (problem) throw new AppError('bad-input', problem);
    const { architecture, learning, data } = setup;
    return new FleetSession(
      await fleet.prepare({ architecture, learning, data, models }),
      this.#id === 'webgpu',
    );
  }

  async scorer(material: Material): Promise<Scorer> {
    const trainer = await this.#opened().trainer.prepare(setupOf(material, 0));
    return { sums: true, score: (row) => trainer.outputs(row), dispose: () => trainer.dispose() };
  }

  #opened(): LoadedTrainer {
    if (!this.#loaded) throw new AppError('unknown', 'The engine was not opened.');
    return this.#loaded;
  }
}

const idOf = {
  'ours-wasm': 'wasm',
  'ours-webgpu': 'webgpu',
  'ours-js': 'js',
} as const;

/**
 * `ours-tfjs` is our own loop on TensorFlow.js' kernels: on WebGPU where there is a graphics card, else on the backend
 * that has all gradients without one.
 */
export async function ours(name: keyof typeof idOf | 'ours-tfjs'): Promise<BenchEngine> {
  if (name !== 'ours-tfjs') return new OurEngine(name, idOf[name]);
  const adapter = await findAdapter();
  return new OurEngine(name, adapter && !adapter.software ? 'tfjs-webgpu' : 'tfjs-cpu');
}
