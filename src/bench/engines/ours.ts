// Our own trainers, loaded as the engine's worker loads them.

import { AppError } from '../../core/errors.ts';
import type { EngineId } from '../../core/records.ts';
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
    await use(this.#id);
    const end = this.#trainer.step + steps;
    while (this.#trainer.step < end) await this.#trainer.advance(end - this.#trainer.step);
    // `advance` may leave work in a queue; a read-back can't come before it is done.
    await this.#trainer.weights();
  }

  /** Others may have computed on another backend since. */
  async weights(): Promise<Float32Array> {
    await use(this.#id);
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

/** Convolutions are trained by our TensorFlow.js trainer, on the backend of the same name. */
const idsOf = {
  'ours-wasm': { dense: 'wasm', image: 'tfjs-wasm' },
  'ours-webgpu': { dense: 'webgpu', image: 'tfjs-webgpu' },
  'ours-js': { dense: 'js', image: 'tfjs-cpu' },
} as const;

/** As the engine's worker has it: a peer on the same backend may have set it otherwise. */
async function use(id: EngineId): Promise<void> {
  await makeCurrent(id);
  if (id !== 'tfjs-webgpu') return;
  const { env } = await import('@tensorflow/tfjs-core');
  env().set('WEBGPU_CPU_FORWARD', false);
}

class OurEngine implements BenchEngine {
  readonly epsilon = 'keras';
  readonly variants = [''];
  readonly name: EngineName;
  readonly #ids: { readonly dense: EngineId; readonly image: EngineId };
  #loaded: LoadedTrainer | null = null;

  constructor(name: keyof typeof idsOf) {
    this.name = name;
    this.#ids = idsOf[name];
  }

  refuses(): string | null {
    return null;
  }

  remark(workload: Workload): string | null {
    if (workload.architecture.image) return 'by our TensorFlow.js trainer';
    if (!isSweep(workload) || this.#ids.dense !== 'wasm') return null;
    const workers = Math.min(workload.models, navigator.hardwareConcurrency);
    return workers === 1 ? '1 worker' : `${workers} workers`;
  }

  async open({ architecture }: Workload): Promise<void> {
    this.#loaded = await loadTrainer(architecture.image ? this.#ids.image : this.#ids.dense);
  }

  async prepare(material: Material, _variant: string, weights?: Float32Array): Promise<Session> {
    const { setup, models, workload } = material;
    const { id, trainer, fleet } = this.#opened();
    await use(id);
    if (!isSweep(workload)) {
      const { architecture, learning } = setup;
      const problem = trainer.supports(architecture, learning);
      if (problem) throw new AppError('bad-input', problem);
      return new SoloSession(id, await trainer.prepare({ ...setup, weights: weights ?? setup.weights }));
    }
    if (!fleet) throw new AppError('bad-input', 'This trainer has no sweeps.');
    const problem = fleet.supports(setup.architecture, setup.learning);
    if (problem) throw new AppError('bad-input', problem);
    const { architecture, learning, data } = setup;
    return new FleetSession(await fleet.prepare({ architecture, learning, data, models }), id === 'webgpu');
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

export const ours = (name: keyof typeof idsOf): BenchEngine => new OurEngine(name);
