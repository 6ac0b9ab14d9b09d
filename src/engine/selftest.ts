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

/** A convolution and a pooling, for the trainers that know images. */
const imageProof = setupOf(
  {
    inputs: 36,
    image: {
      height: 6,
      width: 6,
      channels: 1,
      layers: [
        { kind: 'convolution', filters: 2, size: 3, stride: 1, padding: 'same', activation: 'relu' },
        { kind: 'max-pooling', size: 2 },
      ],
    },
    layers: [{ units: 3, activation: 'softmax' }],
  },
  { loss: 'categorical-crossentropy', batchSize: 16 },
  40,
);

/** One plain gradient step, clipped: what Adam's scaling would hide shows here. */
const gradientOf = (setup: TrainerSetup): TrainerSetup => ({
  ...setup,
  learning: { ...setup.learning, optimizer: 'sgd', learningRate: 1, clip: { by: 'global-norm', at: 0.3 } },
});

const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => {
    const distance = Math.abs(value - (b[i] ?? NaN));
    return Number.isNaN(distance) ? Infinity : Math.max(most, distance);
  }, 0);

/** What is checked, with its reference values, computed once for all trainers. */
let checks: { setup: TrainerSetup; steps: number; what: string; weights: Float64Array }[] | null = null;

const allChecks = () =>
  (checks ??= [proof, imageProof]
    .flatMap((setup) => [
      { setup: gradientOf(setup), steps: 1, what: 'a gradient' },
      { setup, steps: provenSteps, what: 'a small test training' },
    ])
    .map((check) => ({ ...check, weights: referenceTraining(check.setup, check.steps).weights })));

/**
 * Forward pass, gradient and 20 Adam steps of a small net, and of one with a convolution where the trainer knows them,
 * against float64.
 * @returns null, or what is wrong, in words.
 */
export async function disagreement(kind: TrainerKind): Promise<string | null> {
  for (const { setup, steps, weights, what } of allChecks()) {
    if (kind.supports(setup.architecture, setup.learning) !== null) continue;
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

/** A stretch shorter than this is mostly the clock's own grain. */
const shortestMs = 4;

/**
 * Milliseconds per optimiser step. Takes about `budgetMs` after a first step that compiles and warms up. What waiting for no
 * work at all takes is left out, because some browsers look only now and then whether a graphics card is done. The fastest
 * stretch counts: whatever else the machine does can only make one slower.
 */
export async function stepMs(kind: TrainerKind, setup: TrainerSetup, budgetMs: number): Promise<number> {
  const trainer = await kind.prepare(setup);
  try {
    const timed = async (steps: number) => {
      const began = performance.now();
      const end = trainer.step + steps;
      while (trainer.step < end) await trainer.advance(end - trainer.step);
      // Also waits for a graphics card to be done.
      await trainer.weights();
      return performance.now() - began;
    };
    await timed(1);
    const idle = Math.min(await timed(0), await timed(0));
    const began = performance.now();
    let fastest = Infinity;
    for (let steps = 1; ;) {
      const worked = Math.max((await timed(steps)) - idle, 0.05);
      const over = performance.now() - began >= budgetMs;
      if (worked >= shortestMs || over) fastest = Math.min(fastest, worked / steps);
      if (over) return fastest;
      if (worked < shortestMs) steps *= 4;
    }
  } finally {
    trainer.dispose();
  }
}
