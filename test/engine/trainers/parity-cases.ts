// Trainings that every trainer must take as the float64 reference does. Runs in Node and in the browser.
// Learning rates are modest on purpose: a trajectory that amplifies rounding would tell about chaos, not about a trainer.

import type { Learning, LossKind, OptimizerKind } from '../../../src/core/learning.ts';
import { defaultLearning, losses, optimizers } from '../../../src/core/learning.ts';
import type { Activation, DenseLayer } from '../../../src/core/network.ts';
import { activations } from '../../../src/core/network.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { hashText, Random } from '../../../src/core/random.ts';
import type { TrainerSetup, TrainingData } from '../../../src/engine/trainers/trainer.ts';

export interface Case {
  readonly name: string;
  readonly setup: TrainerSetup;
}

/** Rates at which 200 steps move the parameters far more than the tolerance, and rounding hardly at all. */
export const calmRate: Readonly<Record<OptimizerKind, number>> = {
  sgd: 0.05,
  momentum: 0.01,
  nesterov: 0.01,
  rmsprop: 0.002,
  adam: 0.01,
  adamw: 0.01,
};

/**
 * Where the first draw takes a trajectory so close to a kink (of ReLU, Huber, |error|) that rounding might decide on which
 * side it goes, a later draw: noise of 1e-6 at every tenth step moves no case by more than 3e-5 in 200 steps.
 */
const draws: Readonly<Record<string, number>> = {
  'sgd relu mean-squared-error': 1,
  'sgd gelu mean-absolute-error': 1,
  'momentum relu mean-absolute-error': 1,
  'momentum leaky-relu categorical-crossentropy': 1,
  'nesterov relu mean-squared-error': 1,
  'nesterov relu mean-absolute-error': 2,
  'nesterov relu huber': 1,
  'nesterov elu mean-absolute-error': 1,
  'nesterov gelu mean-absolute-error': 1,
  'rmsprop relu mean-absolute-error': 1,
  'rmsprop relu huber': 1,
  'adam relu categorical-crossentropy': 2,
  'adam leaky-relu mean-absolute-error': 1,
  'adam gelu mean-squared-error': 1,
  'adam softmax mean-absolute-error': 1,
  'adam softmax categorical-crossentropy': 2,
  'adamw gelu mean-absolute-error': 2,
  'adamw gelu categorical-crossentropy': 1,
  'adam tanh elu out mean-absolute-error': 1,
  'adam tanh gelu out mean-absolute-error': 2,
  'batch larger than the rows': 1,
  'three hidden layers': 1,
};

/** By name, so that a new case changes no other. */
export const seedOf = (name: string): number => hashText(`${name}, draw ${draws[name] ?? 0}`);

export interface Wanted {
  readonly inputs: number;
  readonly layers: readonly DenseLayer[];
  readonly rows: number;
  readonly learning: Partial<Learning> & Pick<Learning, 'loss' | 'optimizer'>;
  readonly seed?: number;
  /** Sample weights: between 0 and 2, or the same with every third row at 0. */
  readonly weights?: 'uneven' | 'some-zero';
}

/** Noisy targets that fit the loss, and depend on the inputs. */
function targetsFor(
  loss: LossKind,
  last: Activation,
  inputs: Float32Array,
  rows: number,
  units: number,
  random: Random,
) {
  const width = inputs.length / rows;
  const direction = Float64Array.from({ length: units * width }, () => random.normal() / Math.sqrt(width));
  const targets = new Float32Array(rows * units);
  const oneHot =
    loss === 'categorical-crossentropy' || (last === 'softmax' && loss !== 'binary-crossentropy');
  for (let row = 0; row < rows; row++) {
    const scores = Array.from({ length: units }, (_, unit) => {
      let score = 0.7 * random.normal();
      for (let i = 0; i < width; i++) score += inputs[row * width + i]! * direction[unit * width + i]!;
      return score;
    });
    if (oneHot) targets[row * units + scores.indexOf(Math.max(...scores))] = 1;
    else
      for (const [unit, score] of scores.entries())
        targets[row * units + unit] =
          loss === 'binary-crossentropy'
            ? Number(score > 0)
            : last === 'sigmoid'
              ? Number(score > 0.3)
              : score;
  }
  return targets;
}

/** A whole training from its description: everything random is drawn from the seed. */
export function setupOf({ inputs: width, layers, rows, learning, seed = 1, weights }: Wanted): TrainerSetup {
  const random = new Random(seed).stream('parity');
  const inputs = Float32Array.from({ length: rows * width }, () => random.normal());
  const { units, activation } = layers.at(-1)!;
  const architecture = { inputs: width, layers };
  const data: TrainingData = {
    rows,
    inputs,
    targets: targetsFor(learning.loss, activation, inputs, rows, units, random),
    weights: weights
      ? Float32Array.from({ length: rows }, (_, row) =>
          weights === 'some-zero' && row % 3 === 0 ? 0 : 2 * random.uniform(),
        )
      : null,
  };
  const start = initialWeights(architecture, seed);
  return {
    architecture,
    learning: {
      ...defaultLearning,
      batchSize: 5,
      learningRate: calmRate[learning.optimizer],
      ...learning,
    },
    seed,
    data,
    weights: start,
  };
}

const naturalOutput = (loss: LossKind): DenseLayer => {
  if (loss === 'binary-crossentropy') return { units: 1, activation: 'sigmoid' };
  if (loss === 'categorical-crossentropy') return { units: 3, activation: 'softmax' };
  return { units: 2, activation: 'linear' };
};

/**
 * Every optimiser × hidden activation × loss, each a net of 4-6-5 and the outputs that fit the loss, 13 rows in batches of
 * 5 (so the last of an epoch has 3); then every other output activation with every loss that allows it.
 */
export function everyCase(): Case[] {
  const cases: Case[] = [];
  const add = (name: string, activation: Activation, output: DenseLayer, learning: Wanted['learning']) =>
    cases.push({
      name,
      setup: setupOf({
        inputs: 4,
        layers: [{ units: 6, activation }, { units: 5, activation }, output],
        rows: 13,
        learning,
        seed: seedOf(name),
      }),
    });
  for (const optimizer of optimizers)
    for (const activation of activations)
      for (const loss of losses)
        add(`${optimizer} ${activation} ${loss}`, activation, naturalOutput(loss), { loss, optimizer });
  for (const loss of ['mean-squared-error', 'mean-absolute-error', 'huber'] as const)
    for (const activation of activations)
      if (activation !== 'linear')
        add(
          `adam tanh ${activation} out ${loss}`,
          'tanh',
          { units: 3, activation },
          { loss, optimizer: 'adam' },
        );
  add(
    'sgd tanh logits out binary-crossentropy',
    'tanh',
    { units: 1, activation: 'linear' },
    {
      loss: 'binary-crossentropy',
      optimizer: 'sgd',
    },
  );
  add(
    'adam tanh 4 sigmoids out binary-crossentropy',
    'tanh',
    { units: 4, activation: 'sigmoid' },
    {
      loss: 'binary-crossentropy',
      optimizer: 'adam',
    },
  );
  add(
    'adam tanh logits out categorical-crossentropy',
    'tanh',
    { units: 3, activation: 'linear' },
    {
      loss: 'categorical-crossentropy',
      optimizer: 'adam',
    },
  );
  return cases;
}
