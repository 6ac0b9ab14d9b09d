// The backends that Node does not have.

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { activate } from '../../../src/engine/tfjs-backend.ts';
import type { TfjsBackend } from '../../../src/engine/tfjs-backend.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { convolution, imageCases, imageSetup, pooling } from './images.ts';
import { checkTrainer, everyCase, furthest, oddCases, parity, takeSteps, tolerance } from './parity.ts';

const cases = everyCase();
const odd = oddCases();
const everyNth = <T>(all: readonly T[], n: number): T[] => all.filter((_, index) => index % n === 0);
const named = (name: string) => odd.find((one) => one.name === name)!;

/** Weights after some steps, and the outputs of the first two rows. */
async function after(backend: TfjsBackend, setup: TrainerSetup, steps: number) {
  await activate(backend);
  const trainer = await tfjs.prepare(setup);
  try {
    await takeSteps(trainer, steps);
    const outputs = await trainer.outputs(setup.data.inputs.slice(0, 2 * setup.architecture.inputs));
    return { weights: await trainer.weights(), outputs };
  } finally {
    trainer.dispose();
  }
}

async function sameAsInPlainJavaScript(backend: TfjsBackend, setup: TrainerSetup, steps: number) {
  const found = await after(backend, setup, steps);
  const wanted = await after('cpu', setup, steps);
  expect(furthest(wanted.weights, setup.weights)).toBeGreaterThan(1e-3);
  expect(furthest(found.weights, wanted.weights)).toBeLessThan(2e-5);
  expect(furthest(found.outputs, wanted.outputs)).toBeLessThan(1e-4);
}

/** Every pixel of a window the same: the first must get the error. */
const flat = imageSetup(6, 1, [convolution(2, 1, 'linear'), pooling(2)]);
const ties = { ...flat, data: { ...flat.data, inputs: flat.data.inputs.map(() => 0.5) } };

async function holdsNoTensors(backend: TfjsBackend): Promise<void> {
  await activate(backend);
  const { setup } = named('everything at once, clipped by norm');
  const before = tf.memory().numTensors;
  const trainer = await tfjs.prepare(setup);
  // A whole epoch: its last batch is short, and has scalars of its own.
  await takeSteps(trainer, trainer.stepsPerEpoch);
  const during = tf.memory();
  await takeSteps(trainer, trainer.stepsPerEpoch);
  expect(tf.memory()).toMatchObject({ numTensors: during.numTensors, numBytes: during.numBytes });
  trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
}

afterAll(() => activate('cpu'));

describe('wasm', () => {
  it('agrees with float64 after 200 steps', async () => {
    await activate('wasm');
    for (const { name, setup } of [...everyNth(cases, 4), ...everyNth(odd, 2)])
      expect(await parity(tfjs, setup), name).toBeLessThan(tolerance);
  }, 60_000);

  it.each(imageCases)('trains images as plain JavaScript does: $name', ({ setup }) =>
    sameAsInPlainJavaScript('wasm', setup, 12),
  );

  it('gives the error of a flat patch to its first pixel', () => sameAsInPlainJavaScript('wasm', ties, 12));

  it('keeps its promises', async () => {
    await activate('wasm');
    await checkTrainer(tfjs, named('everything at once, clipped by norm').setup);
  });

  it('leaves no tensor behind', () => holdsNoTensors('wasm'));
});

// SwiftShader takes tens of milliseconds for a step.
describe('webgpu', () => {
  it('agrees with float64', async () => {
    await activate('webgpu');
    for (const { name, setup } of everyNth(cases, 43))
      expect(await parity(tfjs, setup, 4), name).toBeLessThan(1e-5);
  }, 60_000);

  it('agrees with float64 with everything switched on', async () => {
    await activate('webgpu');
    const { setup } = named('everything at once, clipped by norm');
    expect(await parity(tfjs, setup, 6)).toBeLessThan(1e-5);
  }, 60_000);

  it.each(everyNth(imageCases, 2))(
    'trains images as plain JavaScript does: $name',
    ({ setup }) => sameAsInPlainJavaScript('webgpu', setup, 3),
    60_000,
  );

  it(
    'gives the error of a flat patch to its first pixel',
    () => sameAsInPlainJavaScript('webgpu', ties, 3),
    60_000,
  );

  it('leaves no tensor behind', () => holdsNoTensors('webgpu'), 60_000);
});
