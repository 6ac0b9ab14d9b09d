// Series, oblong windows, means and bags of words against Keras 3 (test/fixtures/engine/layers.py): outputs and gradients, in
// float64, in the live forward pass and on TensorFlow.js; and the initialisers against what Keras draws.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import { initialWeights, initializers } from '../../../src/core/initial-weights.ts';
import type { Initializer } from '../../../src/core/initial-weights.ts';
import { parseLayers } from '../../../src/core/layer-notation.ts';
import { buildLayers } from '../../../src/core/layer-plan.ts';
import { defaultLearning } from '../../../src/core/learning.ts';
import type { Architecture } from '../../../src/core/network.ts';
import { batchOf } from '../../../src/engine/looking/batch.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { furthest } from './parity.ts';

interface Fixture {
  readonly targets: readonly number[];
  readonly cases: readonly {
    readonly name: string;
    readonly layers: string;
    readonly inputs: readonly (readonly number[])[];
    readonly weights: readonly number[];
    readonly outputs: readonly number[];
    readonly gradient: readonly number[];
  }[];
  readonly draws: readonly {
    readonly initializer: Initializer | 'embedding';
    readonly shape: readonly number[];
    readonly mean: number;
    readonly deviation: number;
    readonly most: number;
  }[];
}
const { targets, cases, draws } = JSON.parse(
  readFileSync(new URL('../../fixtures/engine/layers.json', import.meta.url), 'utf8'),
) as Fixture;

function setupOf({ layers, inputs, weights }: Fixture['cases'][number]): TrainerSetup {
  const { plan } = parseLayers(layers);
  const width = inputs[0]!.length;
  const { architecture } = buildLayers(plan!, width, { units: 2, activation: 'linear' });
  return {
    architecture: architecture!,
    learning: {
      ...defaultLearning,
      loss: 'mean-squared-error',
      optimizer: 'sgd',
      learningRate: 1,
      batchSize: inputs.length,
    },
    seed: 1,
    data: {
      rows: inputs.length,
      inputs: Float32Array.from(inputs.flat()),
      targets: Float32Array.from(targets),
      weights: null,
    },
    weights: Float32Array.from(weights),
  };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(cases)('$name', (kerasCase) => {
  const setup = setupOf(kerasCase);
  const { outputs, gradient, weights } = kerasCase;

  it('is Keras’ to the last digits in float64', () => {
    const batch = batchOf(setup, Float64Array.from(weights), 0);
    expect(furthest(batch.gradient, gradient)).toBeLessThan(1e-13);
    const found = new Float64Array(outputs.length);
    batch.rows.forEach((row, place) => {
      found.set(batch.dense.at(-1)!.outputs.subarray(2 * place, 2 * place + 2), 2 * row);
    });
    expect(furthest(found, outputs)).toBeLessThan(1e-13);
  });

  it('is scored alike by core/forward', () => {
    expect(furthest(forward(setup.architecture, setup.weights, setup.data.inputs), outputs)).toBeLessThan(
      1e-6,
    );
  });

  it('is trained alike on TensorFlow.js', async () => {
    const trainer = await tfjs.prepare(setup);
    await trainer.advance(1);
    const found = (await trainer.weights()).map((value, i) => setup.weights[i]! - value);
    trainer.dispose();
    expect(furthest(found, gradient)).toBeLessThan(1e-6);
  });
});

/** A network with one part of this shape, and nothing before it. */
function architectureOf(shape: readonly number[], embedding: boolean): Architecture {
  const [first = 1, second = 1, channels = 1, filters = 1] = shape;
  if (embedding)
    return { inputs: first, bag: { words: first, dimensions: second, mode: 'mean' }, layers: [] };
  if (shape.length === 2) return { inputs: first, layers: [{ units: second, activation: 'relu' }] };
  return {
    inputs: first * second * channels,
    image: {
      height: first,
      width: second,
      channels,
      layers: [
        {
          kind: 'convolution',
          filters,
          size: second,
          height: first,
          stride: 1,
          padding: 'valid',
          activation: 'relu',
        },
      ],
    },
    layers: [],
  };
}

describe('initial weights are drawn as Keras draws them', () => {
  it('in every way', () => {
    for (const initializer of initializers)
      expect(draws.some((drawn) => drawn.initializer === initializer)).toBe(true);
  });

  it.each(draws)('$initializer $shape', ({ initializer, shape, deviation, most }) => {
    const embedding = initializer === 'embedding';
    const architecture = architectureOf(shape, embedding);
    const size = shape.reduce((product, length) => product * length, 1);
    const values = initialWeights(architecture, 4, embedding ? undefined : initializer).subarray(0, size);
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size);
    if (initializer === 'zeros') {
      expect(values.every((value) => value === 0)).toBe(true);
      return;
    }
    expect(Math.abs(mean)).toBeLessThan(0.02 * deviation);
    expect(spread / deviation).toBeGreaterThan(0.98);
    expect(spread / deviation).toBeLessThan(1.02);
    // Uniform ones and cut normals end where Keras' end; a whole normal has no end.
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    if (initializer !== 'small-normal') expect(largest / most).toBeCloseTo(1, 2);
  });

  it('of the same seed with the same bits, and zeros for words too where zeros are asked for', () => {
    const bag = architectureOf([50, 8], true);
    expect(initialWeights(bag, 3, 'he-normal')).toEqual(initialWeights(bag, 3));
    expect(initialWeights(bag, 3, 'zeros').every((value) => value === 0)).toBe(true);
    const dense = architectureOf([20, 10], false);
    expect(initialWeights(dense, 3, 'he-normal')).toEqual(initialWeights(dense, 3, 'he-normal'));
    expect(initialWeights(dense, 3, 'he-normal')).not.toEqual(initialWeights(dense, 4, 'he-normal'));
    expect(initialWeights(dense, 3)).toEqual(initialWeights(dense, 3, 'glorot-uniform'));
  });
});
