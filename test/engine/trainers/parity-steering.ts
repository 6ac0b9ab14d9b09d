// Holds trainers that are steered on their way to the float64 reference: another learning rate from a step on, other
// parameters at a step, an optimiser that began later. Runs in Node and in the browser.

import type { OptimizerKind } from '../../../src/core/learning.ts';
import { optimizers } from '../../../src/core/learning.ts';
import { AppError } from '../../../src/core/errors.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import type { Trainer, TrainerKind, TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import type { Case } from './parity-cases.ts';
import { seedOf, setupOf } from './parity-cases.ts';
import { furthest, sameBits, takeSteps, tolerance } from './parity.ts';

/** In the midst of an epoch: 13 rows in batches of 5 are three steps. */
const until = 40;
const after = 41;

const named = (
  optimizer: OptimizerKind,
  changes: Partial<TrainerSetup['learning']> = {},
  note = '',
): Case => {
  const name = `${optimizer}${note}`;
  const setup = setupOf({
    inputs: 4,
    layers: [
      { units: 6, activation: 'tanh', dropout: 0.2 },
      { units: 3, activation: 'softmax' },
    ],
    rows: 13,
    learning: { loss: 'categorical-crossentropy', optimizer, ...changes },
    seed: seedOf(`steered ${name}`),
    weights: 'uneven',
  });
  return { name, setup };
};

/** Every optimiser, and what else stands between a base rate and a step: a schedule, a decay, clipping. */
export const steeredCases = (): Case[] => [
  ...optimizers.map((optimizer) => named(optimizer)),
  named('adam', { schedule: { kind: 'exponential', decaySteps: 30, decayRate: 0.5 } }, ' with a schedule'),
  named('adamw', { weightDecay: 0.1, clip: { by: 'global-norm', at: 0.4 } }, ' clipped'),
  named('momentum', { clip: { by: 'norm', at: 0.2 }, l2: 0.01 }, ' clipped and penalised'),
];

function isRefused(what: string, action: () => unknown): void {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'bad-input') return;
    throw thrown;
  }
  throw new Error(`${what} was not refused.`);
}

function near(what: string, found: Float32Array, wanted: Float64Array): void {
  const off = furthest(found, wanted);
  if (!(off <= tolerance)) throw new Error(`${what}: ${off} off the reference.`);
}

/** @throws Error naming what is not as it would be, had the training been set up that way. */
export async function checkSteered(kind: TrainerKind, setup: TrainerSetup): Promise<void> {
  const trainers: Trainer[] = [];
  const prepare = async (changed = setup) => {
    const trainer = await kind.prepare(changed);
    trainers.push(trainer);
    return trainer;
  };
  const start = referenceTraining(setup, until);
  const rate = setup.learning.learningRate * 0.3;
  const slower = { ...setup, learning: { ...setup.learning, learningRate: rate } };
  try {
    const steered = await prepare();
    await takeSteps(steered, until, 7);
    const state = await steered.checkpoint();
    steered.setLearningRate(rate);
    await takeSteps(steered, after);
    near('another rate', await steered.weights(), referenceTraining(slower, after, start).weights);

    const fresh = await prepare(slower);
    fresh.restore(state);
    await takeSteps(fresh, after, 3);
    sameBits('a training of that rate', await fresh.weights(), await steered.weights());

    steered.restore(state);
    steered.setLearningRate(0);
    await takeSteps(steered, 5);
    if (setup.learning.optimizer !== 'momentum' && setup.learning.optimizer !== 'nesterov')
      sameBits('a rate of 0', await steered.weights(), state.weights);

    steered.restore(state);
    steered.setLearningRate(setup.learning.learningRate);
    steered.setWeights(setup.weights);
    sameBits('weights that were set', await steered.weights(), setup.weights);
    sameBits('the state beside them', (await steered.checkpoint()).optimizer, state.optimizer);
    await takeSteps(steered, after);
    const moved = { ...start, weights: setup.weights };
    near('other weights', await steered.weights(), referenceTraining(setup, after, moved).weights);

    const anew = { ...setup, learning: { ...setup.learning, optimizerFrom: until } };
    const later = await prepare(anew);
    const empty = new Float32Array(state.optimizer.length);
    later.restore({ ...state, optimizer: empty });
    await takeSteps(later, after);
    const from = { ...start, optimizer: empty };
    near(
      'an optimiser that begins anew',
      await later.weights(),
      referenceTraining(anew, after, from).weights,
    );

    for (const wrong of [NaN, Infinity])
      isRefused(`A rate of ${wrong}`, () => {
        steered.setLearningRate(wrong);
      });
    isRefused('Weights of another network', () => {
      steered.setWeights(new Float32Array(1));
    });
  } finally {
    for (const trainer of trainers) trainer.dispose();
  }
}
