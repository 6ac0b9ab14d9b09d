// The backends that Node does not have.

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { activate, dropWebgpu, tfjsDevice } from '../../../src/engine/tfjs-backend.ts';
import type { TfjsBackend } from '../../../src/engine/tfjs-backend.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { bagCases } from './bags.ts';
import { convolution, imageCases, imageSetup, pooling } from './images.ts';
import { checkSteered, steeredCases } from './parity-steering.ts';
import {
  checkTrainer,
  everyCase,
  expected,
  furthest,
  oddCases,
  parity,
  sameBits,
  takeSteps,
  tolerance,
} from './parity.ts';
import { imageParityCases } from './tfjs-image-cases.ts';
import { fuzz } from './webgpu-devices.ts';

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

  it.each(bagCases)('looks words up as plain JavaScript does: $name', ({ setup }) =>
    sameAsInPlainJavaScript('wasm', setup, 12),
  );

  it.each(imageCases)('trains images as plain JavaScript does: $name', ({ setup }) =>
    sameAsInPlainJavaScript('wasm', setup, 12),
  );

  it('agrees with float64 about images', async () => {
    await activate('wasm');
    for (const { name, setup } of imageParityCases)
      expect(await parity(tfjs, setup, fuzz ? 200 : 60), name).toBeLessThan(tolerance);
  }, 60_000);

  it('goes on only where it began', async () => {
    await activate('wasm');
    const { setup } = cases[0]!;
    const undisturbed = await after('wasm', setup, 2);
    const trainer = await tfjs.prepare(setup);
    await trainer.advance(1);
    await activate('cpu');
    const refusal = { code: 'unknown', message: expect.stringContaining('backend wasm, but cpu') as string };
    await expect(trainer.advance(1)).rejects.toMatchObject(refusal);
    await expect(trainer.weights()).rejects.toMatchObject(refusal);
    await expect(trainer.outputs(setup.data.inputs)).rejects.toMatchObject(refusal);
    await activate('wasm');
    await trainer.advance(1);
    sameBits('the weights', await trainer.weights(), undisturbed.weights);
    trainer.dispose();
  });

  it('gives the error of a flat patch to its first pixel', () => sameAsInPlainJavaScript('wasm', ties, 12));

  it('keeps its promises', async () => {
    await activate('wasm');
    await checkTrainer(tfjs, named('everything at once, clipped by norm').setup);
  });

  it('is steered on its way', async () => {
    await activate('wasm');
    for (const { setup } of steeredCases()) await checkSteered(tfjs, setup);
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

  it.each(bagCases.slice(1, 3))(
    'looks words up as plain JavaScript does: $name',
    ({ setup }) => sameAsInPlainJavaScript('webgpu', setup, 3),
    60_000,
  );

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

  // By default two whose shaders the tests above have compiled: compiling takes longer here than 64 steps. With VITE_FUZZ a wide
  // slice of everything, as long as on other backends.
  const long = fuzz
    ? [...everyNth(cases, 7), ...everyNth(odd, 3), ...imageParityCases]
    : [cases.find(({ name }) => name === 'adamw elu mean-squared-error')!, imageParityCases[3]!];
  it.each(long)(
    'agrees with float64 for long: $name',
    async ({ setup }) => {
      await activate('webgpu');
      const steps = fuzz ? 200 : 64;
      expect(furthest(setup.weights, expected(setup, steps).weights)).toBeGreaterThan(50 * tolerance);
      expect(await parity(tfjs, setup, steps)).toBeLessThan(tolerance);
    },
    fuzz ? 600_000 : 60_000,
  );

  it('leaves no tensor behind', () => holdsNoTensors('webgpu'), 60_000);

  it('says what failed while the device is there', async () => {
    const { setup } = cases[0]!;
    await activate('webgpu');
    const trainer = await tfjs.prepare(setup);
    const cause = new RangeError('There is no memory left for that.');
    const read = vi.spyOn(tf.backend(), 'read').mockRejectedValue(cause);
    await expect(trainer.weights()).rejects.toMatchObject({ code: 'unknown', message: cause.message });
    read.mockRestore();
    expect(await trainer.weights()).toEqual(setup.weights);
    trainer.dispose();
  });

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
    dropWebgpu();
    await activate('webgpu');
    // Its device stays gone, whatever took its place.
    await expect(trainer.advance(1)).rejects.toMatchObject({ code: 'engine-lost' });
    trainer.dispose();
    const next = await tfjs.prepare(setup);
    next.restore(state);
    await takeSteps(next, stepsPerEpoch);
    const undisturbed = await after('webgpu', setup, 2 * stepsPerEpoch);
    expect(await next.weights()).toEqual(undisturbed.weights);
    next.dispose();
  }, 60_000);
});
