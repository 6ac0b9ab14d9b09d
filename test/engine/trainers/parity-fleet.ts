// Holds fleets (many models side by side) against the float64 reference, model by model. Runs in Node and in the browser.

import { initialWeights } from '../../../src/core/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import type {
  Fleet,
  FleetKind,
  FleetModel,
  FleetSetup,
  FleetState,
  TrainerSetup,
} from '../../../src/engine/trainers/trainer.ts';
import type { Wanted } from './parity-cases.ts';
import { setupOf } from './parity-cases.ts';
import { expected, furthest, sameBits } from './parity.ts';

export interface FleetCase {
  readonly name: string;
  readonly setup: FleetSetup;
}

/** One model of a fleet as a training of its own: its fold gathered, its rates in place. */
function alone(setup: FleetSetup, model: FleetModel): TrainerSetup {
  const { architecture, learning, data } = setup;
  const outputs = architecture.layers.at(-1)!.units;
  const rows = model.rows ?? Int32Array.from({ length: data.rows }, (_, row) => row);
  const gather = (values: Float32Array, width: number) =>
    Float32Array.from({ length: rows.length * width }, (_, i) => {
      return values[rows[Math.floor(i / width)]! * width + (i % width)]!;
    });
  const { seed, weights, learningRate, momentum, weightDecay, l1, l2 } = model;
  return {
    architecture: {
      ...architecture,
      layers: architecture.layers.map((layer, index) => ({
        ...layer,
        dropout: model.dropout?.[index] ?? layer.dropout ?? 0,
      })),
    },
    learning: { ...learning, learningRate, momentum, weightDecay, l1, l2 },
    seed,
    weights,
    data: {
      rows: rows.length,
      inputs: gather(data.inputs, architecture.inputs),
      targets: gather(data.targets, outputs),
      weights: data.weights && gather(data.weights, 1),
    },
  };
}

const remembered = new WeakMap<FleetModel, TrainerSetup>();
const aloneOnce = (setup: FleetSetup, model: FleetModel): TrainerSetup => {
  const known = remembered.get(model) ?? alone(setup, model);
  remembered.set(model, known);
  return known;
};

/** Models that differ in everything that models may differ in. */
function fleetOf(wanted: Wanted, models: number, differ: 'rates' | 'folds' | 'all'): FleetSetup {
  const { architecture, learning, data } = setupOf(wanted);
  const random = new Random(wanted.seed ?? 1).stream('fleet');
  const fleet = Array.from({ length: models }, (_, index): FleetModel => {
    const fold = differ !== 'rates' && index > 0;
    // A fold of any length, in any order: never all rows.
    const length = 1 + random.integer(data.rows - 1);
    const rows = random.permutation(data.rows).slice(0, length);
    return {
      weights: initialWeights(architecture, 50 + index),
      seed: random.uint32(),
      learningRate: learning.learningRate * (0.5 + random.uniform()),
      momentum: 0.9 * random.uniform(),
      weightDecay: 0.05 * random.uniform(),
      l1: differ === 'all' ? 0.002 * random.uniform() : 0,
      l2: differ === 'folds' ? 0 : 0.01 * random.uniform(),
      dropout:
        differ === 'all' && index % 2 === 0
          ? architecture.layers.map((_, at) => (at < architecture.layers.length - 1 ? 0.1 * index : 0))
          : null,
      rows: fold ? rows : null,
    };
  });
  return { architecture, learning, data, models: fleet };
}

export function fleetCases(): FleetCase[] {
  const hidden = { units: 9, activation: 'tanh' } as const;
  const sigmoid = { units: 1, activation: 'sigmoid' } as const;
  const softmax = { units: 3, activation: 'softmax' } as const;
  const linear = { units: 1, activation: 'linear' } as const;
  const binary = { loss: 'binary-crossentropy', batchSize: 6 } as const;
  return [
    {
      name: 'logistic regressions with own rates',
      setup: fleetOf(
        { inputs: 5, layers: [sigmoid], rows: 31, learning: { ...binary, optimizer: 'sgd' }, seed: 31 },
        5,
        'rates',
      ),
    },
    {
      name: 'folds',
      setup: fleetOf(
        {
          inputs: 5,
          layers: [hidden, sigmoid],
          rows: 29,
          learning: { ...binary, optimizer: 'adam' },
          seed: 32,
        },
        6,
        'folds',
      ),
    },
    {
      name: 'one model',
      setup: fleetOf(
        {
          inputs: 5,
          layers: [hidden, sigmoid],
          rows: 29,
          learning: { ...binary, optimizer: 'rmsprop' },
          seed: 33,
        },
        1,
        'all',
      ),
    },
    {
      name: 'own momentum',
      setup: fleetOf(
        {
          inputs: 4,
          layers: [hidden, linear],
          rows: 21,
          learning: { loss: 'mean-squared-error', optimizer: 'nesterov', batchSize: 8 },
          seed: 34,
        },
        4,
        'all',
      ),
    },
    {
      name: 'everything own, classes, clipped',
      setup: fleetOf(
        {
          inputs: 6,
          layers: [{ ...hidden, dropout: 0.2 }, { units: 7, activation: 'gelu' }, softmax],
          rows: 40,
          weights: 'some-zero',
          learning: {
            loss: 'categorical-crossentropy',
            optimizer: 'adamw',
            batchSize: 16,
            schedule: { kind: 'cosine', warmupSteps: 5, decaySteps: 50, end: 0.1 },
            clip: { by: 'norm', at: 0.1 },
          },
          seed: 35,
        },
        7,
        'all',
      ),
    },
  ];
}

/** The parameters of one model. A view. */
const modelWeights = (setup: FleetSetup, state: FleetState, model: number): Float32Array => {
  const size = setup.models[0]!.weights.length;
  return state.weights.subarray(model * size, (model + 1) * size);
};

/** Max |Δw| over all models after some steps. @throws Error when the kind refuses the setup. */
export async function fleetParity(kind: FleetKind, setup: FleetSetup, steps = 200): Promise<number> {
  const refusal = kind.supports(setup.architecture, setup.learning);
  if (refusal !== null) throw new Error(refusal);
  const fleet = await kind.prepare(setup);
  try {
    await fleet.advance(steps);
    const state = await fleet.state();
    if (state.step !== steps) throw new Error(`After ${steps} steps the fleet is at ${state.step}.`);
    return setup.models.reduce((most, model, index) => {
      const wanted = expected(aloneOnce(setup, model), steps).weights;
      return Math.max(most, furthest(modelWeights(setup, state, index), wanted));
    }, 0);
  } finally {
    fleet.dispose();
  }
}

/**
 * What every fleet owes: the same bits however the steps are sliced, a restored state continues bit for bit, a stopped
 * model stands still from the next `advance` on while the others go on as if nothing had happened. What no fleet takes:
 * parity-fleet-refusals.ts. @throws Error naming what broke.
 */
export async function checkFleet(kind: FleetKind, setup: FleetSetup): Promise<void> {
  const fleets: Fleet[] = [];
  const prepare = async () => {
    const fleet = await kind.prepare(setup);
    fleets.push(fleet);
    return fleet;
  };
  try {
    const first = await prepare();
    if (first.models !== setup.models.length) throw new Error(`${first.models} models.`);
    await first.advance(13);
    const middle = await first.state();
    await first.advance(20);
    const end = await first.state();
    if (first.step !== 33 || end.step !== 33 || middle.step !== 13) throw new Error('Steps are miscounted.');

    const second = await prepare();
    for (const slice of [1, 2, 10]) await second.advance(slice);
    sameBits('sliced steps', (await second.state()).weights, middle.weights);
    sameBits("sliced steps' optimiser", (await second.state()).optimizer, middle.optimizer);

    const third = await prepare();
    third.restore({ ...middle, weights: middle.weights.slice(), optimizer: middle.optimizer.slice() });
    await third.advance(20);
    sameBits('after restoring', (await third.state()).weights, end.weights);

    const still = setup.models.length - 1;
    second.stop(still);
    await second.advance(20);
    const stopped = await second.state();
    if (stopped.stopped[still] !== 1) throw new Error('A stopped model is not marked as such.');
    for (let model = 0; model < setup.models.length; model++)
      sameBits(
        `model ${model} beside a stopped one`,
        modelWeights(setup, stopped, model),
        modelWeights(setup, model === still ? middle : end, model),
      );

    const fourth = await prepare();
    const underWay = fourth.advance(13);
    fourth.stop(still);
    await underWay;
    sameBits('a model stopped while steps are under way', (await fourth.state()).weights, middle.weights);
    await fourth.advance(20);
    sameBits('a model stopped while steps were under way', (await fourth.state()).weights, stopped.weights);

    third.restore(stopped);
    await third.advance(3);
    sameBits(
      'a model restored as stopped',
      modelWeights(setup, await third.state(), still),
      modelWeights(setup, middle, still),
    );
  } finally {
    for (const fleet of fleets) fleet.dispose();
  }
}
