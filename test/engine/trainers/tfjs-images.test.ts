// Convolutional nets, held against the float64 reference, automatic gradients and core/forward.ts.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// Brings the automatic gradients.
import '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import type { Activation } from '../../../src/core/network.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { epochOrder } from '../../../src/core/training-hash.ts';
import { referenceGradient } from '../../../src/engine/trainers/reference.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { convolution, imageCases, imageSetup, pooling } from './images.ts';
import { checkTrainer, expected, furthest, parity, takeSteps, tolerance } from './parity.ts';
import { imageParityCases } from './tfjs-image-cases.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function bent(sums: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'gelu':
      return tf.mul(tf.mul(sums, 0.5), tf.add(tf.erf(tf.mul(sums, Math.SQRT1_2)), 1));
    case 'leaky-relu':
      return tf.leakyRelu(sums, 0.2);
    case 'linear':
      return sums;
    default:
      return tf[activation](sums);
  }
}

/** The net once more, with TensorFlow.js' own operations, for its automatic gradients. */
function sumsOf({ architecture }: TrainerSetup, weights: tf.Tensor1D, inputs: tf.Tensor2D): tf.Tensor2D {
  const { layers, convolutions } = layoutOf(architecture);
  const image = architecture.image!;
  let value: tf.Tensor = tf.reshape(inputs, [-1, image.height, image.width, image.channels]);
  let [channels, placed] = [image.channels, 0];
  for (const layer of image.layers) {
    const window: [number, number] = [layer.height ?? layer.size, layer.size];
    if (layer.kind === 'max-pooling') value = tf.maxPool(value as tf.Tensor4D, window, window, 'valid');
    else if (layer.kind === 'average-pooling')
      value = tf.avgPool(value as tf.Tensor4D, window, window, 'valid');
    else {
      const { kernelAt, biasAt, units } = convolutions[placed++]!;
      const filter = tf.reshape<tf.Rank.R4>(tf.slice(weights, kernelAt, biasAt - kernelAt), [
        ...window,
        channels,
        units,
      ]);
      const product = tf.conv2d(value as tf.Tensor4D, filter, layer.stride, layer.padding);
      value = bent(tf.add(product, tf.slice(weights, biasAt, units)), layer.activation);
      channels = units;
    }
  }
  value = tf.reshape(value, [inputs.shape[0], -1]);
  layers.forEach(({ inputs: fanIn, units, kernelAt, biasAt }, index) => {
    const kernel = tf.reshape(tf.slice(weights, kernelAt, fanIn * units), [fanIn, units]);
    value = tf.add(tf.matMul(value, kernel), tf.slice(weights, biasAt, units));
    if (index < layers.length - 1) value = bent(value, architecture.layers[index]!.activation);
  });
  return value as tf.Tensor2D;
}

const plain = (setup: TrainerSetup): TrainerSetup => ({
  ...setup,
  architecture: {
    ...setup.architecture,
    layers: setup.architecture.layers.map((layer) => ({ ...layer, dropout: 0 })),
  },
  learning: { ...setup.learning, optimizer: 'sgd', learningRate: 1, l1: 0, l2: 0, clip: null },
});

/** How far the trainer's gradient of the first batch is from those of the reference and of TensorFlow.js by itself. */
async function gradientsApart(setup: TrainerSetup): Promise<{ apart: number; most: number }> {
  const own = plain(setup);
  const { rows, inputs, targets } = own.data;
  const batch = epochOrder(own.seed, 0, rows).slice(0, own.learning.batchSize);
  const gather = (values: Float32Array) =>
    tf.gather(tf.tensor2d(values, [rows, values.length / rows]), tf.tensor1d(batch, 'int32'));
  const gradient = tf.grad((weights) => {
    const sums = sumsOf(own, weights as tf.Tensor1D, gather(inputs));
    return tf.mean(tf.neg(tf.sum(tf.mul(tf.logSoftmax(sums), gather(targets)), 1)));
  })(tf.tensor1d(own.weights));
  const trainer = await tfjs.prepare(own);
  await trainer.advance(1);
  const found = (await trainer.weights()).map((value, i) => own.weights[i]! - value);
  trainer.dispose();
  const wanted = await gradient.data<'float32'>();
  const reference = referenceGradient(own, Float64Array.from(own.weights), 0);
  const apart = Math.max(furthest(found, wanted), furthest(found, reference));
  return { apart, most: Math.max(...wanted.map(Math.abs)) };
}

/** How far the scores of core/forward are from the trainer's own, after some steps. */
async function scoresApart(setup: TrainerSetup): Promise<number> {
  const trainer = await tfjs.prepare(setup);
  await takeSteps(trainer, 5);
  const weights = await trainer.weights();
  const outputs = await trainer.outputs(setup.data.inputs);
  trainer.dispose();
  const sums = tf.tensor2d(outputs, [setup.data.rows, 3]);
  const probabilities = await tf.softmax(sums).data();
  return furthest(forward(setup.architecture, weights, setup.data.inputs), probabilities);
}

describe.each(imageCases)('$name', ({ setup }) => {
  it('has the gradient of the reference, and that TensorFlow.js finds by itself', async () => {
    const { apart, most } = await gradientsApart(setup);
    expect(most).toBeGreaterThan(0.01);
    expect(apart).toBeLessThan(2e-6);
  });

  it('is scored by core/forward as by the trainer', async () => {
    expect(await scoresApart(setup)).toBeLessThan(1e-5);
  });
});

describe('agrees with float64 after 200 steps', () => {
  it.each(imageParityCases)('$name', async ({ setup }) => {
    expect(furthest(setup.weights, expected(setup, 200).weights)).toBeGreaterThan(100 * tolerance);
    expect(await parity(tfjs, setup)).toBeLessThan(tolerance);
  });
});

it('keeps its promises with images', () => checkTrainer(tfjs, imageParityCases[5]!.setup));

const imageLayer = fc.oneof(
  fc.record({
    kind: fc.constant('convolution' as const),
    filters: fc.integer({ min: 1, max: 5 }),
    size: fc.integer({ min: 1, max: 4 }),
    height: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('valid' as const, 'same' as const),
    activation: fc.constantFrom('linear', 'relu', 'leaky-relu', 'elu', 'gelu', 'tanh', 'sigmoid'),
  }),
  fc.record({
    kind: fc.constantFrom('max-pooling' as const, 'average-pooling' as const),
    size: fc.integer({ min: 1, max: 3 }),
    height: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  }),
);

it('whatever the layers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 11 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(imageLayer, { maxLength: 3 }),
      async (side, channels, layers) => {
        const { learning } = imageCases[0]!.setup;
        const image = { height: side, width: side, channels, layers };
        const inputs = side * side * channels;
        const output = { units: 3, activation: 'softmax' } as const;
        fc.pre(tfjs.supports({ inputs, image, layers: [output] }, learning) === null);
        const setup = imageSetup(side, channels, layers);
        expect((await gradientsApart(setup)).apart).toBeLessThan(1e-5);
        expect(await scoresApart(setup)).toBeLessThan(1e-5);
      },
    ),
    { numRuns: process.env.FUZZ ? 1000 : 30 },
  );
}, 60_000);

it('gives the error of a flat patch to its first pixel, as TensorFlow does', async () => {
  const flat = imageSetup(6, 1, [convolution(2, 1, 'linear'), pooling(2)]);
  const setup = plain({ ...flat, data: { ...flat.data, inputs: new Float32Array(11 * 36).fill(0.5) } });
  const trainer = await tfjs.prepare(setup);
  await trainer.advance(1);
  const found = await trainer.weights();
  trainer.dispose();
  // One pixel of each window gets the error, so the gradient of the filter is that of its bias × the pixel's 0.5.
  for (const filter of [0, 1])
    expect(found[filter]! - setup.weights[filter]!).toBeCloseTo(
      0.5 * (found[2 + filter]! - setup.weights[2 + filter]!),
      6,
    );
  const spread = tf.grad((weights) => {
    const sums = sumsOf(setup, weights as tf.Tensor1D, tf.fill([4, 36], 0.5));
    return tf.mean(tf.neg(tf.sum(tf.mul(tf.logSoftmax(sums), batchTargets(setup)), 1)));
  })(tf.tensor1d(setup.weights));
  const wanted = await spread.data<'float32'>();
  expect(
    furthest(
      found.map((value, i) => setup.weights[i]! - value),
      wanted,
    ),
  ).toBeLessThan(2e-6);
});

function batchTargets({ seed, data }: TrainerSetup): tf.Tensor2D {
  const order = epochOrder(seed, 0, data.rows).slice(0, 4);
  return tf.gather(tf.tensor2d(data.targets, [data.rows, 3]), tf.tensor1d(order, 'int32'));
}

it('learns, goes on from a checkpoint bit for bit, and leaves no tensor behind', async () => {
  const setup = imageSetup(8, 1, [convolution(4, 3), pooling(2)], { batchSize: 16 }, { rows: 60 });
  const before = tf.memory().numTensors;
  const trainer = await tfjs.prepare(setup);
  await takeSteps(trainer, 4);
  const state = await trainer.checkpoint();
  const during = tf.memory().numTensors;
  await takeSteps(trainer, 60);
  expect(tf.memory().numTensors).toBe(during);
  const weights = await trainer.weights();
  trainer.restore(state);
  await takeSteps(trainer, 60, 3);
  expect(await trainer.weights()).toEqual(weights);
  trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
  const scores = forward(setup.architecture, weights, setup.data.inputs);
  const right = Array.from({ length: 60 }, (_, row) => {
    const own = [...scores.subarray(row * 3, row * 3 + 3)];
    return setup.data.targets[row * 3 + own.indexOf(Math.max(...own))];
  }).filter((hit) => hit === 1).length;
  expect(right).toBeGreaterThan(55);
});
