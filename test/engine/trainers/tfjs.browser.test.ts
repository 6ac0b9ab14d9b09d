// The backends that Node does not have.

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { activate, dropWebgpu, tfjsDevice } from '../../../src/engine/tfjs-backend.ts';
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
    for (const { name, setup } of [...everyNth(cases, 7), ...everyNth(odd, 3)])
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

  it('needs no more memory for the hundredth training than for the tenth', async () => {
    await activate('wasm');
    const { setup } = imageCases[1]!;
    const heap = () =>
      tf.tidy(() => (tf.backend() as BackendWasm).typedArrayFromHeap(tf.scalar(1)).buffer.byteLength);
    let before = 0;
    for (let training = 0; training < 100; training++) {
      if (training === 10) before = heap();
      await after('wasm', setup, 3);
    }
    expect(heap()).toBe(before);
  });
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

  it('says that the device is gone, and goes on from a checkpoint on the next one', async () => {
    const { setup } = cases[0]!;
    const stepsPerEpoch = Math.ceil(setup.data.rows / setup.learning.batchSize);
    const device = await tfjsDevice();
    const trainer = await tfjs.prepare(setup);
    await takeSteps(trainer, stepsPerEpoch);
    const state = await trainer.checkpoint();
    await trainer.advance(1);
    device.destroy();
    await device.lost;
    await expect(trainer.advance(1)).rejects.toMatchObject({ code: 'engine-lost' });
    await expect(trainer.weights()).rejects.toMatchObject({ code: 'engine-lost' });
    trainer.dispose();
    dropWebgpu();
    await activate('webgpu');
    const next = await tfjs.prepare(setup);
    next.restore(state);
    await takeSteps(next, stepsPerEpoch);
    const undisturbed = await after('webgpu', setup, 2 * stepsPerEpoch);
    expect(await next.weights()).toEqual(undisturbed.weights);
    next.dispose();
  }, 60_000);
});
