// The harness itself: its cases show something, and trainers that are wrong do not pass.

import { describe, expect, it } from 'vitest';
import { referenceGradient, referenceTraining } from '../../../src/engine/trainers/reference.ts';
import { js } from '../../../src/engine/trainers/js/trainer.ts';
import type { Trainer, TrainerKind, TrainerSetup } from '../../../src/engine/trainers/trainer.ts';
import { checkTrainer, everyCase, furthest, oddCases, parity, takeSteps, tolerance } from './parity.ts';

const odd = (name: string): TrainerSetup => oddCases().find((found) => found.name === name)!.setup;
const everything = odd('everything at once, clipped by norm');

describe('the cases', () => {
  it('move by far more than trainers may differ', { timeout: 60_000 }, () => {
    for (const { name, setup } of [...everyCase(), ...oddCases()]) {
      const moved = furthest(referenceTraining(setup, 200).weights, setup.weights);
      expect(moved, name).toBeGreaterThan(500 * tolerance);
      expect(moved, name).toBeLessThan(10);
    }
  });

  it('have names of their own, and are the same at every call', () => {
    const names = [...everyCase(), ...oddCases()].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(everyCase()).toEqual(everyCase());
    expect(oddCases()).toEqual(oddCases());
  });

  const clipping = oddCases().filter(({ setup }) => setup.learning.clip);
  it.each(clipping)('cut gradients in earnest, but not all: $name', ({ setup }) => {
    const free = { ...setup, learning: { ...setup.learning, clip: null } };
    const weights = Float64Array.from(setup.weights);
    let cut = 0;
    for (let step = 0; step < 20; step++) {
      const [found, whole] = [setup, free].map((own) => referenceGradient(own, weights, step));
      if (furthest(found!, whole!) > 1e-3) cut++;
    }
    expect(cut).toBeGreaterThan(10);
  });
});

/** The trainer in JavaScript, trained on another setup than the one asked for. */
const secretly = (change: (setup: TrainerSetup) => TrainerSetup): TrainerKind => ({
  supports: js.supports,
  prepare: (setup) => js.prepare(change(setup)),
});
/** The trainer in JavaScript with some methods of its own. */
const withMethods = (methods: (trainer: Trainer) => Partial<Trainer>): TrainerKind => ({
  supports: js.supports,
  async prepare(setup) {
    const trainer = await js.prepare(setup);
    const own = methods(trainer);
    return new Proxy(trainer, {
      get(target, name) {
        const value: unknown = Reflect.get(own, name) ?? Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  },
});

describe('parity', () => {
  it('lets the right trainer pass', async () => {
    expect(await parity(js, everything)).toBeLessThan(tolerance);
    await checkTrainer(js, everything);
  });

  const layers = everything.architecture.layers;
  const wrong: Record<string, (setup: TrainerSetup) => TrainerSetup> = {
    'another seed': (setup) => ({ ...setup, seed: setup.seed + 1 }),
    'no dropout': (setup) => ({
      ...setup,
      architecture: { ...setup.architecture, layers: layers.map((layer) => ({ ...layer, dropout: 0 })) },
    }),
    'no sample weights': (setup) => ({ ...setup, data: { ...setup.data, weights: null } }),
    'no l1': (setup) => ({ ...setup, learning: { ...setup.learning, l1: 0 } }),
    'no weight decay': (setup) => ({ ...setup, learning: { ...setup.learning, weightDecay: 0 } }),
    'no clipping': (setup) => ({ ...setup, learning: { ...setup.learning, clip: null } }),
    'no schedule': (setup) => ({ ...setup, learning: { ...setup.learning, schedule: { kind: 'constant' } } }),
    'gelu as relu': (setup) => ({
      ...setup,
      architecture: {
        ...setup.architecture,
        layers: [{ ...layers[0]!, activation: 'relu' }, ...layers.slice(1)],
      },
    }),
  };
  it.each(Object.entries(wrong))('notices %s', async (_, change) => {
    expect(await parity(secretly(change), everything)).toBeGreaterThan(5 * tolerance);
  });

  it('takes nothing but numbers for a likeness', async () => {
    const poisoned = withMethods(() => ({
      weights: async () => new Float32Array(everything.weights.length).fill(NaN),
    }));
    expect(await parity(poisoned, everything)).toBe(Infinity);
  });

  it('notices a trainer that refuses, stands still, or runs on', async () => {
    const refusing: TrainerKind = { ...js, supports: () => 'Not this one.' };
    await expect(parity(refusing, everything)).rejects.toThrow('Not this one.');
    await expect(
      parity(
        withMethods(() => ({ advance: async () => undefined })),
        everything,
      ),
    ).rejects.toThrow(/took no step/);
    const running = withMethods((trainer) => ({
      advance: (most) => takeSteps(trainer, Math.max(most, trainer.stepsPerEpoch + 1)),
    }));
    await expect(parity(running, everything, 1)).rejects.toThrow(/the epoch ends/);
  });
});

describe('the check of a trainer', () => {
  it.each<[string, TrainerKind, RegExp]>([
    [
      'forgets the state of the optimiser',
      withMethods((trainer) => ({
        restore: (state) =>
          trainer.restore({ ...state, optimizer: new Float32Array(state.optimizer.length) }),
      })),
      /after restoring/,
    ],
    [
      'hands out its own array',
      (() => {
        let kept: Float32Array | null = null;
        return withMethods((trainer) => ({
          weights: async () => {
            const now = await trainer.weights();
            if (kept && Number.isNaN(kept[0])) return kept;
            return (kept = now);
          },
        }));
      })(),
      /after spoiling a copy/,
    ],
    [
      'forgets the optimiser in the midst of an epoch',
      withMethods((trainer) => ({
        checkpoint: async () => {
          const state = await trainer.checkpoint();
          const whole = trainer.step % trainer.stepsPerEpoch === 0;
          return whole ? state : { ...state, optimizer: new Float32Array(state.optimizer.length) };
        },
      })),
      /after the midst of an epoch/,
    ],
    [
      'answers through the last activation',
      withMethods((trainer) => ({
        outputs: async (inputs) => (await trainer.outputs(inputs)).map((sum) => 1 / (1 + Math.exp(-sum))),
      })),
      /core\/forward/,
    ],
  ])('notices one that %s', async (_, kind, message) => {
    await expect(checkTrainer(kind, everything)).rejects.toThrow(message);
  });
});
