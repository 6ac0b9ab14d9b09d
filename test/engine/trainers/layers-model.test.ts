// Trainings that change over to a layers model of TensorFlow.js and back, held against the same training undisturbed.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import type { Learning } from '../../../src/core/learning.ts';
import { losses, optimizers, optimizerSlots } from '../../../src/core/learning.ts';
import type { DenseLayer } from '../../../src/core/network.ts';
import { activations } from '../../../src/core/network.ts';
import { epochOrder } from '../../../src/core/training-hash.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs/index.ts';
import {
  fromLayersModel,
  layersModelProblem,
  toLayersModel,
} from '../../../src/engine/trainers/tfjs/layers-model.ts';
import type { TrainerSetup, TrainerState } from '../../../src/engine/trainers/trainer.ts';
import { averaging, convolution, imageSetup, pooling } from './images.ts';
import { setupOf } from './parity-cases.ts';
import { furthest, takeSteps } from './parity.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const stepsPerEpoch = ({ data, learning }: TrainerSetup) => Math.ceil(data.rows / learning.batchSize);

/** Our own trainer from a state, or from the start. */
async function onOurs(setup: TrainerSetup, epochs: number, from?: TrainerState): Promise<TrainerState> {
  const trainer = await tfjs.prepare(setup);
  try {
    if (from) trainer.restore(from);
    await takeSteps(trainer, epochs * trainer.stepsPerEpoch);
    return await trainer.checkpoint();
  } finally {
    trainer.dispose();
  }
}

function dispose(model: Sequential): void {
  const { optimizer } = model;
  model.dispose();
  optimizer.dispose();
}

/** The same batches through `trainOnBatch`. */
async function onTheirs(setup: TrainerSetup, epochs: number, from: TrainerState): Promise<TrainerState> {
  const { architecture, learning, data, seed } = setup;
  const model = await toLayersModel(architecture, learning, from);
  const gather = (values: Float32Array, rows: Int32Array) => {
    const width = values.length / data.rows;
    const picked = [...rows].flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
    return tf.tensor2d(picked, [rows.length, width]);
  };
  for (let epoch = from.epoch; epoch < from.epoch + epochs; epoch++) {
    const order = epochOrder(seed, epoch, data.rows);
    for (let at = 0; at < data.rows; at += learning.batchSize) {
      const rows = order.slice(at, at + learning.batchSize);
      const [x, y] = [gather(data.inputs, rows), gather(data.targets, rows)];
      await model.trainOnBatch(x, y);
      tf.dispose([x, y]);
    }
  }
  const state = await fromLayersModel(model, architecture, learning, stepsPerEpoch(setup));
  dispose(model);
  return state;
}

/** How far weights and optimiser are apart after 5 epochs here, 20 there and 5 here, and after 30 here. */
async function astray(setup: TrainerSetup): Promise<{ weights: number; optimizer: number; moved: number }> {
  const there = await onTheirs(setup, 20, await onOurs(setup, 5));
  const back = await onOurs(setup, 5, there);
  const undisturbed = await onOurs(setup, 30);
  expect(back.step).toBe(undisturbed.step);
  return {
    weights: furthest(back.weights, undisturbed.weights),
    optimizer: furthest(back.optimizer, undisturbed.optimizer),
    moved: furthest(undisturbed.weights, setup.weights),
  };
}

const output = (loss: Learning['loss'], logits = false): DenseLayer => {
  if (loss === 'binary-crossentropy') return { units: 2, activation: logits ? 'linear' : 'sigmoid' };
  if (loss === 'categorical-crossentropy') return { units: 3, activation: logits ? 'linear' : 'softmax' };
  return { units: 2, activation: 'linear' };
};

const inLayers = optimizers.filter((optimizer) => optimizer !== 'adamw');
const exact = inLayers.filter((optimizer) => optimizer !== 'adam');

const net = (learning: Partial<Learning> & Pick<Learning, 'loss' | 'optimizer'>, logits = false) =>
  setupOf({
    inputs: 4,
    layers: [
      { units: 6, activation: 'tanh' },
      { units: 5, activation: 'elu' },
      output(learning.loss, logits),
    ],
    rows: 13,
    learning,
    seed: 3,
  });

describe('a training that went there and back ends where the undisturbed one does', () => {
  it.each(losses.flatMap((loss) => exact.map((optimizer) => ({ loss, optimizer }))))(
    '$optimizer, $loss',
    async (learning) => {
      const { weights, optimizer, moved } = await astray(net(learning));
      expect(moved).toBeGreaterThan(0.01);
      expect(weights).toBeLessThan(2e-6);
      expect(optimizer).toBeLessThan(2e-6);
    },
  );

  // ε beside √v̂ instead of √v: as if ours were √(1 − β₂ᵗ) as large, 0.14 at step 20.
  it.each(losses)('adam, %s, but for where ε stands', async (loss) => {
    const { weights, optimizer, moved } = await astray(net({ loss, optimizer: 'adam' }));
    expect(moved).toBeGreaterThan(0.1);
    expect(weights).toBeLessThan(5e-5);
    expect(optimizer).toBeLessThan(5e-5);
  });

  it.each(['binary-crossentropy', 'categorical-crossentropy'] as const)('%s of logits', async (loss) => {
    expect((await astray(net({ loss, optimizer: 'sgd' }, true))).weights).toBeLessThan(2e-6);
  });

  it('with penalties', async () => {
    const learning = { loss: 'mean-squared-error', optimizer: 'nesterov', l1: 0.001, l2: 0.01 } as const;
    expect((await astray(net(learning))).weights).toBeLessThan(2e-6);
  });

  it.each(activations)('through %s', async (activation) => {
    const setup = setupOf({
      inputs: 4,
      layers: [{ units: 6, activation }, output('mean-squared-error')],
      rows: 12,
      learning: { loss: 'mean-squared-error', optimizer: 'rmsprop' },
    });
    expect((await astray(setup)).weights).toBeLessThan(2e-6);
  });

  it('through images', async () => {
    const layers = [
      convolution(3, 3, 'leaky-relu', { padding: 'same' }),
      pooling(2),
      convolution(4, 2, 'gelu', { stride: 2 }),
      averaging(1, 2),
    ];
    const setup = imageSetup(
      9,
      2,
      layers,
      { optimizer: 'momentum' },
      { hidden: [{ units: 5, activation: 'leaky-relu' }] },
    );
    expect((await astray(setup)).weights).toBeLessThan(2e-6);
  });
});

describe('the layers model', () => {
  const setup = net({ loss: 'categorical-crossentropy', optimizer: 'adam' });

  it('answers as core/forward does, and says what it was trained for', async () => {
    const state = await onOurs(setup, 2);
    const model = await toLayersModel(setup.architecture, setup.learning, state);
    const answers = model.predict(tf.tensor2d(setup.data.inputs, [13, 4])) as tf.Tensor;
    expect(
      furthest(await answers.data(), forward(setup.architecture, state.weights, setup.data.inputs)),
    ).toBeLessThan(1e-6);
    expect(model.loss).toBe('categoricalCrossentropy');
    expect(model.optimizer.getClassName()).toBe('Adam');
    expect(model.optimizer.iterations).toBe(state.step);
    dispose(model);
  });

  it.each(inLayers)('hands back the very state that it was given (%s)', async (optimizer) => {
    const own = net({ loss: 'huber', optimizer });
    const state = await onOurs(own, 3);
    const model = await toLayersModel(own.architecture, own.learning, state);
    const back = await fromLayersModel(model, own.architecture, own.learning, stepsPerEpoch(own));
    dispose(model);
    expect({ ...back, optimizer: null }).toEqual({ ...state, optimizer: null });
    expect(back.optimizer).toHaveLength(optimizerSlots(optimizer) * state.weights.length);
    // Momentum is divided by the rate and multiplied again.
    expect(furthest(back.optimizer, state.optimizer)).toBeLessThan(1e-7);
  });

  it('can begin, and be taken over, before the first step', async () => {
    const start = await onOurs(setup, 0);
    const model = await toLayersModel(setup.architecture, setup.learning, start);
    const back = await fromLayersModel(model, setup.architecture, setup.learning, stepsPerEpoch(setup));
    dispose(model);
    expect(back).toEqual(start);
  });

  it('leaves no tensor behind', async () => {
    const state = await onOurs(setup, 2);
    const before = tf.memory().numTensors;
    await onTheirs(setup, 2, state);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what TensorFlow.js cannot do', async () => {
    const { architecture, learning } = setup;
    const refused: [Partial<Learning>, string][] = [
      [{ optimizer: 'adamw' }, 'AdamW'],
      [{ clip: { by: 'norm', at: 1 } }, 'clip'],
      [{ schedule: { kind: 'exponential', decayRate: 0.5, decaySteps: 10 } }, 'schedules'],
      [{ loss: 'binary-crossentropy' }, 'sigmoid'],
    ];
    const state = await onOurs(setup, 1);
    for (const [change, words] of refused) {
      const other = { ...learning, ...change };
      expect(layersModelProblem(architecture, other)).toContain(words);
      await expect(toLayersModel(architecture, other, state)).rejects.toMatchObject({ code: 'bad-input' });
    }
    expect(layersModelProblem(architecture, learning)).toBeNull();
    const short = { ...state, optimizer: new Float32Array(3) };
    await expect(toLayersModel(architecture, learning, short)).rejects.toThrow('another training');
  });

  it('is only taken over between epochs, and by its own architecture', async () => {
    const state = await onOurs(setup, 1);
    const model = await toLayersModel(setup.architecture, setup.learning, { ...state, step: state.step + 1 });
    const take = (architecture = setup.architecture) =>
      fromLayersModel(model, architecture, setup.learning, stepsPerEpoch(setup));
    await expect(take()).rejects.toThrow('end of an epoch');
    await expect(take({ ...setup.architecture, inputs: 5 })).rejects.toThrow('another architecture');
    dispose(model);
  });
});
