// What the WebGPU trainer makes of its device: memory, refusals, and its loss.

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import type { Clip } from '../../../src/core/learning.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import { tfjsDevice } from '../../../src/engine/tfjs-backend.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { Gpu } from '../../../src/engine/trainers/webgpu/gpu.ts';
import { webgpuTrainers } from '../../../src/engine/trainers/webgpu/index.ts';
import { setupOf } from './parity-cases.ts';
import { expected, furthest, sameBits, takeSteps, tolerance } from './parity.ts';
import { fuzz, newDevice } from './webgpu-devices.ts';

const setup = setupOf({
  inputs: 6,
  layers: [
    { units: 12, activation: 'relu', dropout: 0.1 },
    { units: 1, activation: 'sigmoid' },
  ],
  rows: 90,
  learning: { loss: 'binary-crossentropy', optimizer: 'adam', batchSize: 16 },
});
const ways = [{ method: 'fused' }, { method: 'tiled' }] as const;

describe('memory', () => {
  it.each(ways)('does not grow over 200 retrainings ($method)', async (way) => {
    const device = await newDevice();
    const { trainer } = webgpuTrainers(device, way);
    const gpu = Gpu.of(device);
    for (let time = 0; time < 200; time++) {
      const training = await trainer.prepare(setup);
      await training.advance(2);
      if (time % 50 === 0) await training.outputs(setup.data.inputs);
      training.dispose();
      training.dispose();
      expect(gpu.liveBuffers).toBe(0);
    }
  });

  it('that is not there is said to be missing, and nothing is left behind', async () => {
    const device = await newDevice();
    const architecture = { inputs: 999, layers: [{ units: 1000, activation: 'linear' }] } as const;
    const weights = new Float32Array(1_000_000);
    const { learningRate, momentum, weightDecay, l1, l2 } = setup.learning;
    const rates = { learningRate, momentum, weightDecay, l1, l2 };
    const preparing = webgpuTrainers(device).fleet.prepare({
      architecture,
      learning: { ...setup.learning, loss: 'mean-squared-error' },
      data: { rows: 1, inputs: new Float32Array(999), targets: new Float32Array(1000), weights: null },
      models: Array.from({ length: 12 }, (_, seed) => ({
        weights,
        seed,
        ...rates,
        dropout: null,
        rows: null,
      })),
    });
    await expect(preparing).rejects.toMatchObject({ code: 'gpu-out-of-memory' });
    expect(Gpu.of(device).liveBuffers).toBe(0);
  });
});

describe('very large nets', () => {
  // One layer, of more units than one row of workgroups makes: 65,625 tiles, and 65,625 workgroups for the clipped step.
  const units = 2_100_000;
  const wide = (rows: number, clip: Clip): TrainerSetup => ({
    architecture: { inputs: 1, layers: [{ units, activation: 'linear' }] },
    learning: { ...setup.learning, loss: 'mean-squared-error', optimizer: 'sgd', learningRate: 1e5, clip },
    seed: 1,
    data: {
      rows,
      inputs: new Float32Array(rows).fill(0.5),
      targets: new Float32Array(rows * units).fill(1),
      weights: null,
    },
    weights: Float32Array.from({ length: 2 * units }, (_, i) => (i % 7) / 7),
  });

  // Takes a software adapter minutes. That tiles by turns are right is shown in webgpu.browser.test.ts.
  it.runIf(fuzz)('are computed to their last unit', { timeout: 1_200_000 }, async () => {
    const device = await newDevice();
    const wanted = wide(1, { by: 'global-norm', at: 5e-4 });
    const training = await webgpuTrainers(device, { method: 'tiled' }).trainer.prepare(wanted);
    await training.advance(1);
    const found = await training.weights();
    const all = referenceTraining(wanted, 1).weights;
    expect(furthest(all, wanted.weights)).toBeGreaterThan(0.01);
    expect(furthest(found, all)).toBeLessThan(tolerance);
    const outputs = await training.outputs(Float32Array.of(0.5));
    expect(furthest(outputs, forward(wanted.architecture, found, Float32Array.of(0.5)))).toBeLessThan(1e-5);
    training.dispose();
    expect(Gpu.of(device).liveBuffers).toBe(0);
  });

  it.each([
    ['state', 1, 1, { inputs: 33, units: 1_000_000 }, 'The models'],
    ['targets', 40, 1, { inputs: 1, units: 1_000_000 }, 'The targets'],
    ['values between layers', 17, 17, { inputs: 1, units: 1_000_000 }, 'The values between layers'],
  ] as const)('are refused in words before anything is made: %s', async (_, rows, batchSize, size, words) => {
    const device = await newDevice();
    let made = 0;
    const { createBuffer } = device;
    device.createBuffer = (descriptor) => {
      made++;
      return createBuffer.call(device, descriptor);
    };
    const architecture = {
      inputs: size.inputs,
      layers: [{ units: size.units, activation: 'linear' }],
    } as const;
    const preparing = webgpuTrainers(device, { method: 'tiled' }).trainer.prepare({
      architecture,
      learning: { ...setup.learning, loss: 'mean-squared-error', optimizer: 'sgd', batchSize },
      seed: 1,
      data: {
        rows,
        inputs: new Float32Array(rows * size.inputs),
        targets: new Float32Array(rows * size.units),
        weights: null,
      },
      weights: new Float32Array((size.inputs + 1) * size.units),
    });
    await expect(preparing).rejects.toMatchObject({
      code: 'gpu-out-of-memory',
      message: expect.stringContaining(`${words} take`) as string,
    });
    expect(made).toBe(0);
  });
});

it('says what is wrong with a shader, which WebGPU alone does not', async () => {
  const gpu = Gpu.of(await newDevice());
  await expect(gpu.pipeline('@compute fn main() { nonsense }', 'broken')).rejects.toThrow(
    /refused the broken shader\. line 1/,
  );
});

it('refuses a training that was put away, and images', async () => {
  const { trainer, fleet } = webgpuTrainers(await newDevice());
  const training = await trainer.prepare(setup);
  training.dispose();
  await expect(training.advance(1)).rejects.toMatchObject({ code: 'aborted' });
  await expect(training.weights()).rejects.toMatchObject({ code: 'aborted' });
  const image = { height: 2, width: 3, channels: 1, layers: [] };
  expect(trainer.supports({ ...setup.architecture, image }, setup.learning)).toMatch(/Images/);
  const wrong = { ...setup, architecture: { ...setup.architecture, image } };
  const models = [{ ...setup.learning, weights: setup.weights, seed: 1, dropout: null, rows: null }];
  await expect(trainer.prepare(wrong)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(fleet.prepare({ ...wrong, models })).rejects.toMatchObject({ code: 'bad-input' });
});

it('scores thousands of rows like core/forward', async () => {
  const { trainer } = webgpuTrainers(await newDevice());
  const wide = setupOf({
    inputs: 3,
    layers: [
      { units: 4100, activation: 'softmax' },
      { units: 7, activation: 'gelu' },
      { units: 2, activation: 'linear' },
    ],
    rows: 4,
    learning: { loss: 'mean-squared-error', optimizer: 'sgd' },
  });
  const training = await trainer.prepare(wide);
  const random = new Random(8);
  // More than fit between the layers at once.
  const inputs = Float32Array.from({ length: 3 * 1100 }, () => random.normal());
  const found = await training.outputs(inputs);
  const wanted = forward(wide.architecture, initialWeights(wide.architecture, 1), inputs);
  expect(found.length).toBe(2200);
  expect(found.every((value, i) => Math.abs(value - wanted[i]!) < 1e-5)).toBe(true);
  expect(await training.outputs(new Float32Array(0))).toEqual(new Float32Array(0));
  await expect(training.outputs(new Float32Array(4))).rejects.toMatchObject({ code: 'bad-input' });
  training.dispose();
});

it('shares the device of TensorFlow.js, and neither disturbs the other', async () => {
  const device = await tfjsDevice();
  const training = await webgpuTrainers(device).trainer.prepare(setup);
  const matrix = tf.randomUniform<tf.Rank.R2>([40, 40], -1, 1, 'float32', 3);
  const before = await tf.matMul(matrix, matrix).data();
  while (training.step < 200) {
    await training.advance(3);
    tf.matMul(matrix, matrix).dispose();
  }
  const weights = await training.weights();
  expect(furthest(weights, expected(setup, training.step).weights)).toBeLessThan(tolerance);
  expect(await tf.matMul(matrix, matrix).data()).toEqual(before);
  training.dispose();
});

describe('a device that goes away', () => {
  it.each(ways)('ends in the weights of an undisturbed training ($method)', async (way) => {
    const device = await newDevice();
    const undisturbed = await webgpuTrainers(device, way).trainer.prepare(setup);
    await takeSteps(undisturbed, 30 * undisturbed.stepsPerEpoch);
    const wanted = await undisturbed.weights();

    const doomed = await newDevice();
    const { trainer, fleet } = webgpuTrainers(doomed, way);
    const training = await trainer.prepare(setup);
    await takeSteps(training, 10 * training.stepsPerEpoch);
    const checkpoint = await training.checkpoint();
    const ending = takeSteps(training, 1000 * training.stepsPerEpoch);
    const reading = training.weights();
    doomed.destroy();
    const lost = { code: 'engine-lost' };
    await Promise.all([
      expect(ending).rejects.toMatchObject(lost),
      expect(reading).rejects.toMatchObject(lost),
    ]);
    await expect(training.advance(1)).rejects.toMatchObject(lost);
    await expect(training.weights()).rejects.toMatchObject(lost);
    await expect(training.checkpoint()).rejects.toMatchObject(lost);
    await expect(training.outputs(setup.data.inputs)).rejects.toMatchObject(lost);
    expect(() => training.restore(checkpoint)).toThrow(/lost/);
    await expect(trainer.prepare(setup)).rejects.toMatchObject(lost);
    const { architecture, learning, data, weights, seed } = setup;
    const models = [{ ...learning, weights, seed, dropout: null, rows: null }];
    await expect(fleet.prepare({ architecture, learning, data, models })).rejects.toMatchObject(lost);
    training.dispose();
    expect(Gpu.of(doomed).liveBuffers).toBe(0);

    const resumed = await webgpuTrainers(await newDevice(), way).trainer.prepare(setup);
    resumed.restore(checkpoint);
    await takeSteps(resumed, 20 * resumed.stepsPerEpoch);
    sameBits('the resumed training', await resumed.weights(), wanted);
  });
});
