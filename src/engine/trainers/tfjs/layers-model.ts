// A training as a layers model of TensorFlow.js, with its optimiser's state, and back: what a layers model can do (save
// itself, be taken apart, train on with `fit`) can be done to any model of the page in the midst of its training.
//
// What the two then do differently, measured in test/engine/trainers/layers-model.test.ts:
// - Adam adds ε to √v̂ where Keras 3 adds it to √v: over 60 steps the weights come to differ by up to 2e-5 (2e-7 with others).
// - Behind sigmoid or softmax, cross-entropies are taken from probabilities clipped to 1e-7 … 1 − 1e-7, not from logits.
// - The derivative of |x| at 0 is −1 there and 0 here (mean absolute error, L1).
// - Dropout draws its own units. Sample weights are nothing that `fit` knows.
// Import this file only when it is needed: it brings the whole layers package.

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { leak } from '../../../core/activations.ts';
import { AppError } from '../../../core/errors.ts';
import { constants, optimizerSlots } from '../../../core/learning.ts';
import type { Learning } from '../../../core/learning.ts';
import { layoutOf, parameterParts, windowOf } from '../../../core/network.ts';
import type { Activation, Architecture, ImageLayer, PoolingLayer } from '../../../core/network.ts';
import { unsupportedAnywhere } from '../trainer.ts';
import type { TrainerState } from '../trainer.ts';

/** Null, or why a layers model cannot go on with this training, in words. */
export function layersModelProblem(architecture: Architecture, learning: Learning): string | null {
  if (learning.optimizer === 'adamw') return 'TensorFlow.js has no AdamW.';
  if (learning.clip) return 'TensorFlow.js does not clip gradients.';
  if (learning.schedule.kind !== 'constant')
    return 'TensorFlow.js knows no learning-rate schedules, only a constant rate.';
  if (architecture.bag) return 'TensorFlow.js has no layer that takes counts of words.';
  return unsupportedAnywhere(architecture, learning);
}

type Loss = (truth: tf.Tensor, output: tf.Tensor) => tf.Tensor;

const huber: Loss = (truth, output) => {
  const distance = tf.abs(tf.sub(output, truth));
  const near = tf.minimum(distance, constants.huber);
  const loss = tf.add(tf.mul(tf.square(near), 0.5), tf.mul(tf.sub(distance, near), constants.huber));
  return tf.mean(loss, -1);
};

/** max(z, 0) − z t + log(1 + e^−|z|), which overflows nowhere. */
const binaryFromLogits: Loss = (truth, output) =>
  tf.mean(
    tf.add(tf.sub(tf.relu(output), tf.mul(output, truth)), tf.log1p(tf.exp(tf.neg(tf.abs(output))))),
    -1,
  );

const categoricalFromLogits: Loss = (truth, output) =>
  tf.neg(tf.sum(tf.mul(truth, tf.logSoftmax(output)), -1));

function lossFor({ loss }: Learning, last: Activation): string | Loss {
  switch (loss) {
    case 'mean-squared-error':
      return 'meanSquaredError';
    case 'mean-absolute-error':
      return 'meanAbsoluteError';
    case 'huber':
      return huber;
    case 'binary-crossentropy':
      return last === 'linear' ? binaryFromLogits : 'binaryCrossentropy';
    case 'categorical-crossentropy':
      return last === 'linear' ? categoricalFromLogits : 'categoricalCrossentropy';
  }
}

function optimizerFor({ optimizer, learningRate, momentum }: Learning): tf.Optimizer {
  const { rho, beta1, beta2, epsilon } = constants;
  switch (optimizer) {
    case 'sgd':
      return tf.train.sgd(learningRate);
    case 'momentum':
      return tf.train.momentum(learningRate, momentum);
    case 'nesterov':
      return tf.train.momentum(learningRate, momentum, true);
    case 'rmsprop':
      return tf.train.rmsprop(learningRate, rho, 0, epsilon);
    case 'adam':
      return tf.train.adam(learningRate, beta1, beta2, epsilon);
    case 'adamw':
      throw new AppError('bad-input', 'TensorFlow.js has no AdamW.');
  }
}

function windowSize(layer: ImageLayer): [number, number] {
  const { height, width } = windowOf(layer);
  return [height, width];
}

function pooling(layer: PoolingLayer): tfl.layers.Layer {
  const windows = { poolSize: windowSize(layer), strides: windowSize(layer) };
  return layer.kind === 'max-pooling'
    ? tfl.layers.maxPooling2d(windows)
    : tfl.layers.averagePooling2d(windows);
}

/** The layers of an architecture, their weights in the order of core/network.ts, layoutOf. */
function layersOf({ inputs, image, layers }: Architecture, { l1, l2 }: Learning): tfl.layers.Layer[] {
  const regularizer = l1 === 0 && l2 === 0 ? {} : { kernelRegularizer: tfl.regularizers.l1l2({ l1, l2 }) };
  // Leaky ReLU is a layer there, with a slope of its own.
  const bend = (activation: Activation) => (activation === 'leaky-relu' ? 'linear' : activation);
  const after = (activation: Activation): tfl.layers.Layer[] =>
    activation === 'leaky-relu' ? [tfl.layers.leakyReLU({ alpha: leak })] : [];
  const stem = image?.layers.flatMap((layer): tfl.layers.Layer[] =>
    layer.kind !== 'convolution'
      ? [pooling(layer)]
      : [
          tfl.layers.conv2d({
            filters: layer.filters,
            kernelSize: windowSize(layer),
            strides: layer.stride,
            padding: layer.padding,
            activation: bend(layer.activation),
            ...regularizer,
          }),
          ...after(layer.activation),
        ],
  );
  const { height = 0, width = 0, channels = 0 } = image ?? {};
  return [
    tfl.layers.inputLayer({ inputShape: [inputs] }),
    ...(stem
      ? [tfl.layers.reshape({ targetShape: [height, width, channels] }), ...stem, tfl.layers.flatten()]
      : []),
    ...layers.flatMap(({ units, activation, dropout = 0 }): tfl.layers.Layer[] => [
      tfl.layers.dense({ units, activation: bend(activation), ...regularizer }),
      ...after(activation),
      ...(dropout > 0 ? [tfl.layers.dropout({ rate: dropout })] : []),
    ]),
  ];
}

const cut = (architecture: Architecture, flat: Float32Array): tf.Tensor[] =>
  parameterParts(architecture).map(({ shape, at, size }) => tf.tensor(flat.slice(at, at + size), [...shape]));

/** What our m is in theirs: momentum there collects gradients, ours steps (m = −rate × theirs). */
const momentumFactor = ({ optimizer, learningRate }: Learning): number =>
  optimizer === 'momentum' || optimizer === 'nesterov' ? -learningRate : 1;

/**
 * A compiled model that goes on where the state stands. The caller disposes of it, and of its optimiser.
 * @throws AppError `bad-input` when TensorFlow.js cannot express this training (layersModelProblem), or sizes do not fit.
 */
export async function toLayersModel(
  architecture: Architecture,
  learning: Learning,
  state: Omit<TrainerState, 'epoch'>,
): Promise<tfl.Sequential> {
  const problem = layersModelProblem(architecture, learning);
  if (problem) throw new AppError('bad-input', problem);
  const { size } = layoutOf(architecture);
  const slots = optimizerSlots(learning.optimizer);
  if (state.weights.length !== size || state.optimizer.length !== slots * size)
    throw new AppError('bad-input', 'The checkpoint belongs to another training.');
  const model = tfl.sequential({ layers: layersOf(architecture, learning) });
  const weights = cut(architecture, state.weights);
  model.setWeights(weights);
  const optimizer = optimizerFor(learning);
  const factor = momentumFactor(learning);
  // At a rate of 0 our momentum forgets what theirs would know; it could not move anything either.
  const theirs = state.optimizer.map((value) => (factor === 0 ? 0 : value / factor));
  const kept = Array.from({ length: slots }, (_, slot) =>
    cut(architecture, theirs.subarray(slot * size, (slot + 1) * size)),
  ).flat();
  // RMSProp keeps a momentum of its own there, multiplied by 0.
  if (learning.optimizer === 'rmsprop') kept.push(...kept.map((tensor) => tf.zerosLike(tensor)));
  const iterations = tf.scalar(state.step, 'int32');
  await optimizer.setWeights([
    { name: 'iter', tensor: iterations },
    ...kept.map((tensor, index) => ({ name: `slot-${index}`, tensor })),
  ]);
  tf.dispose([weights, kept, iterations]);
  model.compile({ optimizer, loss: lossFor(learning, architecture.layers.at(-1)!.activation) });
  return model;
}

async function joined(tensors: readonly tf.Tensor[], size: number): Promise<Float32Array> {
  const flat = new Float32Array(size);
  let at = 0;
  for (const values of await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))) {
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}

/**
 * The state of a layers model, for any trainer of the same architecture and learning.
 * @throws AppError `bad-input` when it stands in the midst of an epoch, or is not a model made by `toLayersModel`.
 */
export async function fromLayersModel(
  model: tfl.LayersModel,
  architecture: Architecture,
  learning: Learning,
  stepsPerEpoch: number,
): Promise<TrainerState> {
  const { size } = layoutOf(architecture);
  const parts = parameterParts(architecture);
  const weights = model.getWeights();
  if (weights.map(({ shape }) => shape.join()).join(';') !== parts.map(({ shape }) => shape.join()).join(';'))
    throw new AppError('bad-input', 'The layers model belongs to another architecture.');
  const step = model.optimizer.iterations;
  if (step % stepsPerEpoch !== 0)
    throw new AppError('bad-input', 'A layers model can only be taken over at the end of an epoch.');
  const [iterations, ...kept] = await model.optimizer.getWeights();
  iterations?.tensor.dispose();
  const slots = optimizerSlots(learning.optimizer);
  // An optimiser that never took a step has no slots yet: they are all 0.
  const own = kept.slice(0, slots * parts.length).map(({ tensor }) => tensor);
  const factor = momentumFactor(learning);
  const optimizer = (await joined(own, slots * size)).map((value) => value * factor);
  return { epoch: step / stepsPerEpoch, step, weights: await joined(weights, size), optimizer };
}
