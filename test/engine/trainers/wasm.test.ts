import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { defaultLearning, optimizers } from '../../../src/core/learning.ts';
import { activations } from '../../../src/core/network.ts';
import { Random } from '../../../src/core/random.ts';
import type { FleetKind, TrainerKind, TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { wasmFleet } from '../../../src/engine/trainers/wasm/fleet.ts';
import { memoryLayout } from '../../../src/engine/trainers/wasm/layout.ts';
import { wasmTrainer } from '../../../src/engine/trainers/wasm/trainer.ts';
import { arbitrarySetup } from './parity-arbitrary.ts';
import { checkRefusals } from './parity-fleet-refusals.ts';
import { checkFleet, fleetCases, fleetParity } from './parity-fleet.ts';
import { checkSteered, steeredCases } from './parity-steering.ts';
import { checkTrainer, everyCase, oddCases, parity, sameBits, takeSteps, tolerance } from './parity.ts';

/** A binary task that a small net can solve perfectly. */
function separable(overrides: Partial<TrainerSetup['learning']> = {}, rows = 256): TrainerSetup {
  const random = new Random(7);
  const architecture = {
    inputs: 20,
    layers: [
      { units: 32, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  } as const;
  const inputs = Float32Array.from({ length: rows * 20 }, () => random.normal());
  return {
    architecture,
    learning: {
      ...defaultLearning,
      loss: 'binary-crossentropy',
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 32,
      ...overrides,
    },
    seed: 11,
    data: {
      rows,
      inputs,
      targets: Float32Array.from({ length: rows }, (_, row) => Number(inputs[row * 20]! > 0)),
      weights: null,
    },
    weights: initialWeights(architecture, 3),
  };
}

const refusal = expect.objectContaining({ code: 'bad-input' });

it('holds the rows of a fold once, however many models learn from it', () => {
  const { architecture, learning, data, weights } = separable();
  const model = { ...learning, weights, seed: 1, dropout: null };
  const [one, other] = [Int32Array.from({ length: 200 }, (_, i) => i), Int32Array.of(3, 4)];
  const layout = (...folds: (Int32Array | null)[]) =>
    memoryLayout({ architecture, learning, data, models: folds.map((rows) => ({ ...model, rows })) });
  const shared = layout(one, other, one, null, other);
  const lists = shared.models.map(({ list }) => list);
  expect(lists[2]).toBe(lists[0]);
  expect(lists[4]).toBe(lists[1]);
  expect(lists[3]).toBe(0);
  expect(new Set(lists).size).toBe(3);
  expect(layout(one, one.slice()).bytes - layout(one, one).bytes).toBeGreaterThanOrEqual(768);
});

describe.each(['simd', 'scalar'])('the WebAssembly trainer, %s build', (build) => {
  let kind: TrainerKind;
  let fleet: FleetKind;
  beforeAll(async () => {
    const bytes = readFileSync(new URL(`../../../src/engine/wasm/build/${build}.wasm`, import.meta.url));
    const module = await WebAssembly.compile(bytes);
    kind = wasmTrainer(module);
    fleet = wasmFleet(module);
  });

  it.each(everyCase())('learns like float64: $name', async ({ setup }) => {
    expect(await parity(kind, setup)).toBeLessThanOrEqual(tolerance);
  });

  it.each(oddCases())('in odd shapes: $name', async ({ setup }) => {
    expect(await parity(kind, setup)).toBeLessThanOrEqual(tolerance);
    await checkTrainer(kind, setup);
  });

  it.each(steeredCases())('is steered on its way: $name', ({ setup }) => checkSteered(kind, setup));

  it('learns like float64 whatever the net', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySetup(), async (setup) => {
        expect(await parity(kind, setup, 30)).toBeLessThanOrEqual(tolerance);
      }),
      { numRuns: process.env['FUZZ'] ? 3000 : 60 },
    );
  });

  it.each(fleetCases())('trains many: $name', async ({ setup }) => {
    expect(await fleetParity(fleet, setup)).toBeLessThanOrEqual(tolerance);
    await checkFleet(fleet, setup);
  });

  it('gives a fleet the same bits as its models alone', async () => {
    const setup = separable();
    const { architecture, learning, data, seed, weights } = setup;
    const { momentum, weightDecay, l1, l2 } = learning;
    const models = [0.01, 0.003, 0.001].map((learningRate) => ({
      ...{ weights, seed, learningRate, momentum, weightDecay, l1, l2, dropout: null, rows: null },
    }));
    const many = await fleet.prepare({ architecture, learning, data, models });
    await many.advance(100);
    const state = await many.state();
    for (const [index, { learningRate }] of models.entries()) {
      const one = await kind.prepare({ ...setup, learning: { ...learning, learningRate } });
      await takeSteps(one, 100, 7);
      const size = weights.length;
      sameBits(
        `model ${index}`,
        state.weights.subarray(index * size, (index + 1) * size),
        await one.weights(),
      );
    }
  });

  it('scores any number of rows like core, whatever stands behind the last layer', async () => {
    for (const activation of activations) {
      const architecture = {
        inputs: 3,
        layers: [
          { units: 70, activation },
          { units: 2, activation: 'linear' },
        ],
      } as const;
      const weights = initialWeights(architecture, 5);
      const inputs = Float32Array.from({ length: 3 * 1500 }, (_, i) => Math.sin(i) * 3);
      const setup = {
        ...separable(),
        architecture,
        weights,
        data: { rows: 1, inputs: new Float32Array(3), targets: new Float32Array(2), weights: null },
        learning: { ...defaultLearning, ...separable().learning, loss: 'mean-squared-error' as const },
      };
      const trainer = await kind.prepare(setup);
      const outputs = await trainer.outputs(inputs);
      const wanted = forward(architecture, weights, inputs);
      expect(outputs).toHaveLength(wanted.length);
      expect(Math.max(...outputs.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-5);
      expect(await trainer.outputs(new Float32Array())).toHaveLength(0);
      await expect(trainer.outputs(new Float32Array(4))).rejects.toEqual(refusal);
    }
  });

  // Processors compute up to a hundred times slower with numbers below float32's normal range.
  it('lets moments of vanished gradients end in zero, not below the normal range', async () => {
    const setup = separable();
    const data = { ...setup.data, inputs: new Float32Array(setup.data.inputs.length) };
    for (const optimizer of ['momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'] as const) {
      const trainer = await kind.prepare({ ...setup, data, learning: { ...setup.learning, optimizer } });
      const { weights, optimizer: zeros } = await trainer.checkpoint();
      trainer.restore({ epoch: 0, step: 0, weights, optimizer: zeros.fill(1e-12) });
      let lowest = Infinity;
      for (let epoch = 0; epoch < 150; epoch++) {
        await takeSteps(trainer, trainer.stepsPerEpoch);
        const state = await trainer.checkpoint();
        for (const value of state.optimizer) if (value !== 0) lowest = Math.min(lowest, Math.abs(value));
      }
      expect(lowest).toBeGreaterThan(1e-37);
    }
  });

  it('keeps probabilities of sure answers within the normal range', async () => {
    const setup = separable();
    const architecture = { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] } as const;
    const trainer = await kind.prepare({
      ...setup,
      architecture,
      // A rate that shows an error of 2e-22, the least there is; 1e-37 would move nothing.
      learning: { ...setup.learning, optimizer: 'sgd', learningRate: 1e20, batchSize: 1 },
      data: { rows: 1, inputs: Float32Array.of(1), targets: Float32Array.of(0), weights: null },
      weights: Float32Array.of(-85, 0),
    });
    await trainer.advance(1);
    const [, bias] = await trainer.weights();
    expect(bias).toBeCloseTo(-0.0193, 4);
  });

  it('does not hide that a training has diverged', async () => {
    for (const optimizer of optimizers) {
      const setup = separable({ optimizer });
      const inputs = setup.data.inputs.slice().fill(NaN);
      const trainer = await kind.prepare({ ...setup, data: { ...setup.data, inputs } });
      await trainer.advance(2);
      expect((await trainer.weights()).some(Number.isNaN)).toBe(true);
    }
  });

  it('keeps no memory over 200 retrains', async () => {
    const setup = separable({}, 4096);
    const retrain = async () => {
      const trainer = await kind.prepare(setup);
      await trainer.advance(3);
      trainer.dispose();
      await expect(trainer.advance(1)).rejects.toEqual(refusal);
    };
    const used = async () => {
      for (let i = 0; i < 5; i++) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return process.memoryUsage().rss;
    };
    for (let i = 0; i < 50; i++) await retrain();
    const before = await used();
    for (let i = 0; i < 200; i++) await retrain();
    // Each took 0.9 MB: all of them kept would be 180.
    expect((await used()) - before).toBeLessThan(60e6);
  });

  it('says what it cannot do', async () => {
    const image = { height: 4, width: 5, channels: 1, layers: [] };
    const setup = separable();
    expect(kind.supports({ ...setup.architecture, image }, setup.learning)).toMatch(/Convolutions/);
    expect(
      kind.supports(setup.architecture, { ...setup.learning, loss: 'categorical-crossentropy' }),
    ).toMatch(/softmax/);
    await expect(kind.prepare({ ...setup, architecture: { ...setup.architecture, image } })).rejects.toEqual(
      refusal,
    );
    await expect(kind.prepare({ ...setup, weights: new Float32Array(3) })).rejects.toEqual(refusal);
    const { architecture, learning, data } = setup;
    const model = { ...learning, weights: setup.weights, seed: 1, dropout: null, rows: null };
    const weights = new Float32Array(setup.weights.length);
    const models = Array.from({ length: 600_000 }, () => ({ ...model, weights }));
    await expect(fleet.prepare({ architecture, learning, data, models })).rejects.toThrow(/GiB/);
  });

  it('refuses what no fleet takes', async () => {
    await checkRefusals(fleet, fleetCases()[1]!.setup);
  });

  it('ends a fleet in the midst of its steps', async () => {
    const setup = separable();
    const { architecture, learning, data, seed, weights } = setup;
    const model = { ...learning, weights, seed, dropout: null, rows: null };
    const many = await fleet.prepare({ architecture, learning, data, models: [model, model] });
    const running = many.advance(10_000_000);
    many.dispose();
    await expect(running).rejects.toEqual(expect.objectContaining({ code: 'aborted' }));
    await expect(many.state()).rejects.toEqual(refusal);
  });
});
