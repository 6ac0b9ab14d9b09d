// Dense nets in plain JavaScript: the last resort, where there is no WebAssembly. Slower than the others, and the same training.

import type { Architecture } from '../../../core/network.ts';
import { AppError } from '../../../core/errors.ts';
import type { Learning } from '../../../core/learning.ts';
import type { Trainer, TrainerKind, TrainerSetup, TrainerState } from '../trainer.ts';
import { checkRate, checkSetup, checkState, checkWeights, isDense, unsupportedAnywhere } from '../trainer.ts';
import { Training, Workspace } from './training.ts';

/** Null, or why plain JavaScript cannot train this model, in words. */
export function unsupported(architecture: Architecture, learning: Learning): string | null {
  if (!isDense(architecture)) return 'Convolutions and embeddings are not trained in plain JavaScript.';
  return unsupportedAnywhere(architecture, learning);
}

class JsTrainer implements Trainer {
  readonly #setup: TrainerSetup;
  readonly #training: Training;
  readonly #workspace: Workspace;

  constructor(setup: TrainerSetup) {
    const { architecture, learning, data } = setup;
    this.#setup = setup;
    this.#workspace = new Workspace(architecture, Math.min(learning.batchSize, data.rows));
    this.#training = new Training({
      ...setup,
      rows: null,
      dropout: architecture.layers.map(({ dropout }) => dropout ?? 0),
    });
  }

  get stepsPerEpoch(): number {
    return this.#training.stepsPerEpoch;
  }

  get step(): number {
    return this.#training.step;
  }

  get epoch(): number {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  async advance(most: number): Promise<void> {
    const steps = Math.min(most, this.stepsPerEpoch - (this.step % this.stepsPerEpoch));
    for (let taken = 0; taken < steps; taken++) this.#training.advance(this.#workspace);
  }

  async weights(): Promise<Float32Array> {
    return this.#training.weights.slice();
  }

  setWeights(weights: Float32Array): void {
    checkWeights(this.#setup.architecture, weights);
    this.#training.weights.set(weights);
  }

  setLearningRate(base: number): void {
    checkRate(base);
    this.#training.setLearningRate(base);
  }

  async checkpoint(): Promise<TrainerState> {
    return {
      epoch: this.epoch,
      step: this.step,
      weights: this.#training.weights.slice(),
      optimizer: this.#training.optimizer.slice(),
    };
  }

  restore(state: TrainerState): void {
    checkState(this.#setup, state);
    this.#training.restore(state.step, state.weights, state.optimizer);
  }

  async outputs(inputs: Float32Array): Promise<Float32Array> {
    const { network } = this.#workspace;
    const width = this.#setup.architecture.inputs;
    if (inputs.length % width !== 0)
      throw new AppError('bad-input', `${inputs.length} values are no whole number of rows of ${width}.`);
    const rows = inputs.length / width;
    const { sums, units } = network.last;
    const answers = new Float32Array(rows * units);
    for (let from = 0; from < rows; from += network.capacity) {
      const count = Math.min(network.capacity, rows - from);
      network.batch.set(inputs.subarray(from * width, (from + count) * width));
      network.forward(this.#training.weights, count, null);
      answers.set(sums.subarray(0, count * units), from * units);
    }
    return answers;
  }

  dispose(): void {
    // Plain arrays: nothing is held that the garbage collector would not find.
  }
}

export const js: TrainerKind = {
  supports: unsupported,
  async prepare(setup) {
    checkSetup(setup);
    return new JsTrainer(setup);
  },
};
