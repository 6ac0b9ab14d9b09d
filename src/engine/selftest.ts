// Is a trainer right on this machine, and how fast is it?

import { forward } from '../core/forward.ts';
import { setupOf } from './model-class.ts';
import { referenceTraining } from './trainers/reference.ts';
import type { TrainerKind, TrainerSetup } from './trainers/trainer.ts';

const tolerance = 1e-4;
const provenSteps = 20;

const proof = setupOf(
  {
    inputs: 3,
    layers: [
      { units: 5, activation: 'tanh', dropout: 0.2 },
      { units: 4, activation: 'relu' },
      { units: 3, activation: 'softmax' },
    ],
  },
  { loss: 'categorical-crossentropy', batchSize: 16, l2: 0.001 },
  40,
);
// One plain gradient step: what Adam's scaling would hide shows here.
const gradient: TrainerSetup = {
  ...proof,
  learning: { ...proof.learning, optimizer: 'sgd', learningRate: 1 },
};

const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => {
    const distance = Math.abs(value - (b[i] ?? NaN));
    return Number.isNaN(distance) ? Infinity : Math.max(most, distance);
  }, 0);

/** Reference values, computed once for all trainers. */
let expected: { gradient: Float64Array; training: Float64Array } | null = null;

/**
 * Forward pass, gradient and 20 Adam steps of a small net against float64.
 * @returns null, or what is wrong, in words.
 */
export async function disagreement(kind: TrainerKind): Promise<string | null> {
  expected ??= {
    gradient: referenceTraining(gradient, 1).weights,
    training: referenceTraining(proof, provenSteps).weights,
  };
  const checks = [
    { setup: gradient, steps: 1, weights: expected.gradient, what: 'a gradient' },
    { setup: proof, steps: provenSteps, weights: expected.training, what: 'a small test training' },
  ];
  for (const { setup, steps, weights, what } of checks) {
    const trainer = await kind.prepare(setup);
    try {
      const linear = setup.architecture.layers.map((layer, i, all) =>
        i === all.length - 1 ? { ...layer, activation: 'linear' as const } : layer,
      );
      const outputs = forward({ ...setup.architecture, layers: linear }, setup.weights, setup.data.inputs);
      const wrong = apart(outputs, await trainer.outputs(setup.data.inputs));
      if (wrong > tolerance) return `the forward pass gave wrong numbers (off by ${wrong.toPrecision(2)}).`;
      while (trainer.step < steps) await trainer.advance(steps - trainer.step);
      const off = apart(weights, await trainer.weights());
      if (off > tolerance) return `${what} gave wrong numbers (off by ${off.toPrecision(2)}).`;
    } finally {
      trainer.dispose();
    }
  }
  return null;
}

/**
 * Milliseconds per optimiser step. Takes about `budgetMs`, or one step where a step takes longer: the first quarter warms
 * up, the rest is timed in stretches and the fastest counts, because whatever else the machine does can only make one slower.
 */
export async function stepMs(kind: TrainerKind, setup: TrainerSetup, budgetMs: number): Promise<number> {
  const trainer = await kind.prepare(setup);
  try {
    const timed = async (steps: number) => {
      const began = performance.now();
      const first = trainer.step;
      while (trainer.step < first + steps) await trainer.advance(first + steps - trainer.step);
      // Also waits for a graphics card to be done.
      await trainer.weights();
      return (performance.now() - began) / steps;
    };
    const began = performance.now();
    let each = await timed(1);
    let steps = 1;
    let fastest = performance.now() - began > budgetMs ? each : Infinity;
    while (performance.now() - began < budgetMs) {
      // Stretches long enough for a clock that counts in tenths of a millisecond.
      steps = Math.max(1, Math.min(steps * 4, Math.round(5 / Math.max(each, 1e-3))));
      each = await timed(steps);
      if (performance.now() - began > budgetMs / 4) fastest = Math.min(fastest, each);
    }
    return Number.isFinite(fastest) ? fastest : each;
  } finally {
    trainer.dispose();
  }
}
