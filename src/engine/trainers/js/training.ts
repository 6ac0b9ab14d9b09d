// One model's training in typed arrays: parameters, optimiser state, and the step. Buffers of the network can be shared by
// models that take turns.

import type { Learning } from '../../../core/learning.ts';
import { optimizerSlots } from '../../../core/learning.ts';
import type { Architecture, LayerLayout } from '../../../core/network.ts';
import { layoutOf } from '../../../core/network.ts';
import { rowAt, shuffleKeys } from '../../../core/training-hash.ts';
import type { TrainingData } from '../trainer.ts';
import { clip, lossSlope, penalise, update } from './learn.ts';
import { DenseNetwork } from './network.ts';

/** Buffers for the largest batch; a gradient, targets and shares of its rows. */
export class Workspace {
  readonly network: DenseNetwork;
  readonly layers: readonly LayerLayout[];
  readonly gradient: Float32Array;
  readonly targets: Float32Array;
  readonly shares: Float32Array;

  constructor(architecture: Architecture, capacity: number) {
    const { layers, size } = layoutOf(architecture);
    this.network = new DenseNetwork(architecture, capacity);
    this.layers = layers;
    this.gradient = new Float32Array(size);
    this.targets = new Float32Array(capacity * layers.at(-1)!.units);
    this.shares = new Float32Array(capacity);
  }
}

interface ModelSetup {
  readonly architecture: Architecture;
  readonly learning: Learning;
  readonly seed: number;
  readonly data: TrainingData;
  /** Rows that count, null: all. */
  readonly rows: Int32Array | null;
  /** Behind each dense layer. */
  readonly dropout: readonly number[];
  readonly weights: Float32Array;
}

export class Training {
  readonly weights: Float32Array;
  readonly optimizer: Float32Array;
  readonly stepsPerEpoch: number;
  #step = 0;
  #keys: Uint32Array;
  readonly #setup: ModelSetup;
  #learning: Learning;
  readonly #rows: number;
  readonly #drops: boolean;

  /** Copies the parameters; data are read where they are. */
  constructor(setup: ModelSetup) {
    this.#setup = setup;
    this.#learning = setup.learning;
    this.weights = setup.weights.slice();
    this.optimizer = new Float32Array(optimizerSlots(setup.learning.optimizer) * setup.weights.length);
    this.#rows = setup.rows?.length ?? setup.data.rows;
    this.stepsPerEpoch = Math.ceil(this.#rows / setup.learning.batchSize);
    this.#drops = setup.dropout.some((rate) => rate > 0);
    this.#keys = shuffleKeys(setup.seed, 0, this.#rows);
  }

  get step(): number {
    return this.#step;
  }

  /** Goes on from another moment. */
  restore(step: number, weights: Float32Array, optimizer: Float32Array): void {
    this.weights.set(weights);
    this.optimizer.set(optimizer);
    this.#step = step;
    this.#keys = shuffleKeys(this.#setup.seed, Math.floor(step / this.stepsPerEpoch), this.#rows);
  }

  setLearningRate(learningRate: number): void {
    this.#learning = { ...this.#learning, learningRate };
  }

  /** One optimiser step. @param workspace of this architecture, with room for a batch. */
  advance(workspace: Workspace): void {
    const learning = this.#learning;
    const { seed, dropout: rates } = this.#setup;
    const { network, layers, gradient, targets, shares } = workspace;
    const step = this.#step;
    const inEpoch = step % this.stepsPerEpoch;
    if (inEpoch === 0) this.#keys = shuffleKeys(seed, step / this.stepsPerEpoch, this.#rows);
    const rows = this.#gather(workspace, inEpoch * learning.batchSize);
    const dropout = this.#drops ? { seed, step, rates } : null;
    network.forward(this.weights, rows, dropout);
    lossSlope(learning.loss, network.last, targets, shares, rows);
    network.backward(this.weights, gradient, rows, dropout);
    penalise(gradient, this.weights, layers, learning);
    clip(gradient, layers, learning);
    update(this.weights, this.optimizer, gradient, learning, step);
    this.#step = step + 1;
  }

  /** Copies a batch together. @returns its rows. */
  #gather({ network, targets, shares }: Workspace, from: number): number {
    const { data, learning, rows: fold, architecture } = this.#setup;
    const { inputs: width } = architecture;
    const { units } = network.last;
    const rows = Math.min(learning.batchSize, this.#rows - from);
    for (let place = 0; place < rows; place++) {
      const position = rowAt(this.#keys, from + place, this.#rows);
      const row = fold ? fold[position]! : position;
      for (let i = 0; i < width; i++) network.batch[place * width + i] = data.inputs[row * width + i]!;
      for (let u = 0; u < units; u++) targets[place * units + u] = data.targets[row * units + u]!;
      shares[place] = (data.weights ? data.weights[row]! : 1) / rows;
    }
    return rows;
  }
}
