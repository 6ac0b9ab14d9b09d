// Trains dense nets with TensorFlow.js kernels. Forward pass, gradients and optimiser are written out as tensor
// operations: tf.layers with automatic gradients takes three to four times as long for nets of this size, because what
// they cost is operations, not arithmetic. All parameters are one flat tensor (and so are Adam's m and v), so the
// optimiser is a dozen operations whatever the number of layers, and a checkpoint is three plain arrays.
// test/engine/trainers/tfjs.test.ts holds it against tf.layers and against float64.

import * as tf from '@tensorflow/tfjs-core';
import type { Task } from '../../core/define.ts';
import { AppError } from '../../core/errors.ts';
import { layoutOf } from '../../core/network.ts';
import type { Activation, Architecture, LayerLayout } from '../../core/network.ts';
import { adam, adamRate, epochOrder, optimizerSize } from './trainer.ts';
import type { Trainer, TrainerKind, TrainerSetup, TrainerState } from './trainer.ts';

const outputActivation: Record<Task, Activation> = {
  binary: 'sigmoid',
  multiclass: 'softmax',
  regression: 'linear',
};

function supports(architecture: Architecture, task: Task): string | null {
  const last = architecture.layers.at(-1);
  if (!last) return 'The model has no layers.';
  if (last.activation !== outputActivation[task])
    return `A ${task} model must end in ${outputActivation[task]}, not in ${last.activation}.`;
  if (task !== 'multiclass' && last.units !== 1) return `A ${task} model has one output, not ${last.units}.`;
  if (architecture.layers.slice(0, -1).some(({ activation }) => activation === 'softmax'))
    return 'Softmax is only for the output layer.';
  return null;
}

function activated(value: tf.Tensor2D, activation: Activation): tf.Tensor2D {
  if (activation === 'tanh') return tf.tanh(value);
  if (activation === 'softmax') return tf.softmax(value);
  return value;
}

/** Activations that the matrix product can apply itself, on every backend. */
const fused = (activation: Activation) =>
  activation === 'relu' || activation === 'sigmoid' ? activation : 'linear';

/** The error that reached a layer's output, brought to before its activation. */
function throughActivation(delta: tf.Tensor2D, output: tf.Tensor2D, activation: Activation, one: tf.Scalar) {
  switch (activation) {
    case 'relu':
      return tf.mul<tf.Tensor2D>(delta, tf.step(output));
    case 'tanh':
      return tf.mul<tf.Tensor2D>(delta, tf.sub(one, tf.square(output)));
    case 'sigmoid':
      return tf.mul<tf.Tensor2D>(delta, tf.mul(output, tf.sub(one, output)));
    default:
      return delta;
  }
}

class TfjsTrainer implements Trainer {
  readonly stepsPerEpoch: number;
  readonly #setup: TrainerSetup;
  readonly #layers: readonly LayerLayout[];
  readonly #size: number;
  readonly #adam: boolean;
  /** Whole training data, and the same in the order of the epoch that runs. */
  readonly #data: tf.Tensor2D[];
  #shuffled: tf.Tensor2D[] = [];
  #shuffledEpoch = -1;
  /** Flat parameters; with Adam followed by m and v. */
  #state: tf.Tensor1D[];
  readonly #constants: Record<'one' | 'rate1' | 'rate2' | 'epsilon' | 'learningRate', tf.Scalar>;
  /** 1/rows of a full batch and of the last one, and 2/rows for squared error. */
  readonly #shares = new Map<number, tf.Scalar>();
  #step = 0;
  #disposed = false;

  constructor(setup: TrainerSetup) {
    const { architecture, data, training } = setup;
    const { layers, size } = layoutOf(architecture);
    if (setup.weights.length !== size)
      throw new AppError('bad-input', `The network has ${size} parameters, not ${setup.weights.length}.`);
    if (data.rows < 1) throw new AppError('bad-input', 'There are no rows to train on.');
    this.#setup = setup;
    this.#layers = layers;
    this.#size = size;
    this.#adam = training.optimizer === 'adam';
    this.stepsPerEpoch = Math.ceil(data.rows / training.batchSize);
    const outputs = layers.at(-1)!.units;
    this.#data = [
      tf.tensor2d(data.inputs, [data.rows, architecture.inputs]),
      tf.tensor2d(data.targets, [data.rows, outputs]),
      ...(data.weights ? [tf.tensor2d(data.weights, [data.rows, 1])] : []),
    ];
    this.#constants = {
      one: tf.scalar(1),
      rate1: tf.scalar(1 - adam.beta1),
      rate2: tf.scalar(1 - adam.beta2),
      epsilon: tf.scalar(adam.epsilon),
      learningRate: tf.scalar(training.learningRate),
    };
    this.#state = this.#upload(setup.weights, new Float32Array(optimizerSize(training.optimizer, size)));
  }

  get step(): number {
    return this.#step;
  }

  get epoch(): number {
    return Math.floor(this.#step / this.stepsPerEpoch);
  }

  async advance(most: number): Promise<Float32Array> {
    const end = (this.epoch + 1) * this.stepsPerEpoch;
    for (let left = Math.min(most, end - this.#step); left > 0; left--) this.#takeStep();
    return this.#read(this.#state[0]!);
  }

  async checkpoint(): Promise<TrainerState> {
    if (this.#step % this.stepsPerEpoch !== 0)
      throw new AppError('bad-input', 'A checkpoint can only be taken at the end of an epoch.');
    const [epoch, step] = [this.epoch, this.#step];
    const [weights, m, v] = await Promise.all(this.#state.map((tensor) => this.#read(tensor)));
    const optimizer = new Float32Array(optimizerSize(this.#setup.training.optimizer, this.#size));
    if (m && v) {
      optimizer.set(m);
      optimizer.set(v, this.#size);
    }
    return { epoch, step, weights: weights!, optimizer };
  }

  restore(state: TrainerState): void {
    const { optimizer } = this.#setup.training;
    if (
      state.weights.length !== this.#size ||
      state.optimizer.length !== optimizerSize(optimizer, this.#size) ||
      state.step !== state.epoch * this.stepsPerEpoch
    )
      throw new AppError('bad-input', 'The checkpoint belongs to another training.');
    tf.dispose(this.#state);
    this.#state = this.#upload(state.weights, state.optimizer);
    this.#step = state.step;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    tf.dispose([this.#data, this.#shuffled, this.#state, Object.values(this.#constants)]);
    tf.dispose([...this.#shares.values()]);
  }

  #upload(weights: Float32Array, optimizer: Float32Array): tf.Tensor1D[] {
    const parts = [weights.slice()];
    if (this.#adam) parts.push(optimizer.slice(0, this.#size), optimizer.slice(this.#size));
    return parts.map((part) => tf.tensor1d(part));
  }

  /** Reads asynchronously: a synchronous read of a lost device gives zeros without a word. */
  async #read(tensor: tf.Tensor1D): Promise<Float32Array> {
    const values = await tensor.data<'float32'>();
    // The cpu backend hands out its own memory.
    return values.slice();
  }

  #shuffle(): void {
    const epoch = this.epoch;
    if (this.#shuffledEpoch === epoch) return;
    const order = tf.tensor1d(epochOrder(this.#setup.seed, epoch, this.#setup.data.rows), 'int32');
    const shuffled = this.#data.map((tensor) => tf.gather(tensor, order));
    tf.dispose([order, this.#shuffled]);
    this.#shuffled = shuffled;
    this.#shuffledEpoch = epoch;
  }

  #share(rows: number): tf.Scalar {
    let share = this.#shares.get(rows);
    if (!share) {
      share = tf.scalar((this.#setup.task === 'regression' ? 2 : 1) / rows);
      this.#shares.set(rows, share);
    }
    return share;
  }

  #takeStep(): void {
    this.#shuffle();
    const from = (this.#step % this.stepsPerEpoch) * this.#setup.training.batchSize;
    const rows = Math.min(this.#setup.training.batchSize, this.#setup.data.rows - from);
    const share = this.#share(rows);
    const before = this.#state;
    this.#state = tf.tidy(() => {
      const [inputs, targets, weights] = this.#shuffled.map((tensor) =>
        tf.slice(tensor, [from, 0], [rows, tensor.shape[1]]),
      );
      return this.#updated(this.#gradient(inputs!, targets!, weights ?? null, share));
    });
    tf.dispose(before);
    this.#step++;
  }

  /** Gradient of the mean (weighted) loss of a batch, flat. */
  #gradient(inputs: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D | null, share: tf.Scalar) {
    const activations = this.#setup.architecture.layers.map((layer) => layer.activation);
    const parameters = this.#state[0]!;
    const outputs: tf.Tensor2D[] = [inputs];
    const kernels = this.#layers.map(({ inputs: fanIn, units, kernelAt, biasAt }, index) => {
      const kernel = tf.reshape<tf.Rank.R2>(tf.slice(parameters, kernelAt, fanIn * units), [fanIn, units]);
      const activation = activations[index]!;
      const product = tf.fused.matMul({
        a: outputs[index]!,
        b: kernel,
        bias: tf.slice(parameters, biasAt, units),
        activation: fused(activation),
      });
      // Two matrices in, a matrix out: the type says no more than "tensor".
      outputs.push(activated(tf.reshape<tf.Rank.R2>(product, [inputs.shape[0], units]), activation));
      return kernel;
    });
    // Cross-entropy behind sigmoid or softmax, and squared error behind nothing, have the same simple derivative; it
    // needs no logarithm and no division, so nothing can overflow for confident rows.
    let delta: tf.Tensor2D = tf.mul(tf.sub(outputs.at(-1)!, targets), share);
    if (weights) delta = tf.mul(delta, weights);
    const parts: tf.Tensor1D[] = [];
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const input = outputs[index]!;
      parts.unshift(tf.reshape<tf.Rank.R1>(tf.matMul(input, delta, true, false), [-1]), tf.sum(delta, 0));
      if (index > 0) {
        const back = tf.matMul<tf.Tensor2D>(delta, kernels[index]!, false, true);
        delta = throughActivation(back, input, activations[index - 1]!, this.#constants.one);
      }
    }
    return tf.concat(parts);
  }

  /** Parameters (and m and v) after one optimiser step. */
  #updated(gradient: tf.Tensor1D): tf.Tensor1D[] {
    const { rate1, rate2, epsilon, learningRate } = this.#constants;
    const [weights, m, v] = this.#state;
    if (!m || !v) return [tf.sub(weights!, tf.mul(gradient, learningRate))];
    const nextM: tf.Tensor1D = tf.add(m, tf.mul(tf.sub(gradient, m), rate1));
    const nextV: tf.Tensor1D = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), rate2));
    const rate = tf.scalar(adamRate(this.#setup.training.learningRate, this.#step + 1));
    const move = tf.mul(tf.div(nextM, tf.add(tf.sqrt(nextV), epsilon)), rate);
    return [tf.sub(weights!, move), nextM, nextV];
  }
}

export const tfjs: TrainerKind = { supports, prepare: (setup) => new TfjsTrainer(setup) };
