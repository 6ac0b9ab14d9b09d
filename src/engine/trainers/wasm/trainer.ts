// One model, trained by WebAssembly in the thread that asks.

import { AppError } from '../../../core/errors.ts';
import type { Learning } from '../../../core/learning.ts';
import type { Architecture } from '../../../core/network.ts';
import type { Trainer, TrainerKind, TrainerSetup, TrainerState } from '../trainer.ts';
import { checkRate, checkSetup, checkState, checkWeights, isDense, unsupportedAnywhere } from '../trainer.ts';
import { WasmNets } from './nets.ts';

/** Null, or why WebAssembly cannot train this model, in words. */
export function unsupported(architecture: Architecture, learning: Learning): string | null {
  if (!isDense(architecture)) return 'Convolutions and embeddings are not trained in WebAssembly.';
  return unsupportedAnywhere(architecture, learning);
}

class WasmTrainer implements Trainer {
  readonly stepsPerEpoch: number;
  readonly #setup: TrainerSetup;
  #nets: WasmNets | null;
  #step = 0;

  constructor(setup: TrainerSetup, nets: WasmNets) {
    this.#setup = setup;
    this.#nets = nets;
    this.stepsPerEpoch = Math.ceil(setup.data.rows / setup.learning.batchSize);
  }

  get step(): number {
    return this.#step;
  }

  get epoch(): number {
    return Math.floor(this.#step / this.stepsPerEpoch);
  }

  async advance(most: number): Promise<void> {
    const steps = Math.min(most, this.stepsPerEpoch - (this.#step % this.stepsPerEpoch));
    this.#open().train(0, this.#step, steps);
    this.#step += steps;
  }

  async weights(): Promise<Float32Array> {
    return this.#open().weights(0);
  }

  setWeights(weights: Float32Array): void {
    checkWeights(this.#setup.architecture, weights);
    this.#open().setWeights(0, weights);
  }

  setLearningRate(base: number): void {
    checkRate(base);
    this.#open().setLearningRate(0, base);
  }

  async checkpoint(): Promise<TrainerState> {
    return { epoch: this.epoch, step: this.#step, ...this.#open().state(0) };
  }

  restore(state: TrainerState): void {
    checkState(this.#setup, state);
    this.#open().restore(0, state.step, state.weights, state.optimizer);
    this.#step = state.step;
  }

  async outputs(inputs: Float32Array): Promise<Float32Array> {
    const width = this.#setup.architecture.inputs;
    if (inputs.length % width !== 0)
      throw new AppError('bad-input', `${inputs.length} values are no whole number of rows of ${width}.`);
    return this.#open().score(0, inputs);
  }

  dispose(): void {
    this.#nets = null;
  }

  #open(): WasmNets {
    if (!this.#nets) throw new AppError('bad-input', 'This training has been put away.');
    return this.#nets;
  }
}

/** @param module compiled from ../../wasm: one of its two builds. */
export const wasmTrainer = (module: WebAssembly.Module): TrainerKind => ({
  supports: unsupported,
  async prepare(setup) {
    checkSetup(setup);
    const problem = unsupported(setup.architecture, setup.learning);
    if (problem !== null) throw new AppError('bad-input', problem);
    const { architecture, learning, data, seed, weights } = setup;
    const { learningRate, momentum, weightDecay, l1, l2 } = learning;
    const model = { weights, seed, learningRate, momentum, weightDecay, l1, l2, dropout: null, rows: null };
    return new WasmTrainer(
      setup,
      await WasmNets.create(module, { architecture, learning, data, models: [model] }),
    );
  },
});
