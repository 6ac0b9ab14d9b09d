// Trainings of images that are held to the float64 reference for long: every way to move, to punish and to cut short.

import type { Architecture } from '../../../src/core/network.ts';
import { averaging, convolution, imageSetup, pooling } from './images.ts';
import type { Case } from './parity-cases.ts';

const smooth: Architecture['layers'] = [{ units: 6, activation: 'tanh' }];
const dropping: Architecture['layers'] = [{ units: 6, activation: 'tanh', dropout: 0.3 }];

export const imageParityCases: readonly Case[] = [
  {
    name: 'sgd, valid, pool 2',
    setup: imageSetup(8, 1, [convolution(4, 3), pooling(2)], { optimizer: 'sgd', learningRate: 0.05 }),
  },
  {
    name: 'adam, same, pool 2 twice',
    setup: imageSetup(8, 1, [
      convolution(3, 3, 'relu', { padding: 'same' }),
      pooling(2),
      convolution(4, 3, 'tanh', { padding: 'same' }),
      pooling(2),
    ]),
  },
  {
    name: 'adam, stride 2 with same padding and an even kernel, two channels',
    setup: imageSetup(
      7,
      2,
      [convolution(3, 4, 'elu', { padding: 'same', stride: 2 })],
      {},
      { hidden: smooth },
    ),
  },
  {
    name: 'dropout behind strides of 2',
    setup: imageSetup(9, 1, [convolution(4, 3, 'gelu', { stride: 2 })], {}, { hidden: dropping }),
  },
  {
    name: 'penalties on kernels, momentum',
    setup: imageSetup(8, 1, [convolution(4, 3, 'sigmoid'), pooling(2)], {
      ...{ optimizer: 'momentum', learningRate: 0.01, l1: 0.001, l2: 0.01 },
    }),
  },
  {
    name: 'clipped by norm, penalties, dropout, nesterov',
    setup: imageSetup(
      8,
      1,
      [convolution(4, 3, 'leaky-relu'), pooling(3)],
      {
        ...{ optimizer: 'nesterov', learningRate: 0.01, l1: 0.001, l2: 0.01 },
        clip: { by: 'norm', at: 0.2 },
      },
      { hidden: dropping },
    ),
  },
  {
    name: 'clipped by the norm of all, rmsprop',
    setup: imageSetup(8, 1, [pooling(2), convolution(5, 2, 'tanh')], {
      ...{ optimizer: 'rmsprop', learningRate: 0.002, clip: { by: 'global-norm', at: 0.3 } },
    }),
  },
  {
    name: 'clipped by value, adamw',
    setup: imageSetup(8, 1, [convolution(4, 3, 'tanh', { padding: 'same' }), pooling(2)], {
      ...{ optimizer: 'adamw', weightDecay: 0.05, clip: { by: 'value', at: 0.02 } },
    }),
  },
  {
    name: 'a series: convolution, mean, convolution',
    setup: imageSetup(
      14,
      2,
      [convolution(4, 5, 'tanh', { height: 1 }), averaging(2, 1), convolution(3, 3, 'elu', { height: 1 })],
      { optimizer: 'adam', learningRate: 0.005 },
      { height: 1, hidden: dropping },
    ),
  },
  {
    name: 'tall windows, greatest and mean, clipped by norm',
    setup: imageSetup(9, 1, [convolution(4, 2, 'gelu', { height: 3 }), pooling(2, 1), averaging(1, 2)], {
      ...{ optimizer: 'nesterov', learningRate: 0.01, l2: 0.01, clip: { by: 'norm', at: 0.2 } },
    }),
  },
];
