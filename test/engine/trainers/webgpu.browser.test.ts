// The WebGPU trainer against the float64 reference, in every way that it can compute: fused in a buffer (as on the software
// adapter of the tests), fused in workgroup memory (as on a graphics card), tiled.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { losses, optimizers } from '../../../src/core/learning.ts';
import { forward } from '../../../src/core/forward.ts';
import { activations } from '../../../src/core/network.ts';
import type { DenseLayer } from '../../../src/core/network.ts';
import { Random } from '../../../src/core/random.ts';
import { webgpuTrainers } from '../../../src/engine/trainers/webgpu/index.ts';
import { arbitrarySetup } from './parity-arbitrary.ts';
import type { Wanted } from './parity-cases.ts';
import { setupOf } from './parity-cases.ts';
import { checkRefusals } from './parity-fleet-refusals.ts';
import { checkFleet, fleetCases, fleetParity } from './parity-fleet.ts';
import { checkSteered, steeredCases } from './parity-steering.ts';
import {
  checkTrainer,
  everyCase,
  expected,
  furthest,
  oddCases,
  parity,
  sameBits,
  takeSteps,
  tolerance,
} from './parity.ts';
import { fuzz, newDevice, turn } from './webgpu-devices.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await newDevice();
});

const timeout = fuzz ? 3_600_000 : 120_000;
const ways = {
  'fused in a buffer': { method: 'fused', software: true },
  'fused in workgroup memory': { method: 'fused', software: false },
  tiled: { method: 'tiled' },
} as const;
type Way = keyof typeof ways;
const kinds = (way: Way) => webgpuTrainers(device, ways[way]);

/** So many, from where this turn begins: one turn after another takes all. */
const inTurn = <T>(count: number, all: readonly T[], at = turn): T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, i) => all[(at * count + i) % all.length]!);

const product = everyCase();
const perOptimizer = activations.length * losses.length;
/**
 * Every optimiser with every activation, every activation and every optimiser with every loss, of which every second comes in
 * this turn; all with `fuzz`.
 */
const pairs = product.filter((_, index) => {
  if (fuzz) return true;
  // Then come other output activations.
  if (index >= optimizers.length * perOptimizer) return index % 2 === 0;
  const optimizer = Math.floor(index / perOptimizer);
  const activation = Math.floor((index % perOptimizer) / losses.length);
  return index % losses.length === (optimizer + activation) % losses.length;
});

const chosen = pairs.filter((_, index) => fuzz || index % 2 === turn % 2);
const shuffled = Array.from(new Random(7).permutation(product.length), (index) => product[index]!);
/** Cases of one architecture, another each turn: a software adapter compiles tiled kernels for seconds, once for all. */
const alike = (() => {
  const architectures = product.map(({ setup }) => JSON.stringify(setup.architecture));
  const groups = [...new Set(architectures)]
    .map((text) => product.filter((_, index) => architectures[index] === text))
    .filter(({ length }) => length >= 6);
  const [cases] = inTurn(1, groups);
  // Each round through the groups takes other cases of them.
  return { cases: cases!, round: Math.floor(turn / groups.length) };
})();

const odd = oddCases();
const named = (...names: string[]) => odd.filter(({ name }) => fuzz || names.includes(name));

const hidden = (units: number): DenseLayer => ({ units, activation: 'tanh' });
const sigmoid: DenseLayer = { units: 1, activation: 'sigmoid' };
const binary = { loss: 'binary-crossentropy', optimizer: 'adam', learningRate: 0.003 } as const;
/** Batches that do not fit into workgroup memory (or the buffer) as a whole. */
const chunked: Record<string, Wanted> = {
  'rows by turns': {
    ...{ inputs: 20, layers: [hidden(48), sigmoid], rows: 150 },
    learning: { ...binary, batchSize: 64, clip: { by: 'global-norm', at: 0.1 } },
  },
  'parameters outside': {
    ...{ inputs: 40, layers: [{ ...hidden(64), dropout: 0.2 }, sigmoid], rows: 150 },
    learning: { ...binary, batchSize: 64 },
  },
  'more rows than the buffer takes': {
    ...{ inputs: 3, layers: [hidden(5), sigmoid], rows: 700 },
    learning: { ...binary, batchSize: 300 },
  },
};

describe('parity with float64 after 200 steps', () => {
  const check = async (way: Way, cases: readonly { name: string; setup: Parameters<typeof parity>[1] }[]) => {
    const off: string[] = [];
    for (const { name, setup } of cases) {
      const distance = await parity(kinds(way).trainer, setup);
      if (!(distance <= tolerance)) off.push(`${name}: ${distance}`);
    }
    expect(off).toEqual([]);
  };

  it('of every optimiser, activation and loss', { timeout }, () => check('fused in a buffer', chosen));

  it('of odd shapes and rules', { timeout }, () =>
    check(
      'fused in a buffer',
      odd.filter((_, index) => fuzz || index % 2 === turn % 2),
    ),
  );

  it(`in workgroup memory, turn ${turn}`, { timeout }, () =>
    check('fused in workgroup memory', [
      ...named('hidden softmax', 'last batch of one row', 'everything at once, clipped by norm'),
      ...(fuzz ? product : inTurn(6, shuffled)),
    ]),
  );

  it(`tiled, turn ${turn}`, { timeout }, () =>
    check('tiled', [
      ...named('129 wide', 'logistic regression', 'dropout of 0.5 behind a hidden softmax'),
      ...named('everything at once, clipped by global-norm'),
      ...(fuzz ? product : inTurn(2, alike.cases, alike.round)),
    ]),
  );

  it.each(Object.keys(chunked))('with %s', { timeout }, async (name) => {
    const setup = setupOf(chunked[name]!);
    for (const way of ['fused in a buffer', 'fused in workgroup memory'] as const)
      expect(await parity(kinds(way).trainer, setup, 40)).toBeLessThan(tolerance);
  });

  it('with more tiles than a dispatch may have workgroups', { timeout }, async () => {
    const setup = setupOf({
      ...{ inputs: 40, rows: 110 },
      layers: [
        { ...hidden(70), dropout: 0.1 },
        { units: 3, activation: 'softmax' },
      ],
      learning: {
        ...{ loss: 'categorical-crossentropy', optimizer: 'adam', learningRate: 0.003 },
        ...{ batchSize: 100, clip: { by: 'global-norm', at: 0.1 } },
      },
    });
    const trainer = await webgpuTrainers(device, { method: 'tiled', mostWorkgroups: 2 }).trainer.prepare(
      setup,
    );
    await takeSteps(trainer, 12);
    const weights = await trainer.weights();
    expect(furthest(weights, expected(setup, 12).weights)).toBeLessThan(tolerance);
    const { architecture, data } = setup;
    const layers = architecture.layers.with(-1, { units: 3, activation: 'linear' });
    const outputs = forward({ ...architecture, layers }, weights, data.inputs);
    expect(furthest(await trainer.outputs(data.inputs), outputs)).toBeLessThan(1e-5);
    trainer.dispose();
  });

  it.each(['fused in workgroup memory', 'tiled'] as const)('of a self-test, %s', { timeout }, async (way) => {
    const setup = setupOf({
      ...{ inputs: 3, rows: 40 },
      layers: [
        { units: 5, activation: 'relu', dropout: 0.2 },
        { units: 4, activation: 'relu', dropout: 0.1 },
        { units: 3, activation: 'softmax' },
      ],
      learning: { loss: 'categorical-crossentropy', optimizer: 'adam', batchSize: 16 },
    });
    expect(await parity(kinds(way).trainer, setup, 20)).toBeLessThan(tolerance);
  });

  it('of a net of 85,000 parameters, by the way that its size chooses', { timeout }, async () => {
    const relu = (units: number): DenseLayer => ({ units, activation: 'relu' });
    const setup = setupOf({
      ...{ inputs: 64, layers: [relu(256), relu(256), { units: 10, activation: 'softmax' }], rows: 150 },
      learning: { loss: 'categorical-crossentropy', optimizer: 'adam', learningRate: 0.001, batchSize: 128 },
    });
    const trainer = await webgpuTrainers(device, { software: false }).trainer.prepare(setup);
    await takeSteps(trainer, 4);
    expect(furthest(await trainer.weights(), expected(setup, 4).weights)).toBeLessThan(tolerance);
    trainer.dispose();
  });

  it('of random nets', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySetup(),
        fc.constantFrom<Way[]>(...(Object.keys(ways) as Way[])),
        async (setup, way) => {
          const trainer = await kinds(way).trainer.prepare(setup);
          try {
            await takeSteps(trainer, 30);
            expect(furthest(await trainer.weights(), expected(setup, 30).weights)).toBeLessThan(tolerance);
          } finally {
            trainer.dispose();
          }
        },
      ),
      fuzz ? { numRuns: 400 } : { numRuns: 4, seed: 20 + turn },
    );
  });
});

describe.each(Object.keys(ways) as Way[])('%s', (way) => {
  it('keeps what a trainer promises', { timeout }, async () => {
    const cases = named('last batch of one row', 'everything at once, clipped by norm');
    for (const { setup } of cases) await checkTrainer(kinds(way).trainer, setup);
  });

  it('is steered on its way', { timeout }, async () => {
    for (const { setup } of fuzz ? steeredCases() : inTurn(2, steeredCases()))
      await checkSteered(kinds(way).trainer, setup);
  });

  it('keeps what a fleet promises', { timeout }, async () => {
    for (const { name, setup } of fleetCases()) {
      // Tiled kernels take long to compile; their clipping and dropout are tried above.
      const some = way === 'tiled' ? ['folds'] : ['folds', 'everything own, classes, clipped'];
      if (!fuzz && !some.includes(name)) continue;
      expect(await fleetParity(kinds(way).fleet, setup)).toBeLessThan(tolerance);
      await checkFleet(kinds(way).fleet, setup);
    }
    await checkRefusals(kinds(way).fleet, fleetCases()[1]!.setup);
  });
});

it('gives a fleet the same bits as its models alone', { timeout }, async () => {
  const { setup } = fleetCases().find(({ name }) => name === 'logistic regressions with own rates')!;
  const { trainer, fleet } = kinds('fused in a buffer');
  const many = await fleet.prepare(setup);
  await many.advance(100);
  const { weights } = await many.state();
  for (const [index, model] of setup.models.entries()) {
    const { seed, ...rates } = model;
    const learning = { ...setup.learning, ...rates };
    const one = await trainer.prepare({ ...setup, learning, seed, weights: model.weights });
    await takeSteps(one, 100, 7);
    const size = model.weights.length;
    sameBits(`model ${index}`, weights.subarray(index * size, (index + 1) * size), await one.weights());
    one.dispose();
  }
  many.dispose();
});
