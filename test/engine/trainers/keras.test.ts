// Holds the float64 reference, and so every trainer that is held to it, to trainings that Keras 3 did in float64
// (test/fixtures/engine/training.py).

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Clip, LossKind, OptimizerKind, Schedule } from '../../../src/core/learning.ts';
import { defaultLearning, losses, optimizers, scheduleFactor } from '../../../src/core/learning.ts';
import type { Activation, ImageLayer } from '../../../src/core/network.ts';
import { activations } from '../../../src/core/network.ts';
import { epochOrder } from '../../../src/core/training-hash.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { furthest, takeSteps } from './parity.ts';

interface KerasCase {
  readonly name: string;
  readonly loss: LossKind;
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly hidden: readonly [units: number, activation: Activation][];
  readonly last: Activation;
  readonly image?: readonly ImageLayer[];
  readonly schedule?: Schedule;
  readonly clip?: Clip;
  readonly l1?: number;
  readonly l2?: number;
  readonly weights?: 'sample' | 'class';
  readonly batchSize?: number;
  readonly final: readonly number[];
}

interface Fixture {
  readonly steps: number;
  readonly seed: number;
  readonly data: {
    readonly rows: number;
    readonly inputs: readonly number[];
    readonly images: readonly number[];
    readonly imageSide: number;
    readonly targets: Readonly<Record<'continuous' | 'binary' | 'one-hot', readonly number[]>>;
    readonly sampleWeights: readonly number[];
    /** Of each row, by its class. */
    readonly classWeights: readonly number[];
  };
  /** Initial weights by number of parameters. */
  readonly starts: Readonly<Record<string, readonly number[]>>;
  readonly schedules: readonly { name: string; schedule: Schedule; factors: readonly number[] }[];
  readonly cases: readonly KerasCase[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/engine/${name}`, import.meta.url), 'utf8'));

const { steps, seed, data, starts, schedules, cases } = read('keras.json') as Fixture;

function setupOf(kerasCase: KerasCase): TrainerSetup {
  const { loss, optimizer, learningRate, hidden, last, image, schedule, clip, l1, l2 } = kerasCase;
  const kind =
    loss === 'binary-crossentropy'
      ? 'binary'
      : loss === 'categorical-crossentropy'
        ? 'one-hot'
        : 'continuous';
  const targets = data.targets[kind];
  const inputs = image ? data.images : data.inputs;
  const weights = { sample: data.sampleWeights, class: data.classWeights };
  const { imageSide } = data;
  return {
    architecture: {
      inputs: inputs.length / data.rows,
      ...(image && { image: { height: imageSide, width: imageSide, channels: 1, layers: image } }),
      layers: [
        ...hidden.map(([units, activation]) => ({ units, activation })),
        { units: targets.length / data.rows, activation: last },
      ],
    },
    learning: {
      ...defaultLearning,
      loss,
      optimizer,
      learningRate,
      schedule: schedule ?? defaultLearning.schedule,
      clip: clip ?? null,
      l1: l1 ?? 0,
      l2: l2 ?? 0,
      batchSize: kerasCase.batchSize ?? data.rows,
    },
    seed,
    data: {
      rows: data.rows,
      inputs: Float32Array.from(inputs),
      targets: Float32Array.from(targets),
      weights: kerasCase.weights ? Float32Array.from(weights[kerasCase.weights]) : null,
    },
    weights: Float32Array.from(starts[kerasCase.final.length]!),
  };
}

describe('the reference is Keras', () => {
  it('in every loss with every activation and every optimiser', () => {
    const covered = new Set(
      cases.flatMap(({ loss, optimizer, hidden }) => [
        `${loss} ${optimizer}`,
        ...hidden.map(([, activation]) => `${loss} ${activation}`),
      ]),
    );
    for (const loss of losses)
      for (const other of [...activations, ...optimizers]) expect(covered).toContain(`${loss} ${other}`);
  });

  it.each(cases)('$name', (kerasCase) => {
    const found = referenceTraining(setupOf(kerasCase), steps);
    // Keras' TensorFlow backend holds the slope of leaky ReLU and the √2 of GELU in float32.
    const rounded = /leaky-relu|gelu/.test(
      JSON.stringify([kerasCase.hidden, kerasCase.last, kerasCase.image]),
    );
    expect(furthest(found.weights, kerasCase.final)).toBeLessThan(rounded ? 5e-8 : 1e-10);
  });

  it.each(schedules)('schedule $name', ({ schedule, factors }) => {
    factors.forEach((factor, step) => expect(scheduleFactor(schedule, step)).toBeCloseTo(factor, 13));
  });
});

it('was given our own order of the rows', () => {
  const { rows, orders } = read('epoch-order.json') as { rows: number; orders: readonly number[][] };
  orders.forEach((order, epoch) => expect([...epochOrder(seed, epoch, rows)]).toEqual(order));
});

describe('images are trained on TensorFlow.js as in Keras', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(cases.filter(({ image }) => image))('$name', async (kerasCase) => {
    const trainer = await tfjs.prepare(setupOf(kerasCase));
    await takeSteps(trainer, steps);
    expect(furthest(await trainer.weights(), kerasCase.final)).toBeLessThan(1e-5);
    trainer.dispose();
  });
});
