import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { losses, optimizers } from '../../../src/core/learning.ts';
import { activations } from '../../../src/core/network.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import { arbitrarySetup } from './parity-arbitrary.ts';
import { checkSteered, steeredCases } from './parity-steering.ts';
import { checkTrainer, everyCase, oddCases, parity, takeSteps, tolerance } from './parity.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Half of the product, in which every optimiser meets every activation and every loss, and these each other; or all. */
const chosen = everyCase().filter((_, index) => {
  const [loss, activation, optimizer] = [
    index % losses.length,
    Math.floor(index / losses.length) % activations.length,
    Math.floor(index / losses.length / activations.length),
  ];
  // Then come other output activations.
  return process.env.FUZZ || optimizer >= optimizers.length || (loss + activation + optimizer) % 2 === 0;
});

describe('agrees with float64 after 200 steps', () => {
  it.each(chosen)('$name', async ({ setup }) => {
    expect(await parity(tfjs, setup)).toBeLessThan(tolerance);
  });

  it.each(oddCases())('$name', async ({ setup }) => {
    expect(await parity(tfjs, setup)).toBeLessThan(tolerance);
  });

  it('whatever the net', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySetup(), async (setup) => {
        expect(await parity(tfjs, setup, 30)).toBeLessThan(tolerance);
      }),
      { numRuns: process.env.FUZZ ? 500 : 15 },
    );
  }, 60_000);
});

describe('keeps its promises', () => {
  it.each(oddCases().filter((_, index) => index % 3 === 0))('$name', async ({ setup }) => {
    await checkTrainer(tfjs, setup);
  });
});

it.each(steeredCases())('is steered on its way: $name', ({ setup }) => checkSteered(tfjs, setup));

describe('memory', () => {
  const { setup } = oddCases().find(({ name }) => name === 'everything at once, clipped by norm')!;

  it('holds no more tensors after many steps than after a few, and none after the end', async () => {
    const before = tf.memory().numTensors;
    const trainer = await tfjs.prepare(setup);
    await takeSteps(trainer, trainer.stepsPerEpoch + 2);
    // A schedule makes a new rate with every step.
    const during = tf.memory().numTensors;
    await takeSteps(trainer, 40);
    await trainer.outputs(setup.data.inputs);
    await takeSteps(trainer, trainer.stepsPerEpoch - (trainer.step % trainer.stepsPerEpoch));
    trainer.restore(await trainer.checkpoint());
    for (const rate of [0.1, 0.01, 0.001, 0.0001]) {
      trainer.setLearningRate(rate);
      trainer.setWeights(setup.weights);
      await takeSteps(trainer, 2);
    }
    expect(tf.memory().numTensors).toBe(during);
    trainer.dispose();
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves nothing behind when it refuses a setup', async () => {
    const before = tf.memory().numTensors;
    await expect(tfjs.prepare({ ...setup, weights: new Float32Array(3) })).rejects.toThrow('parameters');
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('says what it cannot train', () => {
  const { architecture, learning } = everyCase()[0]!.setup;
  expect(tfjs.supports(architecture, learning)).toBeNull();
  expect(tfjs.supports({ inputs: 2, layers: [] }, learning)).toContain('no layers');
  const image = { height: 2, width: 2, channels: 1, layers: [{ kind: 'max-pooling', size: 3 }] } as const;
  expect(tfjs.supports({ ...architecture, image }, learning)).toContain('too small');
});
