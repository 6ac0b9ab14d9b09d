// The bench's fast float64 training against the trainers' readable one and, for convolutions, against differences of its
// own loss.

import { describe, expect, it } from 'vitest';
import { makeMaterial, makeScript, setupOf } from '../../src/bench/material.ts';
import { Reference } from '../../src/bench/reference.ts';
import type { Workload } from '../../src/bench/workloads.ts';
import { workloadOf } from '../../src/bench/workloads.ts';
import { referenceTraining } from '../../src/engine/trainers/reference.ts';

const worst = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);

/** Above what float32 rounds a sum of some hundred terms by. */
const closestAllowed = 2.5e-7;

/** A workload in small: the same kinds of layers, fewer of everything. */
const small: Workload = {
  ...workloadOf('mlp-64-256-256-10-b128'),
  architecture: {
    inputs: 5,
    layers: [
      { units: 7, activation: 'relu' },
      { units: 4, activation: 'relu' },
      { units: 3, activation: 'softmax' },
    ],
  },
  batchSize: 8,
};

const smallImage: Workload = {
  ...workloadOf('cnn-28-b64'),
  architecture: {
    inputs: 81,
    image: {
      height: 9,
      width: 9,
      channels: 1,
      layers: [
        { kind: 'convolution', filters: 3, size: 2, stride: 1, padding: 'valid', activation: 'relu' },
        { kind: 'max-pooling', size: 2 },
        { kind: 'convolution', filters: 2, size: 2, stride: 1, padding: 'valid', activation: 'relu' },
      ],
    },
    layers: [{ units: 3, activation: 'softmax' }],
  },
  batchSize: 4,
};

describe('the reference of the bench', () => {
  it.each([
    ['a sigmoid', workloadOf('mlp-20-32-1-b32'), 0],
    ['a softmax and two hidden layers', small, 0],
    ['the last model of a sweep', { ...small, models: 3 }, 2],
  ])('trains like that of the trainers: %s', (_name, workload, model) => {
    const material = makeMaterial(workload);
    const setup = setupOf(material, model);
    // Over the end of an epoch.
    const steps = 30;
    const reference = new Reference(setup, makeScript(material, steps), 'keras');
    reference.advance(steps);
    expect(worst(reference.weights, referenceTraining(setup, steps).weights)).toBeLessThan(1e-12);
  });

  // Else a right engine could fail the gate, and a wrong one be excused. The largest net takes ten seconds.
  it.each([
    ['mlp-20-32-1-b32', [0]],
    ['mlp-20-64-64-1-b64', [0]],
    ['sweep-1024', [0, 1, 15, 63, 255, 1023]],
    ...(process.env['FUZZ'] ? [['mlp-64-256-256-10-b128', [0]] as const] : []),
  ] as const)('keeps every ReLU of %s away from its kink', (id, models) => {
    const material = makeMaterial(workloadOf(id));
    const { paritySteps } = material.workload;
    const script = makeScript(material, paritySteps);
    for (const model of models)
      for (const place of ['keras', 'corrected'] as const) {
        const reference = new Reference(setupOf(material, model), script, place);
        reference.advance(paritySteps);
        expect(reference.closest, `model ${model}, ${place}`).toBeGreaterThan(closestAllowed);
      }
  });

  it('has the slope of its own loss through convolutions and pooling', () => {
    const material = makeMaterial(smallImage);
    const reference = new Reference(material.setup, makeScript(material, 2), 'keras');
    // Away from the zero biases, where a ReLU may sit on its kink.
    reference.advance(1);
    reference.computeGradient();
    const gradient = reference.gradient.slice();
    const { weights } = reference;
    const by = 1e-6;
    for (const [i, slope] of gradient.entries()) {
      const before = weights[i]!;
      weights[i] = before + by;
      const above = reference.computeGradient();
      weights[i] = before - by;
      const below = reference.computeGradient();
      weights[i] = before;
      expect((above - below) / (2 * by), `parameter ${i}`).toBeCloseTo(slope, 7);
    }
  });

  it('knows two places for epsilon, and they differ by little', () => {
    const material = makeMaterial(small);
    const [keras, corrected] = (['keras', 'corrected'] as const).map((place) => {
      const reference = new Reference(material.setup, makeScript(material, 10), place);
      reference.advance(10);
      return reference.weights;
    });
    const distance = worst(keras!, corrected!);
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThan(1e-4);
  });

  it('refuses what it does not know', () => {
    const material = makeMaterial(small);
    const { learning } = material.setup;
    const setup = { ...material.setup, learning: { ...learning, loss: 'huber' as const } };
    expect(() => new Reference(setup, makeScript(material, 1), 'keras').computeGradient()).toThrow(
      RangeError,
    );
  });
});
