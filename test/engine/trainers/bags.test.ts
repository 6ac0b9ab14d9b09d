// Nets that look words up: the float64 reference against central differences, the TensorFlow.js trainer against the reference,
// core/forward against both.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import { classOf } from '../../../src/engine/model-class.ts';
import { js } from '../../../src/engine/trainers/js/trainer.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import { layersModelProblem } from '../../../src/engine/trainers/tfjs/layers-model.ts';
import { bagCases } from './bags.ts';
import { checkTrainer, expected, furthest, parity, takeSteps, tolerance } from './parity.ts';
import { expectSlopes } from './reference-slopes.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(bagCases)('$name', ({ setup }) => {
  it('has the gradient that central differences of the loss say', () => {
    expectSlopes(setup, 0);
    expectSlopes(setup, 5);
  });

  it('agrees with float64 after 200 steps, and moves', async () => {
    expect(furthest(setup.weights, expected(setup, 200).weights)).toBeGreaterThan(100 * tolerance);
    expect(await parity(tfjs, setup)).toBeLessThan(tolerance);
  });

  it('is scored by core/forward as by the trainer', async () => {
    const trainer = await tfjs.prepare(setup);
    await takeSteps(trainer, 5);
    const outputs = await trainer.outputs(setup.data.inputs);
    const wanted = await tf.softmax(tf.tensor2d(outputs, [setup.data.rows, 3])).data();
    const found = forward(setup.architecture, await trainer.weights(), setup.data.inputs);
    expect(furthest(found, wanted)).toBeLessThan(1e-6);
    trainer.dispose();
  });

  it('keeps its promises', () => checkTrainer(tfjs, setup));
});

it('is refused in words where it cannot be trained, and given to those who can', () => {
  const { architecture, learning } = bagCases[0]!.setup;
  expect(js.supports(architecture, learning)).toMatch(/embeddings are not trained/);
  expect(tfjs.supports(architecture, learning)).toBeNull();
  const tooMany = { ...architecture, bag: { words: 99, dimensions: 2, mode: 'sum' as const } };
  expect(tfjs.supports(tooMany, learning)).toMatch(/99 words are not among 9 inputs/);
  expect(layersModelProblem(architecture, learning)).toMatch(/no layer that takes counts/);
  expect(classOf(architecture, learning)).toBe('image');
});
