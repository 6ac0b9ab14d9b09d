import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/define.ts';
import { optimizers } from '../../../src/core/learning.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { walkSteps } from '../../../src/core/walkthrough.ts';
import type { Walkthrough } from '../../../src/core/walkthrough.ts';
import { walk } from '../../../src/engine/jobs/walk.ts';
import { prepare } from '../../../src/engine/preparation.ts';
import type { TrainFrom, TrainRequest } from '../../../src/engine/protocol.ts';
import { setupFrom } from '../../../src/engine/training/setup.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { js } from '../../../src/engine/trainers/js/trainer.ts';
import { referenceTraining } from '../../../src/engine/trainers/reference.ts';
import { wasmTrainer } from '../../../src/engine/trainers/wasm/trainer.ts';
import { contextOf, loadRequest, trainRequest } from '../fixtures.ts';
import { furthest, takeSteps } from '../trainers/parity.ts';

const tables = new Tables();
for (const task of ['binary', 'multiclass', 'regression'] as const) tables.load(loadRequest(task));

const walked = (training: TrainRequest, ahead = 0, from: TrainFrom | null = null): Promise<Walkthrough> =>
  walk({ digest: training.digest, training, from, ahead }, contextOf<'walk'>(tables).context);

function setupOf(training: TrainRequest) {
  const loaded = tables.get(training.digest);
  return setupFrom(training, loaded.task, prepare(training, loaded));
}

const wasm = async () => {
  const bytes = readFileSync(new URL('../../../src/engine/wasm/build/simd.wasm', import.meta.url));
  return wasmTrainer(await WebAssembly.compile(bytes));
};

const base = trainRequest('binary').training;

describe('a walk through a step', () => {
  it.each(optimizers.flatMap((optimizer) => [0, 9].map((ahead) => [optimizer, ahead] as const)))(
    'ends where every trainer ends: %s, %i steps ahead',
    async (optimizer, ahead) => {
      const training = trainRequest('multiclass', {
        training: {
          ...base,
          optimizer,
          l1: 0.001,
          l2: 0.01,
          dropout: 0.25,
          clipNorm: 0.3,
          learningRate: 0.02,
        },
        model: { kind: 'mlp', params: { layers: 2, units: 6, activation: 'tanh' } },
      });
      const found = await walked(training, ahead);
      const setup = setupOf(training);
      const reference = referenceTraining(setup, ahead + 1);
      expect(furthest(found.nextWeights, reference.weights)).toBe(0);
      expect(furthest(found.nextOptimizer, reference.optimizer)).toBe(0);
      expect(furthest(found.weights, referenceTraining(setup, ahead).weights)).toBe(0);
      for (const kind of [js, await wasm()]) {
        const trainer = await kind.prepare(setup);
        await takeSteps(trainer, ahead + 1);
        // Every step may round once more.
        expect(furthest(await trainer.weights(), found.nextWeights)).toBeLessThan(1e-6 * (ahead + 1));
        trainer.dispose();
      }
    },
  );

  it.each(['binary', 'multiclass', 'regression'] as Task[])(
    'adds up in all its numbers: %s',
    async (task) => {
      const training = trainRequest(task, { training: { ...base, dropout: 0.5 } });
      const found = await walked(training, 3);
      const rows = found.rows.length;
      expect(rows).toBe(32);
      expect(found.batchRows).toBe(32);
      expect(found.inputNames).toEqual(['a', 'b', 'c', 'colour = blue', 'colour = green', 'colour = red']);
      let loss = 0;
      for (let row = 0; row < rows; row++) loss += found.shares[row]! * found.losses[row]!;
      expect(loss).toBeCloseTo(found.loss, 12);
      let carried = found.layers[0]!.inputs;
      for (const layer of found.layers) {
        const { fanIn, units, kernelAt, biasAt, inputs, sums, outputs, kept, deltas } = layer;
        expect(furthest(inputs, carried)).toBe(0);
        for (let row = 0; row < rows; row++)
          for (let unit = 0; unit < units; unit++) {
            let sum = found.weights[biasAt + unit]!;
            for (let i = 0; i < fanIn; i++)
              sum += inputs[row * fanIn + i]! * found.weights[kernelAt + i * units + unit]!;
            expect(sums[row * units + unit]).toBeCloseTo(sum, 10);
          }
        // The gradient of a weight is Σ over the batch of what came in × the error at the sum.
        for (let i = 0; i < fanIn; i++)
          for (let unit = 0; unit < units; unit++) {
            let gradient = 0;
            for (let row = 0; row < rows; row++)
              gradient += inputs[row * fanIn + i]! * deltas[row * units + unit]!;
            expect(found.gradient[kernelAt + i * units + unit]).toBeCloseTo(gradient, 10);
          }
        carried = kept ? outputs.map((value, i) => value * kept[i]!) : outputs;
      }
      expect(found.layers[0]!.kept!.some((factor) => factor === 0)).toBe(true);
      expect(new Set(found.layers[0]!.kept)).toEqual(new Set([0, 2]));
    },
  );

  it('goes through the layers and back, with clipping where something is clipped', async () => {
    const training = trainRequest('binary', {
      model: { kind: 'mlp', params: { layers: 2, units: 4, activation: 'relu' } },
    });
    const kinds = async (clipNorm: number) =>
      walkSteps(await walked({ ...training, training: { ...base, clipNorm } })).map((step) =>
        'layer' in step ? `${step.kind} ${step.layer}` : step.kind,
      );
    const before = [
      'input',
      'forward 0',
      'forward 1',
      'forward 2',
      'loss',
      'backward 2',
      'backward 1',
      'backward 0',
    ];
    expect(await kinds(0)).toEqual([...before, 'update']);
    expect(await kinds(1000)).toEqual([...before, 'update']);
    expect(await kinds(0.001)).toEqual([...before, 'clip', 'update']);
  });

  it('begins where it is told, with a fresh optimiser where there is none', async () => {
    const training = trainRequest('binary');
    const setup = setupOf(training);
    const { weights, optimizer } = referenceTraining(setup, 4);
    const from = {
      weights: Float32Array.from(weights),
      optimizer: Float32Array.from(optimizer),
      step: 4,
      optimizerFrom: 0,
      learningRate: null,
    };
    const found = await walked(training, 1, from);
    expect(found.step).toBe(5);
    expect(furthest(found.nextWeights, referenceTraining(setup, 6).weights)).toBeLessThan(1e-6);
    const fresh = await walked(training, 0, { ...from, optimizer: new Float32Array() });
    expect(fresh.optimizer.every((value) => value === 0)).toBe(true);
    // Adam's corrections count from where the optimiser began, and a rate that a callback set is gone on with.
    expect(fresh.rate).toBeCloseTo((0.01 * Math.sqrt(1 - 0.999)) / (1 - 0.9), 12);
    expect((await walked(training, 0, { ...from, learningRate: 0.5 })).scheduledRate).toBe(0.5);
    await expect(walked(training, 0, { ...from, weights: new Float32Array(3) })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('shows 64 rows of a larger batch, and the gradient of all', async () => {
    const training = trainRequest('binary', { training: { ...base, batchSize: 200 } });
    const found = await walked(training);
    expect([found.batchRows, found.rows.length, found.losses.length]).toEqual([200, 64, 64]);
    expect(found.layers[0]!.sums.length).toBe(64 * 8);
    const setup = setupOf(training);
    expect(furthest(found.nextWeights, referenceTraining(setup, 1).weights)).toBe(0);
    expect(found.weights.length).toBe(layoutOf(setup.architecture).size);
  });
});
