// Trainings of convolutional nets for tests on every backend.

import type { Learning } from '../../../src/core/learning.ts';
import { defaultLearning } from '../../../src/core/learning.ts';
import type { Activation, Architecture, ImageLayer } from '../../../src/core/network.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';

type ImageActivation = Exclude<Activation, 'softmax'>;

export const convolution = (
  filters: number,
  size: number,
  activation: ImageActivation = 'relu',
  {
    stride = 1,
    padding = 'valid',
    height,
  }: { stride?: number; padding?: 'valid' | 'same'; height?: number } = {},
): ImageLayer => ({
  kind: 'convolution',
  filters,
  size,
  ...(height === undefined ? {} : { height }),
  stride,
  padding,
  activation,
});

export const pooling = (size: number, height?: number): ImageLayer => ({
  kind: 'max-pooling',
  size,
  ...(height === undefined ? {} : { height }),
});

export const averaging = (size: number, height?: number): ImageLayer => ({
  ...pooling(size, height),
  kind: 'average-pooling',
});

/** Images of noise with one of three patterns in it, square unless a height is given. */
export function imageSetup(
  side: number,
  channels: number,
  layers: readonly ImageLayer[],
  learning: Partial<Learning> = {},
  { rows = 11, hidden = [] as Architecture['layers'], seed = 7, height = side } = {},
): TrainerSetup {
  const random = new Random(seed).stream('images');
  const width = height * side * channels;
  const inputs = new Float32Array(rows * width);
  const targets = new Float32Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const kind = random.integer(3);
    targets[row * 3 + kind] = 1;
    for (let i = 0; i < width; i++) {
      const pixel = Math.floor(i / channels);
      const [y, x] = [Math.floor(pixel / side), pixel % side];
      const drawn = kind === 0 ? x === y : kind === 1 ? x === 1 : y === 2;
      inputs[row * width + i] = 0.3 * random.normal() + Number(drawn);
    }
  }
  const architecture: Architecture = {
    inputs: width,
    image: { height, width: side, channels, layers },
    layers: [...hidden, { units: 3, activation: 'softmax' }],
  };
  return {
    architecture,
    learning: {
      ...defaultLearning,
      loss: 'categorical-crossentropy',
      optimizer: 'adam',
      learningRate: 0.005,
      batchSize: 4,
      ...learning,
    },
    seed,
    data: { rows, inputs, targets, weights: null },
    weights: initialWeights(architecture, seed).map((value) => value + 0.02 * random.normal()),
  };
}

/** Strides, paddings, leftovers and sizes off the beaten track; every activation. */
export const imageCases: readonly { name: string; setup: TrainerSetup }[] = [
  { name: '3×3, pool 2', setup: imageSetup(8, 1, [convolution(4, 3), pooling(2)]) },
  {
    name: 'two convolutions, two pools with leftovers',
    setup: imageSetup(15, 1, [convolution(3, 3), pooling(2), convolution(5, 3), pooling(2)]),
  },
  {
    name: 'same padding, even size, tanh',
    setup: imageSetup(7, 2, [
      convolution(3, 4, 'tanh', { padding: 'same' }),
      convolution(2, 2, 'elu', { padding: 'same' }),
    ]),
  },
  {
    name: 'strides with a leftover',
    setup: imageSetup(10, 1, [
      convolution(3, 3, 'gelu', { stride: 2 }),
      convolution(4, 2, 'sigmoid', { stride: 2 }),
    ]),
  },
  {
    name: 'strides of 3 and 2, same padding',
    setup: imageSetup(11, 3, [
      convolution(4, 5, 'leaky-relu', { stride: 3, padding: 'same' }),
      convolution(2, 3, 'linear', { stride: 2, padding: 'same' }),
    ]),
  },
  {
    name: 'a stride wider than the filter',
    setup: imageSetup(9, 1, [convolution(2, 3, 'relu'), convolution(3, 1, 'tanh', { stride: 2 })]),
  },
  { name: 'pool first, pool 3', setup: imageSetup(12, 2, [pooling(3), convolution(3, 2), pooling(2)]) },
  { name: 'no image layer', setup: imageSetup(4, 1, []) },
  { name: 'a filter as large as the image', setup: imageSetup(5, 1, [convolution(6, 5, 'tanh')]) },
  {
    name: 'windows that are no squares',
    setup: imageSetup(9, 2, [
      convolution(3, 2, 'tanh', { height: 4 }),
      pooling(3, 1),
      convolution(4, 3, 'gelu', { height: 2, padding: 'same', stride: 2 }),
    ]),
  },
  { name: 'means', setup: imageSetup(11, 1, [convolution(3, 3), averaging(2), averaging(3, 2)]) },
  {
    name: 'a series of two columns',
    setup: imageSetup(
      14,
      2,
      [
        convolution(4, 5, 'relu', { height: 1 }),
        averaging(2, 1),
        convolution(3, 3, 'elu', { height: 1, padding: 'same' }),
      ],
      {},
      { height: 1 },
    ),
  },
  {
    name: 'a series in strides, pooled by its greatest',
    setup: imageSetup(
      17,
      1,
      [convolution(4, 4, 'tanh', { height: 1, stride: 2, padding: 'same' }), pooling(3, 1)],
      {},
      { height: 1 },
    ),
  },
  {
    name: 'dense layer with dropout behind',
    setup: imageSetup(
      8,
      1,
      [convolution(4, 3), pooling(2)],
      { l1: 0.001, l2: 0.01, clip: { by: 'norm', at: 0.3 }, optimizer: 'nesterov' },
      { hidden: [{ units: 6, activation: 'relu', dropout: 0.3 }] },
    ),
  },
];
