// Trainings of nets that look words up, for tests on every backend.

import type { Learning } from '../../../src/core/learning.ts';
import { defaultLearning } from '../../../src/core/learning.ts';
import type { Architecture, BagStem } from '../../../src/core/network.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import type { Case } from './parity-cases.ts';

/** Counts of words, one of which tells the class, and other inputs of noise; one row is without words. */
function bagSetup(
  bag: BagStem,
  others: number,
  learning: Partial<Learning> = {},
  hidden: Architecture['layers'] = [],
): TrainerSetup {
  const random = new Random(5).stream('bags');
  const rows = 13;
  const width = bag.words + others;
  const inputs = new Float32Array(rows * width);
  const targets = new Float32Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const kind = random.integer(3);
    targets[row * 3 + kind] = 1;
    if (row > 0)
      for (let word = 0; word < bag.words; word++)
        inputs[row * width + word] = word === kind ? 2 : random.integer(5) === 0 ? 1 + random.integer(3) : 0;
    for (let i = bag.words; i < width; i++) inputs[row * width + i] = random.normal();
  }
  const architecture: Architecture = {
    inputs: width,
    bag,
    layers: [...hidden, { units: 3, activation: 'softmax' }],
  };
  return {
    architecture,
    learning: {
      ...defaultLearning,
      loss: 'categorical-crossentropy',
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 4,
      ...learning,
    },
    seed: 5,
    data: { rows, inputs, targets, weights: null },
    weights: initialWeights(architecture, 5).map((value) => value + 0.02 * random.normal()),
  };
}

export const bagCases: readonly Case[] = [
  { name: 'mean', setup: bagSetup({ words: 9, dimensions: 4, mode: 'mean' }, 0) },
  {
    name: 'sum and other inputs, penalties, clipped by norm',
    setup: bagSetup({ words: 7, dimensions: 3, mode: 'sum' }, 2, {
      ...{ optimizer: 'momentum', learningRate: 0.01, l1: 0.001, l2: 0.01 },
      clip: { by: 'norm', at: 0.2 },
    }),
  },
  {
    name: 'mean, other inputs, a dense layer with dropout, rmsprop',
    setup: bagSetup(
      { words: 11, dimensions: 5, mode: 'mean' },
      3,
      { optimizer: 'rmsprop', learningRate: 0.002, clip: { by: 'global-norm', at: 0.3 } },
      [{ units: 6, activation: 'tanh', dropout: 0.3 }],
    ),
  },
  {
    name: 'one dimension, adamw, clipped by value',
    setup: bagSetup({ words: 5, dimensions: 1, mode: 'sum' }, 1, {
      ...{ optimizer: 'adamw', weightDecay: 0.05, clip: { by: 'value', at: 0.02 } },
    }),
  },
];
