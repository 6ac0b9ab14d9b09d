import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import type { Activation, Architecture } from '../../../src/core/network.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { forward } from '../../../src/core/forward.ts';
import { Random } from '../../../src/core/random.ts';
import { referenceWeights } from '../../../src/engine/trainers/reference.ts';
import { epochOrder } from '../../../src/engine/trainers/trainer.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { tfjs } from '../../../src/engine/trainers/tfjs.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const last: Record<Task, Activation> = { binary: 'sigmoid', multiclass: 'softmax', regression: 'linear' };

const net = (task: Task, hidden: [number, Activation][]): Architecture => ({
  inputs: 5,
  layers: [
    ...hidden.map(([units, activation]) => ({ units, activation })),
    { units: task === 'multiclass' ? 3 : 1, activation: last[task] },
  ],
});

function setupOf(
  task: Task,
  hidden: [number, Activation][],
  optimizer: 'adam' | 'sgd',
  weighted: boolean,
  rows = 70,
): TrainerSetup {
  const random = new Random(5);
  const architecture = net(task, hidden);
  const outputs = architecture.layers.at(-1)!.units;
  const targets = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++)
    if (task === 'multiclass') targets[row * 3 + random.integer(3)] = 1;
    else targets[row] = task === 'binary' ? random.integer(2) : random.normal();
  return {
    architecture,
    task,
    training: { optimizer, learningRate: optimizer === 'adam' ? 0.01 : 0.1, batchSize: 16 },
    seed: 3,
    data: {
      rows,
      inputs: Float32Array.from({ length: rows * 5 }, () => random.normal()),
      targets,
      weights: weighted ? Float32Array.from({ length: rows }, () => 2 * random.uniform()) : null,
    },
    weights: initialWeights(architecture, 9),
  };
}

async function weightsAfter(setup: TrainerSetup, steps: number): Promise<Float32Array> {
  const trainer = tfjs.prepare(setup);
  let weights = setup.weights;
  while (trainer.step < steps) weights = await trainer.advance(steps - trainer.step);
  trainer.dispose();
  return weights;
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

const cases: [Task, [number, Activation][]][] = [
  ['binary', []],
  ['binary', [[8, 'relu']]],
  [
    'multiclass',
    [
      [7, 'tanh'],
      [6, 'relu'],
    ],
  ],
  ['regression', [[6, 'sigmoid']]],
  ['regression', [[4, 'linear']]],
];

describe.each(cases)('%s %j', (task, hidden) => {
  it.each([
    ['adam', false],
    ['adam', true],
    ['sgd', false],
    ['sgd', true],
  ] as const)('agrees with float64 after 200 steps (%s, sample weights: %s)', async (optimizer, weighted) => {
    const setup = setupOf(task, hidden, optimizer, weighted);
    const expected = referenceWeights(setup, 200);
    const found = await weightsAfter(setup, 200);
    expect(worst(found, setup.weights)).toBeGreaterThan(0.05);
    expect(worst(found, expected)).toBeLessThan(1e-4);
  });
});

// The reference shares its formulas with the trainer, so both are also held against automatic gradients of tf.layers,
// with TensorFlow's own losses and optimiser.
describe('against tf.layers', () => {
  function layersModel(architecture: Architecture, weights: Float32Array): layers.Sequential {
    const model = layers.sequential();
    architecture.layers.forEach(({ units, activation }, i) =>
      model.add(
        layers.layers.dense({
          units,
          activation,
          ...(i === 0 ? { inputShape: [architecture.inputs] } : {}),
        }),
      ),
    );
    // The flat layout is tf.layers' own order: kernel, bias, kernel, bias …
    model.setWeights(
      layoutOf(architecture).layers.flatMap(({ inputs, units, kernelAt, biasAt }) => [
        tf.tensor2d(weights.slice(kernelAt, biasAt), [inputs, units]),
        tf.tensor1d(weights.slice(biasAt, biasAt + units)),
      ]),
    );
    return model;
  }

  const flat = (model: layers.Sequential) =>
    model.getWeights().flatMap((tensor) => [...(tensor.dataSync<'float32'>() as Float32Array)]);

  it.each(cases)('the gradients of %s %j are those of TensorFlow.js', async (task, hidden) => {
    const setup = setupOf(task, hidden, 'sgd', false);
    const model = layersModel(setup.architecture, setup.weights);
    const losses = {
      binary: (truth: tf.Tensor, output: tf.Tensor) => layersLoss('binaryCrossentropy', truth, output),
      multiclass: (truth: tf.Tensor, output: tf.Tensor) =>
        layersLoss('categoricalCrossentropy', truth, output),
      regression: (truth: tf.Tensor, output: tf.Tensor) => layersLoss('meanSquaredError', truth, output),
    };
    const order = epochOrder(setup.seed, 0, setup.data.rows);
    const batch = order.slice(0, 16);
    const inputs = tf.gather(tf.tensor2d(setup.data.inputs, [70, 5]), batch);
    const targets = tf.gather(tf.tensor2d(setup.data.targets, [70, setup.data.targets.length / 70]), batch);
    tf.train
      .sgd(0.1)
      .minimize(() => tf.mean(losses[task](targets, model.apply(inputs) as tf.Tensor)) as tf.Scalar);
    const found = await weightsAfter(setup, 1);
    expect(worst(found, setup.weights)).toBeGreaterThan(1e-3);
    expect(worst(found, flat(model))).toBeLessThan(1e-6);
  });

  it('200 Adam steps end where those of TensorFlow.js do, but for where ε stands', async () => {
    const setup = setupOf('regression', [[6, 'tanh']], 'adam', false, 64);
    const model = layersModel(setup.architecture, setup.weights);
    const adam = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
    const inputs = tf.tensor2d(setup.data.inputs, [64, 5]);
    const targets = tf.tensor2d(setup.data.targets, [64, 1]);
    for (let epoch = 0; epoch < 50; epoch++) {
      const order = epochOrder(setup.seed, epoch, 64);
      for (let from = 0; from < 64; from += 16)
        tf.tidy(() => {
          const batch = tf.tensor1d(order.slice(from, from + 16), 'int32');
          const [x, y] = [tf.gather(inputs, batch), tf.gather(targets, batch)];
          const loss = () => tf.mean(layersLoss('meanSquaredError', y, model.apply(x) as tf.Tensor));
          adam.minimize(() => loss() as tf.Scalar);
        });
    }
    expect(worst(await weightsAfter(setup, 200), flat(model))).toBeLessThan(1e-3);
  });

  it('scores of core are the predictions of tf.layers', () => {
    for (const [task, hidden] of cases) {
      const setup = setupOf(task, hidden, 'adam', false);
      const model = layersModel(setup.architecture, setup.weights);
      const predicted = model.predict(tf.tensor2d(setup.data.inputs, [70, 5])) as tf.Tensor;
      const scores = forward(setup.architecture, setup.weights, setup.data.inputs);
      expect(worst(scores, predicted.dataSync())).toBeLessThan(1e-5);
    }
  });

  function layersLoss(name: keyof typeof layers.metrics, truth: tf.Tensor, output: tf.Tensor): tf.Tensor {
    const metric = layers.metrics[name] as (truth: tf.Tensor, output: tf.Tensor) => tf.Tensor;
    return metric(truth, output);
  }
});

describe('one training', () => {
  const setup = setupOf('multiclass', [[8, 'relu']], 'adam', true);

  it('repeats itself bit for bit, however it is sliced', async () => {
    const whole = await weightsAfter(setup, 60);
    const trainer = tfjs.prepare(setup);
    let weights = setup.weights;
    while (trainer.step < 60) weights = await trainer.advance(1 + (trainer.step % 3));
    trainer.dispose();
    expect(weights).toEqual(whole);
  });

  it.each(['adam', 'sgd'] as const)('goes on from every epoch bit for bit (%s)', async (optimizer) => {
    const own = { ...setup, training: { ...setup.training, optimizer } };
    const unbroken = tfjs.prepare(own);
    const checkpoints = [await unbroken.checkpoint()];
    for (let epoch = 1; epoch <= 6; epoch++) {
      await unbroken.advance(Infinity);
      expect(unbroken.epoch).toBe(epoch);
      checkpoints.push(await unbroken.checkpoint());
    }
    unbroken.dispose();
    for (const checkpoint of checkpoints) {
      const resumed = tfjs.prepare(own);
      resumed.restore(checkpoint);
      while (resumed.epoch < 6) await resumed.advance(2);
      expect(await resumed.checkpoint()).toEqual(checkpoints.at(-1));
      resumed.dispose();
    }
  });

  it('depends on the seed', async () => {
    const other = await weightsAfter({ ...setup, seed: 4 }, 20);
    expect(other).not.toEqual(await weightsAfter(setup, 20));
  });

  it('leaves no tensor behind, and holds no more after many steps than after a few', async () => {
    const before = tf.memory().numTensors;
    const trainer = tfjs.prepare(setup);
    await trainer.advance(Infinity);
    await trainer.advance(2);
    const during = tf.memory().numTensors;
    for (let i = 0; i < 8; i++) await trainer.advance(Infinity);
    await trainer.advance(2);
    trainer.restore({ ...(await atEpochEnd(trainer)) });
    await trainer.advance(2);
    expect(tf.memory().numTensors).toBe(during);
    trainer.dispose();
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('does not touch the weights that it was given', async () => {
    const own = { ...setup, weights: setup.weights.slice() };
    await weightsAfter(own, 5);
    expect(own.weights).toEqual(setup.weights);
  });

  it('refuses a foreign checkpoint, and one in the midst of an epoch', async () => {
    const trainer = tfjs.prepare(setup);
    const state = await trainer.checkpoint();
    expect(() => trainer.restore({ ...state, weights: state.weights.slice(1) })).toThrow('another training');
    expect(() => trainer.restore({ ...state, optimizer: new Float32Array() })).toThrow('another training');
    expect(() => trainer.restore({ ...state, step: 3 })).toThrow('another training');
    await trainer.advance(1);
    await expect(trainer.checkpoint()).rejects.toThrow('end of an epoch');
    trainer.dispose();
  });

  async function atEpochEnd(trainer: ReturnType<typeof tfjs.prepare>) {
    await trainer.advance(Infinity);
    return trainer.checkpoint();
  }
});

it('says what it cannot train', () => {
  expect(tfjs.supports(net('binary', []), 'binary')).toBeNull();
  expect(tfjs.supports(net('binary', []), 'multiclass')).toContain('softmax');
  expect(tfjs.supports(net('binary', [[4, 'softmax']]), 'binary')).toContain('output layer');
  expect(tfjs.supports({ inputs: 2, layers: [{ units: 2, activation: 'sigmoid' }] }, 'binary')).toContain(
    'one output',
  );
  expect(tfjs.supports({ inputs: 2, layers: [] }, 'binary')).toContain('no layers');
});
