import { describe, expect, it } from 'vitest';
import type { Learning, OptimizerKind } from '../../../src/core/learning.ts';
import { defaultLearning, optimizers } from '../../../src/core/learning.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { referenceGradient, referenceTraining } from '../../../src/engine/trainers/reference.ts';
import type { TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { setupOf } from './parity-cases.ts';
import { everyCase, furthest, oddCases } from './parity.ts';
import { expectSlopes } from './reference-slopes.ts';

describe("the reference's gradient", () => {
  // Of every optimiser's cases those of one: the gradient does not know who will use it.
  const cases = everyCase().filter(({ name }) => name.startsWith('sgd') || name.includes(' out '));
  it.each(cases)('is what central differences of the loss say: $name', ({ setup }) => {
    expectSlopes(setup, 0);
    expectSlopes(setup, 5);
  });

  const small = oddCases().filter(({ setup }) => setup.weights.length < 400);
  it.each(small)('is what central differences say: $name', ({ setup }) => expectSlopes(setup, 1));

  it('goes left at the kinks', () => {
    const setup = setupOf({
      inputs: 1,
      layers: [
        { units: 1, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
      rows: 1,
      learning: { loss: 'mean-absolute-error', optimizer: 'sgd', l1: 0.5 },
    });
    // A sum of exactly 0 passes nothing on, and a weight of exactly 0 has no l1 slope.
    const gradient = referenceGradient(setup, Float64Array.of(0, 0, 2, 9), 0);
    expect([...gradient]).toEqual([0, 0, 0.5, 1]);
  });
});

describe('clipping', () => {
  const { setup } = oddCases().find(({ name }) => name === 'l2')!;
  const weights = Float64Array.from(setup.weights);
  const clipped = (by: 'value' | 'norm' | 'global-norm', at: number) =>
    referenceGradient({ ...setup, learning: { ...setup.learning, clip: { by, at } } }, weights, 0);
  const free = referenceGradient(setup, weights, 0);
  const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

  it('by value cuts every number', () => {
    expect([...clipped('value', 0.03)]).toEqual(
      [...free].map((g) => Math.sign(g) * Math.min(Math.abs(g), 0.03)),
    );
  });

  it('by global norm shortens the whole, and keeps its direction', () => {
    const factor = 0.2 / norm(free);
    expect(factor).toBeLessThan(1);
    expect(
      furthest(
        clipped('global-norm', 0.2),
        free.map((g) => g * factor),
      ),
    ).toBeLessThan(1e-16);
  });

  it('by norm shortens each kernel and each bias by itself', () => {
    const at = 0.15;
    const found = clipped('norm', at);
    let shortened = 0;
    const parts = layoutOf(setup.architecture).layers.flatMap(({ kernelAt, biasAt, units }) => [
      [kernelAt, biasAt] as const,
      [biasAt, biasAt + units] as const,
    ]);
    for (const [from, to] of parts) {
      const part = free.subarray(from, to);
      const factor = Math.min(1, at / norm(part));
      shortened += Number(factor < 1);
      expect(
        furthest(
          found.subarray(from, to),
          part.map((g) => g * factor),
        ),
      ).toBeLessThan(1e-16);
    }
    expect(shortened).toBeGreaterThan(0);
    expect(shortened).toBeLessThan(parts.length);
  });

  it('leaves alone what is within', () => {
    for (const by of ['value', 'norm', 'global-norm'] as const) expect(clipped(by, 100)).toEqual(free);
  });

  it('comes after the penalties', () => {
    const heavy = { ...setup.learning, l2: 10, clip: { by: 'value', at: 0.01 } } as const;
    const gradient = referenceGradient({ ...setup, learning: heavy }, weights, 0);
    expect(Math.max(...gradient.map(Math.abs))).toBe(0.01);
  });
});

describe('the first two steps, by hand', () => {
  // One weight, one bias, one row: input 2, target −1, squared error. Slopes 4e and 2e, where e = 2w + b + 1.
  const error = (w: number, b: number) => 2 * w + b + 1;
  const rate = 0.01;
  const two = (optimizer: OptimizerKind, more: Partial<Learning> = {}) => {
    const setup: TrainerSetup = {
      architecture: { inputs: 1, layers: [{ units: 1, activation: 'linear' }] },
      learning: {
        ...defaultLearning,
        loss: 'mean-squared-error',
        optimizer,
        learningRate: rate,
        batchSize: 32,
        ...more,
      },
      seed: 1,
      data: { rows: 1, inputs: Float32Array.of(2), targets: Float32Array.of(-1), weights: null },
      weights: Float32Array.of(0.5, 0),
    };
    const { weights, optimizer: state } = referenceTraining(setup, 2);
    return { weights: [...weights], state: [...state] };
  };
  const expectNear = (found: readonly number[], wanted: readonly number[]) =>
    expect(furthest(found, wanted)).toBeLessThan(1e-14);

  it('of plain descent', () => {
    // e = 2: w = 0.5 − 0.08, b = −0.04; then e = 1.8: w − 0.072, b − 0.036.
    expectNear(two('sgd').weights, [0.348, -0.076]);
    expectNear(two('sgd').state, []);
  });

  it('of momentum', () => {
    // m = −0.08, −0.04; then 0.9 m − 0.072, 0.9 m − 0.036.
    expectNear(two('momentum').weights, [0.276, -0.112]);
    expectNear(two('momentum').state, [-0.144, -0.072]);
    expectNear(two('momentum', { momentum: 0 }).weights, [0.348, -0.076]);
  });

  it("of Nesterov's momentum", () => {
    // First by 1.9 × (−0.08, −0.04) to (0.348, −0.076); there e = 1.62, slopes 6.48 and 3.24.
    expectNear(two('nesterov').state, [-0.1368, -0.0684]);
    expectNear(two('nesterov').weights, [0.16008, -0.16996]);
  });

  it('of RMSProp', () => {
    const w = 0.5 - 0.08 / Math.sqrt(6.4 + 1e-7);
    const b = -0.04 / Math.sqrt(1.6 + 1e-7);
    const e = error(w, b);
    const v = [0.9 * 6.4 + 0.1 * (4 * e) ** 2, 0.9 * 1.6 + 0.1 * (2 * e) ** 2];
    const { weights, state } = two('rmsprop');
    expectNear(state, v);
    expectNear(weights, [
      w - (rate * 4 * e) / Math.sqrt(v[0]! + 1e-7),
      b - (rate * 2 * e) / Math.sqrt(v[1]! + 1e-7),
    ]);
  });

  it.each([
    ['adam', 0],
    ['adamw', 0.1],
  ] as const)('of %s', (optimizer, weightDecay) => {
    const rates = [(rate * Math.sqrt(0.001)) / 0.1, (rate * Math.sqrt(1 - 0.999 ** 2)) / 0.19];
    const kept = 1 - rate * weightDecay;
    const first = (weight: number, g: number) =>
      weight * kept - (rates[0]! * 0.1 * g) / (Math.sqrt(0.001 * g * g) + 1e-7);
    const [w, b] = [first(0.5, 8), first(0, 4)];
    const e = error(w, b);
    const moments = (g1: number, g2: number): [number, number] => [
      0.9 * 0.1 * g1 + 0.1 * g2,
      0.999 * 0.001 * g1 ** 2 + 0.001 * g2 ** 2,
    ];
    const [[mw, vw], [mb, vb]] = [moments(8, 4 * e), moments(4, 2 * e)];
    const second = (weight: number, m: number, v: number) =>
      weight * kept - (rates[1]! * m) / (Math.sqrt(v) + 1e-7);
    const { weights, state } = two(optimizer, { weightDecay });
    expectNear(state, [mw, mb, vw, vb]);
    expectNear(weights, [second(w, mw, vw), second(b, mb, vb)]);
    // Adam's first step is the rate itself, whatever the slope.
    if (optimizer === 'adam') expect(0.5 - w).toBeCloseTo(rate, 7);
  });

  it('of a schedule', () => {
    const schedule = { kind: 'piecewise', boundaries: [0], factors: [1, 0.5] } as const;
    expectNear(two('sgd', { schedule }).weights, [0.42 - 0.036, -0.04 - 0.018]);
    // Weight decay follows the schedule too: decay at half the rate in the second step.
    const still = two('adamw', { weightDecay: 1, schedule }).weights[0]!;
    const free = two('adam', { schedule }).weights[0]!;
    expect(free - still).toBeCloseTo(0.5 * rate + 0.49 * 0.5 * rate, 3);
  });
});

describe('the reference', () => {
  it.each(optimizers)('continues from a state as if it had never stopped: %s', (optimizer) => {
    const { setup } = oddCases().find(({ name }) => name === 'dropout of 0.3 behind two layers')!;
    const own = { ...setup, learning: { ...setup.learning, optimizer } };
    const stepsPerEpoch = Math.ceil(setup.data.rows / setup.learning.batchSize);
    const whole = referenceTraining(own, 3 * stepsPerEpoch);
    const half = referenceTraining(own, stepsPerEpoch);
    const state = {
      epoch: 1,
      step: half.step,
      weights: Float32Array.from(half.weights),
      optimizer: Float32Array.from(half.optimizer),
    };
    const resumed = referenceTraining(own, 2 * stepsPerEpoch, state);
    expect(resumed.step).toBe(whole.step);
    expect(furthest(resumed.weights, whole.weights)).toBeLessThan(1e-6);
  });
});
