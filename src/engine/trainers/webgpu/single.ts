// One model on a graphics card.

import type { Trainer, TrainerSetup, TrainerState } from '../trainer.ts';
import { checkRate, checkSetup, checkState, checkWeights } from '../trainer.ts';
import type { Ways } from './fused-plan.ts';
import type { Gpu } from './gpu.ts';
import { Population } from './population.ts';

class WebgpuTrainer implements Trainer {
  readonly stepsPerEpoch: number;
  readonly #setup: TrainerSetup;
  readonly #population: Population;

  constructor(setup: TrainerSetup, population: Population) {
    this.#setup = setup;
    this.#population = population;
    this.stepsPerEpoch = Math.ceil(setup.data.rows / setup.learning.batchSize);
  }

  get step(): number {
    return this.#population.step;
  }

  get epoch(): number {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  async advance(most: number): Promise<void> {
    await this.#population.advance(Math.min(most, this.stepsPerEpoch - (this.step % this.stepsPerEpoch)));
  }

  weights(): Promise<Float32Array> {
    return this.#population.weights(0);
  }

  setWeights(weights: Float32Array): void {
    checkWeights(this.#setup.architecture, weights);
    this.#population.setWeights(0, weights);
  }

  setLearningRate(base: number): void {
    checkRate(base);
    this.#population.setLearningRate(0, base);
  }

  async checkpoint(): Promise<TrainerState> {
    const { epoch, step } = this;
    return { epoch, step, ...(await this.#population.state()) };
  }

  restore(state: TrainerState): void {
    checkState(this.#setup, state);
    this.#population.restore(state.step, state.weights, state.optimizer);
  }

  outputs(inputs: Float32Array): Promise<Float32Array> {
    return this.#population.outputs(0, inputs);
  }

  dispose(): void {
    this.#population.dispose();
  }
}

/** @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
export async function prepareTrainer(gpu: Gpu, setup: TrainerSetup, ways: Ways): Promise<Trainer> {
  checkSetup(setup);
  const { architecture, learning, data, seed, weights } = setup;
  const { learningRate, momentum, weightDecay, l1, l2 } = learning;
  const model = {
    ...{ weights, seed, learningRate, momentum, weightDecay, l1, l2 },
    dropout: null,
    rows: null,
  };
  const population = await Population.prepare(gpu, { architecture, learning, data, models: [model] }, ways);
  return new WebgpuTrainer(setup, population);
}
