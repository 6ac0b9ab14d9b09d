// TensorFlow.js as a person would use it (layers, `fit`), and at its best: a bare loop of `minimize` over variables, with
// the loss from logits and nothing read back.

import * as tf from '@tensorflow/tfjs-core';
import type { TfjsBackend } from '../../engine/tfjs-backend.ts';
import { activate } from '../../engine/tfjs-backend.ts';
import type { Material } from '../material.ts';
import { makeScript, setupOf } from '../material.ts';
import type { EngineName } from '../report.ts';
import type { BenchEngine, Scorer, Session } from '../session.ts';
import { standIns } from '../session.ts';
import type { Workload } from '../workloads.ts';
import type { TfjsModel } from './tfjs-model.ts';

async function use(backend: TfjsBackend): Promise<void> {
  await activate(backend);
  // Its default, which our own use of this backend turns off.
  if (backend === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', true);
}

/** Models one after another; a few of them stand for all of a sweep. */
class TfjsSession implements Session {
  readonly models: number;
  readonly #backend: TfjsBackend;
  readonly #models: readonly TfjsModel[];

  constructor(backend: TfjsBackend, models: readonly TfjsModel[]) {
    this.models = models.length;
    this.#backend = backend;
    this.#models = models;
  }

  async advance(steps: number): Promise<void> {
    await use(this.#backend);
    for (const model of this.#models) {
      await model.advance(steps);
      // Nothing that was queued is left when the answer is here.
      await model.weights();
    }
  }

  async weights(model: number): Promise<Float32Array> {
    await use(this.#backend);
    return this.#models[model]!.weights();
  }

  dispose(): void {
    for (const model of this.#models) model.dispose();
  }
}

class TfjsEngine implements BenchEngine {
  /** tfjs-core/src/optimizers/adam_optimizer.ts corrects v first and adds epsilon then. */
  readonly epsilon = 'corrected';
  readonly name: EngineName;
  readonly variants: readonly string[];
  readonly #backend: TfjsBackend;
  readonly #fits: boolean;

  constructor(backend: TfjsBackend, way: 'fit' | 'minimize') {
    this.name = `tfjs-${backend}-${way}`;
    this.#backend = backend;
    this.#fits = way === 'fit';
    this.variants = this.#fits ? ['yieldEvery: auto', "yieldEvery: 'never'"] : [''];
  }

  refuses({ architecture }: Workload): string | null {
    return this.#backend === 'wasm' && architecture.image
      ? 'TensorFlow.js has no gradient of a convolution (Conv2DBackpropFilter) on wasm.'
      : null;
  }

  remark({ models }: Workload): string | null {
    return models > 1 ? `one model after another, ${Math.min(models, standIns)} measured` : null;
  }

  open(): Promise<void> {
    return use(this.#backend);
  }

  async prepare(material: Material, variant: string, weights?: Float32Array): Promise<Session> {
    await use(this.#backend);
    const count = Math.min(material.models.length, standIns);
    const models: TfjsModel[] = [];
    const script = makeScript(material, material.workload.paritySteps);
    for (let model = 0; model < count; model++) {
      const setup = setupOf(material, model);
      const begin = { ...setup, weights: weights ?? setup.weights };
      if (this.#fits) {
        const { FitModel } = await import('./tfjs-fit.ts');
        models.push(new FitModel(begin, script, variant.endsWith("'never'") ? 'never' : 'auto'));
      } else {
        const { MinimizeModel } = await import('./tfjs-minimize.ts');
        models.push(new MinimizeModel(begin, script));
      }
    }
    return new TfjsSession(this.#backend, models);
  }

  async scorer(material: Material): Promise<Scorer> {
    await use(this.#backend);
    const setup = setupOf(material, 0);
    const { inputs } = setup.architecture;
    const { FitModel } = await import('./tfjs-fit.ts');
    const { MinimizeModel } = await import('./tfjs-minimize.ts');
    const script = makeScript(material, 1);
    const model = this.#fits ? new FitModel(setup, script, 'auto') : new MinimizeModel(setup, script);
    return {
      sums: !this.#fits,
      score: async (row) => {
        await use(this.#backend);
        const answer = tf.tidy(() => model.outputs(tf.tensor2d(row, [1, inputs])));
        const values = await answer.data<'float32'>();
        answer.dispose();
        return values;
      },
      dispose: () => model.dispose(),
    };
  }
}

/** @param name `tfjs-BACKEND-WAY` */
export function tfjs(name: `tfjs-${TfjsBackend}-${'fit' | 'minimize'}`): BenchEngine {
  const backend: TfjsBackend = name.includes('-cpu-') ? 'cpu' : name.includes('-wasm-') ? 'wasm' : 'webgpu';
  return new TfjsEngine(backend, name.endsWith('-fit') ? 'fit' : 'minimize');
}
