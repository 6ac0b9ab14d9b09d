// Models of one architecture on a graphics card, one or many: their buffers, and the queue of their steps.

import { AppError } from '../../../core/errors.ts';
import { optimizerSlots, stepFactors } from '../../../core/learning.ts';
import { layoutOf } from '../../../core/network.ts';
import type { FleetModel, FleetSetup } from '../trainer.ts';
import { makeBuffers, mostSteps, sharedBuffers } from './buffers.ts';
import type { PopulationBuffers } from './buffers.ts';
import { needsNorms } from './clipping.ts';
import { fusedMethod } from './fused.ts';
import { chosenPlan } from './fused-plan.ts';
import type { Ways } from './fused-plan.ts';
import type { Gpu } from './gpu.ts';
import type { Method, Piece } from './method.ts';
import { InFlight, Pace } from './pace.ts';
import { scored } from './scoring.ts';
import { rateAt, rowsOf, runSettings, stopFlagAt } from './settings.ts';
import { mostWorkgroups } from './staged.ts';
import { tiledKernels } from './tiled-shader.ts';
import { tiledMethod } from './tiled.ts';

export class Population {
  /** Steps since the start. */
  step = 0;
  readonly #gpu: Gpu;
  readonly #setup: FleetSetup;
  readonly #size: number;
  readonly #slots: number;
  readonly #stride: number;
  readonly #buffers: PopulationBuffers;
  readonly #method: Method;
  readonly #pace: Pace;
  /** Workgroups along one dimension of a dispatch. */
  readonly #most: number;
  readonly #inFlight: InFlight;
  #disposed = false;

  private constructor(
    gpu: Gpu,
    setup: FleetSetup,
    stride: number,
    buffers: PopulationBuffers,
    method: Method,
    idleMs: number,
    most: number,
  ) {
    this.#gpu = gpu;
    this.#setup = setup;
    this.#size = layoutOf(setup.architecture).size;
    this.#slots = optimizerSlots(setup.learning.optimizer);
    this.#stride = stride;
    this.#buffers = buffers;
    this.#method = method;
    this.#most = most;
    this.#pace = new Pace(idleMs);
    this.#inFlight = new InFlight(gpu);
  }

  /** @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
  static async prepare(gpu: Gpu, given: FleetSetup, ways: Ways): Promise<Population> {
    const { architecture, models } = given;
    // A batch never has more rows than the largest fold: shaders make room for a whole one.
    const largest = Math.max(...models.map((model) => rowsOf(given, model)));
    const learning = { ...given.learning, batchSize: Math.min(given.learning.batchSize, largest) };
    const setup = { ...given, learning };
    const plan = chosenPlan(gpu, architecture, learning, ways);
    const most = ways.mostWorkgroups ?? mostWorkgroups;
    const kernels = plan ? null : tiledKernels(architecture, learning, most);
    // What the fused way needs beside the shared buffers is small.
    if (kernels) gpu.assertFits(4 * kernels.values, GPUBufferUsage.STORAGE, 'The values between layers');
    const { size } = layoutOf(architecture);
    const needsGradient = plan ? !plan.gradientInside : needsNorms(learning);
    const floats = size * (1 + optimizerSlots(learning.optimizer) + Number(needsGradient));
    const stride = 4 * Math.ceil(floats / 4);
    const buffers = await makeBuffers(gpu, setup, stride);
    let method: Method | null = null;
    try {
      method = kernels
        ? await tiledMethod(gpu, kernels, learning, buffers, models.length)
        : await fusedMethod(gpu, architecture, plan!, buffers, models.length);
      const population = new Population(gpu, setup, stride, buffers, method, await gpu.idleMs(), most);
      await gpu.checked(() => {
        population.#place(models, new Float32Array(0));
        // No steps: proves that the card takes the work, and has it made ready for the first real steps.
        population.#submit({ firstStep: 0, steps: 0, firstModel: 0, models: 1 });
      });
      return population;
    } catch (thrown) {
      method?.dispose();
      gpu.free(...sharedBuffers(buffers));
      throw thrown;
    }
  }

  /** Takes up to `most` steps with every model; returns how many. @throws AppError `engine-lost`. */
  async advance(most: number): Promise<number> {
    this.assertUsable();
    const models = this.#setup.models.length;
    const wanted = Math.floor(Math.min(most, mostSteps, this.#method.mostSteps));
    if (!(wanted >= 1)) return 0;
    const { steps } = this.#pace.next(wanted, Math.min(models, this.#method.mostModels));
    const firstStep = this.step;
    this.step += steps;
    for (let firstModel = 0; firstModel < models;) {
      // Asked anew for each piece: thousands of models would all wait for pieces as small as the first one.
      const fit = Math.min(this.#pace.models(steps), this.#method.mostModels);
      const together = Math.min(fit, models - firstModel);
      this.#submit({ firstStep, steps, firstModel, models: together });
      firstModel += together;
      this.#inFlight.add((ms) => this.#pace.took(steps * together, ms));
      await this.#inFlight.room();
      this.assertUsable();
    }
    return steps;
  }

  /** Models × parameters, models × optimiser state, after everything that was asked for. */
  async state(): Promise<{ weights: Float32Array; optimizer: Float32Array }> {
    this.assertUsable();
    const models = this.#setup.models.length;
    const all = await this.#gpu.read(this.#buffers.state, 0, models * this.#stride);
    const moments = this.#slots * this.#size;
    const weights = new Float32Array(models * this.#size);
    const optimizer = new Float32Array(models * moments);
    for (let model = 0; model < models; model++) {
      const at = model * this.#stride;
      weights.set(all.subarray(at, at + this.#size), model * this.#size);
      optimizer.set(all.subarray(at + this.#size, at + this.#size + moments), model * moments);
    }
    return { weights, optimizer };
  }

  /** Parameters of one model. */
  async weights(model: number): Promise<Float32Array> {
    this.assertUsable();
    return this.#gpu.read(this.#buffers.state, model * this.#stride, this.#size);
  }

  /** Sums of the output layer of one model, for rows × inputs. @throws AppError `bad-input`, `engine-lost`. */
  async outputs(model: number, inputs: Float32Array): Promise<Float32Array> {
    this.assertUsable();
    const { architecture } = this.#setup;
    if (inputs.length % architecture.inputs !== 0)
      throw new AppError(
        'bad-input',
        `${inputs.length} values are no whole number of rows of ${architecture.inputs}.`,
      );
    return scored(this.#gpu, architecture, this.#buffers.state, model * this.#stride, inputs, this.#most);
  }

  /** Puts a state in place. @param optimizer empty: zeros. */
  restore(step: number, weights: Float32Array, optimizer: Float32Array): void {
    this.assertUsable();
    this.step = step;
    const models = this.#setup.models.map((_, model) => ({
      weights: weights.subarray(model * this.#size, (model + 1) * this.#size),
    }));
    this.#place(models, optimizer);
  }

  /** Parameters in the place of a model's; its optimiser's state stays. */
  setWeights(model: number, weights: Float32Array): void {
    this.assertUsable();
    this.#gpu.write(this.#buffers.state, 4 * model * this.#stride, weights);
  }

  /** Base rate of a model in all that is submitted from now on. */
  setLearningRate(model: number, base: number): void {
    this.assertUsable();
    const at = rateAt(this.#setup.architecture, model);
    this.#gpu.write(this.#buffers.models, at, new Float32Array([base]));
  }

  /** Whether a model stands still in all that is submitted from now on. */
  setStopped(model: number, stopped: boolean): void {
    this.assertUsable();
    const at = stopFlagAt(this.#setup.architecture, model);
    this.#gpu.write(this.#buffers.models, at, new Uint32Array([stopped ? 1 : 0]));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#method.dispose();
    this.#gpu.free(...sharedBuffers(this.#buffers));
  }

  #place(models: readonly Pick<FleetModel, 'weights'>[], optimizer: Float32Array): void {
    const all = new Float32Array(models.length * this.#stride);
    const moments = this.#slots * this.#size;
    for (const [model, { weights }] of models.entries()) {
      all.set(weights, model * this.#stride);
      all.set(optimizer.subarray(model * moments, (model + 1) * moments), model * this.#stride + this.#size);
    }
    this.#gpu.write(this.#buffers.state, 0, all);
  }

  #submit(piece: Piece): void {
    const { learning, data } = this.#setup;
    const { device } = this.#gpu;
    const factors = new Float32Array(2 * piece.steps);
    for (let i = 0; i < piece.steps; i++) {
      const { rate, plain } = stepFactors(learning, piece.firstStep + i);
      factors[2 * i] = rate;
      factors[2 * i + 1] = plain;
    }
    this.#gpu.write(this.#buffers.factors, 0, factors);
    this.#gpu.write(
      this.#buffers.run,
      0,
      runSettings({
        learning,
        stride: this.#stride,
        weighted: data.weights !== null,
        rows: data.rows,
        ...piece,
      }),
    );
    const encoder = device.createCommandEncoder();
    this.#method.encode(encoder, piece);
    device.queue.submit([encoder.finish()]);
  }

  /** @throws AppError `aborted` after `dispose`; `engine-lost`. */
  assertUsable(): void {
    if (this.#disposed) throw new AppError('aborted', 'This training was put away.');
    this.#gpu.assertAlive();
  }
}
