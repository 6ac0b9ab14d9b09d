// Odd shapes and odd learning: where trainers break first.

import type { Schedule } from '../../../src/core/learning.ts';
import type { DenseLayer } from '../../../src/core/network.ts';
import type { Case, Wanted } from './parity-cases.ts';
import { seedOf, setupOf } from './parity-cases.ts';

const sigmoid: DenseLayer = { units: 1, activation: 'sigmoid' };
const softmax: DenseLayer = { units: 3, activation: 'softmax' };
const linear: DenseLayer = { units: 1, activation: 'linear' };
const tanh = (units: number, dropout?: number): DenseLayer =>
  dropout === undefined ? { units, activation: 'tanh' } : { units, activation: 'tanh', dropout };
const relu = (units: number): DenseLayer => ({ units, activation: 'relu' });
const binary = { loss: 'binary-crossentropy', optimizer: 'adam' } as const;
const squared = { loss: 'mean-squared-error', optimizer: 'adam' } as const;
const classes = { loss: 'categorical-crossentropy', optimizer: 'adam' } as const;

const schedules: readonly Schedule[] = [
  { kind: 'exponential', decaySteps: 20, decayRate: 0.8 },
  { kind: 'inverse-time', decaySteps: 10, decayRate: 0.5 },
  { kind: 'polynomial', decaySteps: 100, end: 0.1, power: 2 },
  { kind: 'cosine', warmupSteps: 10, decaySteps: 90, end: 0.05 },
  { kind: 'piecewise', boundaries: [7, 50], factors: [1, 0.5, 0.1] },
];

function oddShapes(): Record<string, Wanted> {
  return {
    'one unit, one input': { inputs: 1, layers: [linear], rows: 9, learning: squared },
    'one hidden unit': { inputs: 3, layers: [tanh(1), sigmoid], rows: 11, learning: binary },
    'one row': { inputs: 5, layers: [tanh(7), linear], rows: 1, learning: squared },
    'two rows, batches of one': {
      inputs: 5,
      layers: [tanh(3), sigmoid],
      rows: 2,
      learning: { ...binary, batchSize: 1 },
    },
    'batch larger than the rows': {
      inputs: 6,
      layers: [relu(9), linear],
      rows: 21,
      learning: { ...squared, batchSize: 64 },
    },
    'last batch of one row': {
      inputs: 3,
      layers: [tanh(8), softmax],
      rows: 33,
      learning: { ...classes, batchSize: 32 },
    },
    '129 wide': {
      inputs: 7,
      layers: [tanh(129), softmax],
      rows: 19,
      learning: { ...classes, batchSize: 8, learningRate: 0.003 },
    },
    '129 inputs': {
      inputs: 129,
      layers: [tanh(5), sigmoid],
      rows: 9,
      learning: { ...binary, learningRate: 0.003 },
    },
    '129 classes': {
      inputs: 6,
      layers: [tanh(5), { units: 129, activation: 'softmax' }],
      rows: 40,
      learning: { ...classes, batchSize: 16 },
    },
    'three hidden layers': {
      inputs: 5,
      layers: [relu(17), tanh(9), { units: 5, activation: 'gelu' }, sigmoid],
      rows: 37,
      learning: { ...binary, batchSize: 16 },
    },
    'five hidden layers': {
      inputs: 4,
      layers: [tanh(8), tanh(7), tanh(6), tanh(5), tanh(4), linear],
      rows: 24,
      learning: { ...squared, batchSize: 7 },
    },
    'logistic regression': {
      inputs: 20,
      layers: [sigmoid],
      rows: 50,
      learning: { ...binary, optimizer: 'sgd', batchSize: 32 },
    },
    'softmax regression': {
      inputs: 20,
      layers: [softmax],
      rows: 50,
      learning: { ...classes, batchSize: 32 },
    },
    'linear regression': {
      inputs: 8,
      layers: [linear],
      rows: 30,
      learning: { ...squared, optimizer: 'nesterov' },
    },
    'hidden softmax': {
      inputs: 5,
      layers: [{ units: 9, activation: 'softmax' }, tanh(4), linear],
      rows: 22,
      learning: squared,
    },
    '20-32-1, batches of 32': {
      inputs: 20,
      layers: [relu(32), sigmoid],
      rows: 200,
      learning: { ...binary, batchSize: 32, learningRate: 0.003 },
    },
  };
}

function oddLearning(): Record<string, Wanted> {
  const base = { inputs: 5, layers: [tanh(9), tanh(6), linear], rows: 23 } as const;
  const learning = { ...squared, batchSize: 6 } as const;
  const cases: Record<string, Wanted> = {
    'sample weights': { ...base, learning, weights: 'uneven' },
    'rows of weight zero': { ...base, learning, weights: 'some-zero' },
    'sample weights of classes': {
      ...base,
      layers: [tanh(7), softmax],
      learning: { ...classes, batchSize: 6 },
      weights: 'uneven',
    },
    l1: { ...base, learning: { ...learning, optimizer: 'sgd', l1: 0.01 } },
    l2: { ...base, learning: { ...learning, l2: 0.02 } },
    'l1 and l2': { ...base, learning: { ...learning, optimizer: 'momentum', l1: 0.003, l2: 0.01 } },
    'weight decay of 0.1': { ...base, learning: { ...learning, optimizer: 'adamw', weightDecay: 0.1 } },
    'momentum of 0.5': { ...base, learning: { ...learning, optimizer: 'momentum', momentum: 0.5 } },
    'clipped by value': {
      ...base,
      learning: { ...learning, optimizer: 'sgd', clip: { by: 'value', at: 0.02 } },
    },
    'clipped by norm': {
      ...base,
      learning: { ...learning, optimizer: 'sgd', clip: { by: 'norm', at: 0.1 } },
    },
    'clipped by global norm': {
      ...base,
      learning: { ...learning, optimizer: 'nesterov', clip: { by: 'global-norm', at: 0.2 } },
    },
    'dropout of 0.3 behind two layers': { ...base, layers: [tanh(9, 0.3), tanh(6, 0.3), linear], learning },
    'dropout of 0.5 behind a hidden softmax': {
      ...base,
      layers: [{ units: 8, activation: 'softmax', dropout: 0.5 }, linear],
      learning,
    },
    'dropout of 0.3, last short batch, 129 wide': {
      ...base,
      layers: [tanh(129, 0.3), sigmoid],
      learning: { ...binary, batchSize: 16, learningRate: 0.003 },
    },
    'seed beyond 31 bits': { ...base, seed: 0xfedcba98, layers: [tanh(9, 0.3), linear], learning },
  };
  for (const schedule of schedules) {
    cases[`schedule ${schedule.kind}`] = { ...base, learning: { ...learning, schedule } };
    cases[`schedule ${schedule.kind}, adamw`] = {
      ...base,
      learning: { ...learning, optimizer: 'adamw', weightDecay: 0.05, schedule },
    };
  }
  for (const by of ['value', 'norm', 'global-norm'] as const)
    cases[`everything at once, clipped by ${by}`] = {
      inputs: 6,
      layers: [
        { units: 11, activation: 'gelu', dropout: 0.3 },
        { units: 7, activation: 'elu', dropout: 0.2 },
        softmax,
      ],
      rows: 45,
      weights: 'some-zero',
      learning: {
        ...classes,
        optimizer: 'adamw',
        batchSize: 16,
        schedule: schedules[3]!,
        weightDecay: 0.01,
        l1: 0.001,
        l2: 0.005,
        clip: { by, at: by === 'value' ? 0.02 : 0.1 },
      },
    };
  return cases;
}

/** Shapes, batches, weights, penalties, clipping, schedules and dropout off the beaten track. */
export const oddCases = (): Case[] =>
  Object.entries({ ...oddShapes(), ...oddLearning() }).map(([name, wanted]) => ({
    name,
    setup: setupOf({ seed: seedOf(name), ...wanted }),
  }));
