// One training on TensorFlow.js: own loop, one flat tensor of parameters (and of each optimiser slot), nothing read back
// between steps.

import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../../core/errors.ts';
import { optimizerSlots } from '../../../core/learning.ts';
import { denseInputs, imageShapes, layoutOf, parameterParts } from '../../../core/network.ts';
import type { Architecture } from '../../../core/network.ts';
import { dropoutKey, dropoutThreshold, epochOrder, isDropped } from '../../../core/training-hash.ts';
import { checkRate, checkSetup, checkState, checkWeights } from '../trainer.ts';
import type { Trainer, TrainerSetup, TrainerState } from '../trainer.ts';
import { Constants } from './constants.ts';
import { lossFactor, lossSlope } from './losses.ts';
import { Network } from './network.ts';
import type { Masks } from './network.ts';
import { OwnBackend } from './own-backend.ts';
import { Update } from './update.ts';
import type { Parameters } from './update.ts';

/** How many values one layer's outputs may hold while rows are scored. */
const mostValues = 1 << 22;

/** Values behind the widest layer, of one row. */
function widest(architecture: Architecture): number {
  const { image, inputs } = architecture;
  const images = image ? imageShapes(image).map((shape) => shape.height * shape.width * shape.channels) : [];
  return Math.max(
    inputs,
    denseInputs(architecture),
    ...images,
    ...architecture.layers.map(({ units }) => units),
  );
}

export class TfjsTrainer implements Trainer {
  readonly stepsPerEpoch: number;
  readonly #setup: TrainerSetup;
  readonly #size: number;
  readonly #backend = new OwnBackend();
  readonly #constants = new Constants();
  readonly #network: Network;
  readonly #update: Update;
  #order: Int32Array = new Int32Array();
  #orderedEpoch = -1;
  #parameters: Parameters;
  #step = 0;
  #disposed = false;

  /** @throws AppError `bad-input` when sizes do not fit. */
  constructor(setup: TrainerSetup) {
    checkSetup(setup);
    const { architecture, learning, data } = setup;
    const { size } = layoutOf(architecture);
    this.#setup = setup;
    this.#size = size;
    this.stepsPerEpoch = Math.ceil(data.rows / learning.batchSize);
    this.#network = new Network(architecture, this.#constants);
    this.#update = new Update(learning, parameterParts(architecture), size, this.#constants);
    const slots = new Float32Array(optimizerSlots(learning.optimizer) * size);
    this.#parameters = this.#upload(setup.weights, slots);
  }

  get step(): number {
    return this.#step;
  }

  get epoch(): number {
    return Math.floor(this.#step / this.stepsPerEpoch);
  }

  /** @throws AppError `engine-lost`; `unknown` when another backend of TensorFlow.js is the current one. */
  async advance(most: number): Promise<void> {
    this.#backend.check();
    const end = (this.epoch + 1) * this.stepsPerEpoch;
    for (let left = Math.min(most, end - this.#step); left > 0; left--) this.#takeStep();
    // A graphics card takes work much faster than it does it: without this the queue would grow without end.
    if (tf.getBackend() === 'webgpu') {
      const one = tf.slice(this.#parameters.weights, 0, 1);
      await this.#read(one).finally(() => one.dispose());
    }
  }

  weights(): Promise<Float32Array> {
    return this.#read(this.#parameters.weights);
  }

  setWeights(weights: Float32Array): void {
    checkWeights(this.#setup.architecture, weights);
    this.#backend.check();
    const { weights: before, slots } = this.#parameters;
    this.#parameters = { weights: tf.tensor1d(weights.slice()), slots };
    before.dispose();
  }

  setLearningRate(base: number): void {
    checkRate(base);
    this.#update.setLearningRate(base);
  }

  async checkpoint(): Promise<TrainerState> {
    const { epoch, step } = this;
    const { weights, slots } = this.#parameters;
    const [values, ...parts] = await Promise.all([weights, ...slots].map((tensor) => this.#read(tensor)));
    const optimizer = new Float32Array(slots.length * this.#size);
    parts.forEach((part, slot) => optimizer.set(part, slot * this.#size));
    return { epoch, step, weights: values!, optimizer };
  }

  restore(state: TrainerState): void {
    checkState(this.#setup, state);
    this.#backend.check();
    this.#disposeParameters();
    this.#parameters = this.#upload(state.weights, state.optimizer);
    this.#step = state.step;
  }

  async outputs(inputs: Float32Array): Promise<Float32Array> {
    const { architecture } = this.#setup;
    const width = architecture.inputs;
    if (inputs.length % width !== 0)
      throw new AppError('bad-input', `${inputs.length} values are no whole number of rows of ${width}.`);
    const units = architecture.layers.at(-1)!.units;
    const rows = inputs.length / width;
    const atOnce = Math.max(1, Math.floor(mostValues / widest(architecture)));
    const outputs = new Float32Array(rows * units);
    for (let from = 0; from < rows; from += atOnce) {
      // Before every part: another backend may have become the current one while the last part was read.
      this.#backend.check();
      const until = Math.min(rows, from + atOnce);
      const sums = tf.tidy(() => {
        const part = tf.tensor2d(inputs.slice(from * width, until * width), [until - from, width]);
        return this.#network.sums(this.#parameters.weights, part);
      });
      outputs.set(await this.#read(sums).finally(() => sums.dispose()), from * units);
    }
    return outputs;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#disposeParameters();
    this.#update.dispose();
    this.#constants.dispose();
  }

  #upload(weights: Float32Array, slots: Float32Array): Parameters {
    const size = this.#size;
    return {
      weights: tf.tensor1d(weights.slice()),
      slots: Array.from({ length: slots.length / size }, (_, slot) =>
        tf.tensor1d(slots.slice(slot * size, (slot + 1) * size)),
      ),
    };
  }

  #disposeParameters(): void {
    tf.dispose([this.#parameters.weights, ...this.#parameters.slots]);
  }

  /** Reads asynchronously: a synchronous read of a lost device gives zeros without a word. */
  async #read(tensor: tf.Tensor): Promise<Float32Array> {
    this.#backend.check();
    try {
      const values = await tensor.data<'float32'>();
      // The cpu backend hands out its own memory.
      return values.slice();
    } catch (cause) {
      throw await this.#backend.failure(cause);
    }
  }

  /**
   * Rows of this batch, gathered in plain memory: of a slice of a tensor the WebAssembly backend first copies the whole
   * tensor, and its gather walks over single values.
   */
  #batch(values: Float32Array, width: number, rows: Int32Array): tf.Tensor2D {
    const batch = new Float32Array(rows.length * width);
    rows.forEach((row, place) => batch.set(values.subarray(row * width, (row + 1) * width), place * width));
    return tf.tensor2d(batch, [rows.length, width]);
  }

  #takeStep(): void {
    const { data, learning, architecture, seed } = this.#setup;
    const { epoch } = this;
    if (this.#orderedEpoch !== epoch) this.#order = epochOrder(seed, epoch, data.rows);
    this.#orderedEpoch = epoch;
    const from = (this.#step % this.stepsPerEpoch) * learning.batchSize;
    const rows = this.#order.subarray(from, from + learning.batchSize);
    const before = this.#parameters;
    const { weights, slots } = tf.tidy(() => {
      const inputs = this.#batch(data.inputs, architecture.inputs, rows);
      const targets = this.#batch(data.targets, architecture.layers.at(-1)!.units, rows);
      const shares = data.weights && this.#batch(data.weights, 1, rows);
      const gradient = this.#network.gradient(before.weights, inputs, this.#masks(rows.length), (sums) =>
        this.#slope(sums, targets, shares),
      );
      const after = this.#update.after(before, gradient, this.#step);
      return { weights: after.weights, slots: [...after.slots] };
    });
    tf.dispose([before.weights, ...before.slots]);
    this.#parameters = { weights, slots };
    this.#step++;
  }

  /** Derivative of the batch's loss by the sums of the output layer. */
  #slope(sums: tf.Tensor2D, targets: tf.Tensor2D, shares: tf.Tensor2D | null): tf.Tensor2D {
    const { learning, architecture } = this.#setup;
    const { activation } = architecture.layers.at(-1)!;
    const [rows, units] = sums.shape;
    const slope = lossSlope(learning.loss, sums, activation, targets, this.#constants);
    const factor = this.#constants.of(lossFactor(learning.loss, units) / rows);
    const scaled: tf.Tensor2D = tf.mul(slope, factor);
    return shares ? tf.mul(scaled, shares) : scaled;
  }

  /** Made here and uploaded: every trainer must drop the same units. */
  #masks(rows: number): Masks {
    const { architecture, seed } = this.#setup;
    return architecture.layers.map(({ units, dropout = 0 }, layer) => {
      if (dropout === 0) return null;
      const key = dropoutKey(seed, layer, this.#step);
      const threshold = dropoutThreshold(dropout);
      const kept = 1 / (1 - dropout);
      const factors = Float32Array.from({ length: rows * units }, (_, element) =>
        isDropped(key, element, threshold) ? 0 : kept,
      );
      return tf.tensor2d(factors, [rows, units]);
    });
  }
}
